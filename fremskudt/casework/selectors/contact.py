"""Contacts: the newest of a course, one that was saved, and whom one may log about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case, Citizen, Contact, ContactAgreement
from fremskudt.casework.rules import contact as rules
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors import contact_agreement
from fremskudt.casework.selectors.case import Opened, log_read, log_reads, open_case
from fremskudt.casework.selectors.followed import going_on


@dataclass(frozen=True)
class Pressing:
    """What one needs to see before pressing: about whom, what to mind, and what was last used."""

    opened: Opened
    agreement: ContactAgreement | None
    last: tuple[str, str] | None  # place and way

    @property
    def tiles(self) -> list[rules.Tile]:
        return rules.tiles_with_first(self.last_tile)

    @property
    def last_tile(self) -> rules.Tile | None:
        return rules.tile_of(*self.last) if self.last else None


@dataclass(frozen=True)
class Saved:
    """One contact with what belongs to it."""

    opened: Opened
    contact: Contact
    can_undo: bool

    @property
    def reason(self) -> str:
        """Why it cannot be corrected; nothing where it can."""
        is_replaced = hasattr(self.contact, "replaced_by")
        return rules.may_correct(is_undone=self.contact.undone_at is not None, is_replaced=is_replaced).reason


@dataclass(frozen=True)
class Choice:
    """A page of those one may log about."""

    citizens: list[Citizen]
    page: int
    more: bool


def newest_of(case: Any) -> QuerySet[Contact]:
    """The standing contacts of a course, newest first: for a subquery that looks up the index of one course."""
    return Contact.objects.standing().filter(case=case).order_by("-at", "-pk")


def newest(case: Case) -> tuple[datetime | None, datetime | None]:
    """When the citizen was last reached, and when one of us last tried, reached or not. One query, no event."""
    standing = newest_of(OuterRef("pk"))
    row = Case.objects.filter(pk=case.pk).values_list(
        Subquery(standing.filter(outcome__in=list(rules.REACHED)).values("at")[:1]),
        Subquery(standing.values("at")[:1]),
    )
    return row.first() or (None, None)


def last_used(case: Case, outcomes: Collection[str]) -> tuple[str, str] | None:
    """Place and way of the newest contact with such an outcome."""
    standing = Contact.objects.standing().filter(case=case, outcome__in=list(outcomes))
    return standing.order_by("-at", "-pk").values_list("place", "way").first()


@transaction.atomic
def read_pressing(reach: Reach, code: str, *, tried: bool) -> Pressing:
    """The page of tiles, with an event."""
    pressing = find_pressing(reach, code, tried=tried)
    log_read(reach, pressing.opened, "contact_new.read")
    return pressing


def find_pressing(reach: Reach, code: str, *, tried: bool) -> Pressing:
    """What a press is held against, or 404. Shows nothing, so no event."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    outcomes = rules.OUTCOMES if tried else [rules.Outcome.MET]
    return Pressing(opened, contact_agreement.in_force(opened.case), last_used(opened.case, outcomes))


@transaction.atomic
def read_contact(reach: Reach, code: str, pk: int) -> Saved:
    saved = find_contact(reach, code, pk)
    log_read(reach, saved.opened, "contact.read", fields="coded,free_text")
    return saved


def find_contact(reach: Reach, code: str, pk: int) -> Saved:
    """One contact of a citizen within reach, or 404. For acts that show nothing."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    of_citizen = Contact.objects.filter(case__in=Case.objects.of(opened.citizen))
    related = of_citizen.select_related("case", "case__citizen", "by", "replaced_by")
    contact = get_object_or_404(related.prefetch_related("help_given", "small_steps"), pk=pk)
    is_mine = contact.by_id == reach.user_id
    can_undo = is_mine and contact.undone_at is None and may_undo(contact.made_at, timezone.now())
    return Saved(opened, contact, can_undo)


@transaction.atomic
def list_choice(reach: Reach, page: int) -> Choice:
    """Those one follows and whose course goes on, whom one saw or tried last first. Each that is shown has an event."""
    last = Contact.objects.standing().filter(case__citizen=OuterRef("pk")).order_by("-at").values("at")[:1]
    recent = going_on(reach).annotate(last_at=Subquery(last)).order_by(F("last_at").desc(nulls_last=True), "alias")
    found: list[Citizen] = list(recent[span(page)])
    log_reads(reach, found[:SHOWN], "contact_log.read", Purpose.CARE)
    return Choice(found[:SHOWN], page, more=len(found) > SHOWN)
