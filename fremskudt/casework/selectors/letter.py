"""Letters of a citizen: the line, the day and who keeps an eye on it; the picture, opened for one who may see it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access import cipher
from fremskudt.access.cipher import Binding, Wrapped
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case, Letter
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.case import Opened, log_read, open_case


@dataclass(frozen=True)
class Row:
    """One letter as it is shown: never the picture itself."""

    pk: int
    line: str
    deadline_on: date | None
    owner: str
    made_at: datetime
    by: str
    has_picture: bool
    picture_removed_at: datetime | None
    done_at: datetime | None
    done_by: str
    is_past: bool  # the deadline lies behind
    can_undo: bool  # that it was finished a moment ago


@dataclass(frozen=True)
class Sheet:
    opened: Opened
    letter: Row
    may_see_picture: bool


@transaction.atomic
def read_letter(reach: Reach, code: str, pk: int) -> Sheet:
    opened = open_case(reach, code)
    letter = row_of(get_object_or_404(letters_of(opened), pk=pk))
    log_read(reach, opened, "papers.read", "free_text")
    return Sheet(opened, letter, opened.citizen.municipality_id in reach.towns(Permission.IDENTITY_READ))


@transaction.atomic
def read_picture(reach: Reach, code: str, pk: int) -> bytes:
    """The JPEG, for one who may also see who the citizen is: a letter bears their name. 404 where there is none."""
    opened = open_case(reach, code, Permission.IDENTITY_READ)
    letter = get_object_or_404(Letter.objects.filter(case__in=Case.objects.of(opened.citizen)), pk=pk)
    if letter.picture is None:
        raise Http404
    picture = cipher.open_bytes(picture_key(letter), bytes(letter.picture), bound(letter))
    log_read(reach, opened, "letter.read", "identifying")
    return picture


def find_letter(reach: Reach, code: str, pk: int) -> Letter:
    """The letter an act concerns, or 404; without its picture. For acts that show nothing."""
    return get_object_or_404(letters_of(open_case(reach, code, Permission.CASE_WRITE)), pk=pk)


def letters_of(opened: Opened) -> QuerySet[Letter]:
    """Every letter of the citizen, of all courses; the sealed picture stays in the database."""
    found = Letter.objects.filter(case__in=Case.objects.of(opened.citizen))
    return found.select_related("case__citizen", "owner", "by", "done_by").defer("picture")


def in_order(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Deadlines first, the nearest at the top; then the newest."""
    return letters.order_by(F("deadline_on").asc(nulls_last=True), "-made_at", "-pk")


def row_of(letter: Letter) -> Row:
    today, now = timezone.localdate(), timezone.now()
    return Row(
        pk=letter.pk, line=letter.line, deadline_on=letter.deadline_on, owner=letter.owner.name,
        made_at=letter.made_at, by=letter.by.name, has_picture=letter.wrapped_key is not None,
        picture_removed_at=letter.removed_at, done_at=letter.done_at,
        done_by=letter.done_by.name if letter.done_by else "",
        is_past=letter.deadline_on is not None and letter.deadline_on < today,
        can_undo=letter.done_at is not None and may_undo(letter.done_at, now),
    )  # fmt: skip


def bound(letter: Letter) -> Binding:
    """Where the sealed picture of this letter belongs."""
    return Binding("letter", "picture", str(letter.pk))


def key_owner(letter: Letter) -> str:
    """Whose the letter's own key is."""
    return f"letter:{letter.pk}"


def picture_key(letter: Letter) -> bytes:
    """The letter's own key, opened with the master key; SealBrokenError when it does not open."""
    return cipher.unwrap(Wrapped(letter.key_version or 0, bytes(letter.wrapped_key or b"")), key_owner(letter))
