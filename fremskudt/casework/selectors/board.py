"""The board. A row is for those who follow the citizen; a leader sees the code of the others, a colleague how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, BoardEntry, BoardLook, Case, Citizen, Ending
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.undo import LASTS
from fremskudt.casework.selectors.case import Opened, log_read, log_reads, open_case
from fremskudt.casework.selectors.followed import followed
from fremskudt.casework.selectors.followers import list_followers
from fremskudt.casework.selectors.task import CASE_ROOT, midnight


@dataclass(frozen=True)
class Row:
    """One who stands on the board, as a follower sees it."""

    entry: BoardEntry
    citizen: Citizen  # the record that is kept
    who_follows: bool
    has_ended: bool

    @property
    def who(self) -> str:
        """Who looks; nobody where they no longer follow."""
        return self.entry.who.name if self.who_follows else ""


@dataclass(frozen=True)
class Board:
    rows: Sequence[Row]
    n_others: int  # of those the reader does not follow: how many, and nothing more
    walked_at: datetime | None
    just_off: Row | None  # what the reader took off in the last ten minutes
    n_left: int  # how many rows nobody has gone past today


@dataclass(frozen=True)
class Walk:
    """The row that one stands at. `after` leads past it."""

    row: Row
    place: int
    n: int
    followers: Sequence[User]


@dataclass(frozen=True)
class Standing:
    """One citizen and the board."""

    opened: Opened
    entry: BoardEntry | None
    followers: Sequence[User]

    @property
    def refused(self) -> str:
        return may_write(has_ended=self.opened.has_ended).reason


@transaction.atomic
def read_board(reach: Reach) -> Board:
    kept, now = {one.pk: one for one in followed(reach).select_related("municipality")}, timezone.now()
    lately = Q(off_by=reach.user_id, off_at__gte=now - LASTS)
    found = _rows(_entries(reach).filter(Q(off_at=None) | lately))
    mine = [row for row in found if row.root in kept]
    on = [_row(row, kept[row.root]) for row in mine if row.off_at is None]
    off = [_row(row, kept[row.root]) for row in mine if row.off_at is not None]
    board = Board(
        rows=on, n_others=len({row.root for row in found if row.root not in kept and row.off_at is None}),
        walked_at=_walked_at(reach), n_left=sum(not row.looked for row in mine if row.off_at is None),
        just_off=max(off, key=lambda row: row.entry.off_at or now, default=None),
    )  # fmt: skip
    log_reads(reach, [row.citizen for row in (*on, *off)], "board.read", Purpose.CARE, "free_text")
    return board


@transaction.atomic
def read_codes(reach: Reach) -> list[Row]:
    """For a leader: the others of the board, by code, who looks and when. Nothing of why."""
    mine = set(followed(reach).values_list("pk", flat=True))
    rows = [row for row in _rows(_entries(reach).filter(off_at=None)) if row.root not in mine]
    by_code = Citizen.objects.in_towns_of(reach, Permission.OVERVIEW_READ).in_bulk([row.root for row in rows])
    found = [_row(row, by_code[row.root]) for row in rows if row.root in by_code]
    log_reads(reach, [row.citizen for row in found], "board.read", Purpose.ADMINISTRATION)
    return found


@transaction.atomic
def read_walk(reach: Reach, after: int) -> Walk | None:
    """The first row past `after` (the number of a row) that nobody has gone past today; nothing when all are."""
    kept = {one.pk: one for one in followed(reach).select_related("municipality")}
    mine = [row for row in _rows(_entries(reach).filter(off_at=None).order_by("pk")) if row.root in kept]
    left = [row for row in mine if not row.looked and row.pk > after]
    if not left:
        return None
    citizen = kept[left[0].root]
    walk = Walk(_row(left[0], citizen), mine.index(left[0]) + 1, len(mine), list_followers(citizen))
    log_reads(reach, [citizen], "board.read", Purpose.CARE, "free_text")
    return walk


@transaction.atomic
def read_standing(reach: Reach, code: str) -> Standing:
    opened = open_case(reach, code, Permission.CASE_WRITE)
    standing = Standing(opened, find_entry(opened), list_followers(opened.citizen))
    log_read(reach, opened, "board.read", "free_text")
    return standing


def find_entry(opened: Opened) -> BoardEntry | None:
    """The row that stands, by whichever of the citizen's courses."""
    of_citizen = BoardEntry.objects.filter(case__in=Case.objects.of(opened.citizen), off_at=None)
    return of_citizen.select_related("case__citizen", "who").first()


def find_off(opened: Opened, user: User) -> BoardEntry | None:
    """The row that this person took off last."""
    off = BoardEntry.objects.filter(case__in=Case.objects.of(opened.citizen), off_by=user, off_at__isnull=False)
    return off.select_related("case__citizen").order_by("-off_at").first()


def find_row(reach: Reach, pk: int) -> BoardEntry:
    """A row about somebody the reader follows, or 404."""
    rows = BoardEntry.objects.annotate(root=CASE_ROOT).filter(root__in=followed(reach).values("pk"), pk=pk)
    entry = rows.select_related("case__citizen__merged_into", "who").first()
    if entry is None:
        raise Http404
    return entry


def followers_of(entry: BoardEntry) -> list[User]:
    return list_followers(entry.case.citizen.merged_into or entry.case.citizen)


def _walked_at(reach: Reach) -> datetime | None:
    """When somebody last went past a row of the reader's towns."""
    looks = BoardLook.objects.filter(entry__case__citizen__municipality__in=_towns(reach))
    at: datetime | None = looks.aggregate(at=Max("at"))["at"]
    return timezone.localtime(at) if at else None


def _entries(reach: Reach) -> QuerySet[BoardEntry]:
    """Those of the reader's towns, without those whom the reader is barred from."""
    near = Citizen.objects.filter(municipality__in=_towns(reach), merged_into=None).not_barred(reach)
    return BoardEntry.objects.annotate(root=CASE_ROOT).filter(root__in=near.values("pk"))


def _rows(entries: QuerySet[BoardEntry]) -> list:  # type: ignore[type-arg]  # rows with what is annotated
    today = timezone.localdate()
    follows = Assignment.objects.in_force().annotate(root=ROOT).filter(user=OuterRef("who"), root=OuterRef("root"))
    looked = BoardLook.objects.filter(entry=OuterRef("pk"), at__gte=midnight(today))
    ended = Ending.objects.filter(case=OuterRef("case"))
    known = entries.annotate(follows=Exists(follows), looked=Exists(looked), ended=Exists(ended))
    return list(known.select_related("who"))


def _row(entry, citizen: Citizen) -> Row:  # type: ignore[no-untyped-def]
    return Row(entry, citizen, who_follows=entry.follows, has_ended=entry.ended)


def _towns(reach: Reach) -> frozenset[int]:
    return reach.towns(Permission.CASE_WRITE) | reach.towns(Permission.OVERVIEW_READ)
