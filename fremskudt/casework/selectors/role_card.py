"""»Roller omkring mig«: who does what for a citizen and what not, the companion, the peer, and what is nobody's yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.models import Assignment, Case, Citizen, RoleCard, Task
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import role_card as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.role_card import BORROWED
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.door import OpenDoor
from fremskudt.casework.selectors.plan import door_of
from fremskudt.casework.selectors.role_card_holder import Around, Holder, around, list_holders
from fremskudt.casework.selectors.task_cover import Covers


@dataclass(frozen=True)
class Card:
    """One card as it stands; `refused` is why its holder may not see it just now, empty where they may."""

    card: RoleCard
    is_to_confirm: bool
    is_peer: bool
    refused: str

    @property
    def who(self) -> str:
        return holder_words(self.card)

    @property
    def borrowed(self) -> str:
        return BORROWED.get(self.card.borrowed_from, "")


@dataclass(frozen=True)
class RolesPage:
    opened: Opened
    cards: Sequence[Card]
    earlier: Sequence[Card]
    companion: str
    nobodys: Sequence[Task]
    refused: str
    may_write: bool
    open_door: OpenDoor | None

    @property
    def has_peer(self) -> bool:
        return any(one.is_peer for one in self.cards)


@dataclass(frozen=True)
class WritePage:
    """What the form of a new card needs."""

    opened: Opened
    holders: Sequence[Holder]


@dataclass(frozen=True)
class CardPage:
    """One card, to be agreed again or ended."""

    opened: Opened
    card: RoleCard
    may_keep: Verdict
    may_again: Verdict

    @property
    def refused(self) -> str:
        """Why it cannot be agreed again just now; empty when it can."""
        return self.may_again.reason or self.may_keep.reason

    @property
    def who(self) -> str:
        return holder_words(self.card)


def holder_words(card: RoleCard) -> str:
    """Whose it is: a person of a house, a house, or somebody outside as the citizen named them."""
    if card.organisation is None:
        return card.outside
    return f"{card.user.name} · {card.organisation.name}" if card.user else card.organisation.name


@transaction.atomic
def read_roles(reach: Reach, code: str) -> RolesPage:
    opened, companion = _open(reach, code)
    today = timezone.localdate()
    cards = list(_cards(opened.citizen))
    tasks = list(_waiting(opened.citizen))
    found = around(opened.citizen, [card.user_id for card in cards] + [task.owner_id for task in tasks])
    shown = [_card(card, found, today) for card in cards]
    standing = [one for one in shown if one.card.ended_at is None and not hasattr(one.card, "replaced_by")]
    page = RolesPage(
        opened=opened,
        cards=sorted(standing, key=lambda one: (one.card.until_on, one.card.pk)),
        earlier=[one for one in reversed(shown) if one not in standing],
        companion=companion,
        nobodys=[task for task in tasks if not _is_anybodys(task, found)],
        refused=may_write(has_ended=opened.has_ended).reason,
        may_write=opened.citizen.municipality_id in reach.towns(Permission.CASE_WRITE),
        open_door=door_of(reach, opened),
    )
    log_read(reach, opened, "role_card.read", "free_text")
    return page


@transaction.atomic
def read_role_for_writing(reach: Reach, code: str) -> WritePage:
    opened = open_case(reach, code, Permission.CASE_WRITE)
    require(may_write(has_ended=opened.has_ended))
    page = WritePage(opened, list_holders(opened.citizen))
    log_read(reach, opened, "role_card.read", "coded")
    return page


@transaction.atomic
def read_role(reach: Reach, code: str, pk: int) -> CardPage:
    """A card within reach, whether or not it may still be agreed again; 404 for any other."""
    opened, card = find_role(reach, code, pk)
    may_again = may_write(has_ended=opened.has_ended) and rules.may_agree_again(
        is_ended=card.ended_at is not None, is_replaced=hasattr(card, "replaced_by")
    )
    page = CardPage(opened, card, around(opened.citizen, [card.user_id]).may_keep(card), may_again)
    log_read(reach, opened, "role_card.read", "free_text")
    return page


def find_role(reach: Reach, code: str, pk: int) -> tuple[Opened, RoleCard]:
    opened = open_case(reach, code, Permission.CASE_WRITE)
    return opened, get_object_or_404(_cards(opened.citizen), pk=pk)


def _cards(citizen: Citizen) -> QuerySet[RoleCard]:
    """Of every course: a role goes on when somebody comes back."""
    found = RoleCard.objects.filter(case__in=Case.objects.of(citizen))
    return found.select_related("organisation", "user", "by", "replaced_by", "case").order_by("pk")


def _waiting(citizen: Citizen) -> QuerySet[Task]:
    return Task.objects.waiting().filter(case__in=Case.objects.of(citizen)).select_related("owner").order_by("on", "pk")


def _is_anybodys(task: Task, found: Around) -> bool:
    """Somebody has it in hand: they can log in, and see it."""
    owner = task.owner
    if owner is None or not owner.is_active:
        return False
    covers = Covers(found.told, found.recipients)
    return found.follows(owner.pk) or covers.of(found.citizen, owner.pk, task.organisation_id).shows(task.topic)


def _card(card: RoleCard, found: Around, today: date) -> Card:
    return Card(card, rules.is_to_confirm(card.until_on, today), found.is_peer(card), found.may_keep(card).reason)


def _open(reach: Reach, code: str) -> tuple[Opened, str]:
    """As `open_case` does, with who came along to the first meeting fetched in the same question."""
    follows = Assignment.objects.of(OuterRef("root")).filter(user=reach.user_id, ended_at=None)
    courses = list(
        Case.objects.visible_to(reach)
        .filter(Q(citizen__code=code, citizen__merged_into=None) | Q(citizen__merged_into__code=code))
        .annotate(root=ROOT).annotate(is_followed=Exists(follows))
        .select_related("ending", "channel", "citizen__municipality", "citizen__merged_into__municipality")
        .order_by("-found_on", "-pk")
    )  # fmt: skip
    if not courses:
        raise Http404
    newest = courses[0]
    purpose = Purpose.CARE if newest.is_followed else Purpose.DOOR  # type: ignore[attr-defined]
    companions = [case.channel.companion for case in courses if hasattr(case, "channel") and case.channel.companion]
    opened = Opened(newest.citizen.merged_into or newest.citizen, newest, purpose)
    return opened, companions[0] if companions else ""
