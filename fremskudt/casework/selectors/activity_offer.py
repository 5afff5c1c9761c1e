"""What a citizen has been told of, is in, turned down and left; what can be told of; and how many are in each kind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.small_counts import Protected, alone, ticked
from fremskudt.casework.models import ActivityOffer, Case, Citizen
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import activity_offer as rules
from fremskudt.casework.rules.activity_offer import Mark
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.partnership.models import Activity
from fremskudt.partnership.rules.activity import KINDS
from fremskudt.partnership.selectors.activity import list_open


@dataclass(frozen=True)
class Marked:
    """An act of the reader's that may still be undone: of which offer, what, when."""

    offer: int
    mark: Mark
    at: datetime


@dataclass(frozen=True)
class Row:
    offer: ActivityOffer
    state: Mark
    may: tuple[Mark, ...]  # what can be written next

    @property
    def title(self) -> str:
        """What it is called: as the house calls it, else in one's own words; empty where only the kind is known."""
        return self.offer.activity.title if self.offer.activity else self.offer.words

    @property
    def house(self) -> str:
        return self.offer.activity.organisation.name if self.offer.activity else ""

    @property
    def kind(self) -> str:
        return KINDS[self.offer.kind]


@dataclass(frozen=True)
class OfferPage:
    opened: Opened
    rows: Sequence[Row]
    activities: Sequence[Activity]
    refused: str  # why nothing new may be written; empty when it may
    undoable: Marked | None

    def _in(self, *states: Mark) -> list[Row]:
        return [row for row in self.rows if row.state in states]

    @property
    def joined(self) -> list[Row]:
        return self._in(Mark.JOINED)

    @property
    def offered(self) -> list[Row]:
        return self._in(Mark.OFFERED)

    @property
    def over(self) -> list[Row]:
        return self._in(Mark.DECLINED, Mark.LEFT)


@transaction.atomic
def read_offers(reach: Reach, code: str, marked: Marked | None = None) -> OfferPage:
    """The page, and what of the reader's own acts on it (`marked`) can be undone."""
    page = find_offers(reach, code, marked)
    log_read(reach, page.opened, "activity_offer.read", "coded,free_text")
    return page


def find_offers(reach: Reach, code: str, marked: Marked | None = None) -> OfferPage:
    """The same for an act that shows nothing."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    refused = may_write(has_ended=opened.has_ended).reason
    rows = [_row(offer, may_join=not refused) for offer in _offers(opened.citizen)]
    is_here = marked is not None and any(row.offer.pk == marked.offer for row in rows)
    undoable = marked if marked and is_here and may_undo(marked.at, timezone.now()) else None
    return OfferPage(opened, rows, list_open(opened.citizen.municipality_id), refused, undoable)


def find_offer(reach: Reach, code: str, pk: int) -> ActivityOffer:
    """One that stands of a citizen within reach, or 404."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    return get_object_or_404(_offers(opened.citizen), pk=pk)


def kinds_now(citizen: Citizen) -> set[str]:
    """The kinds (keys of partnership/rules/activity.KINDS) of what the citizen is in: joined, and not left."""
    return set(joined_now(citizen))


def joined_now(citizen: Citizen) -> dict[str, date]:
    """The same, each with the day on which the newest of its kind was joined."""
    cases = Case.objects.of(citizen.merged_into or citizen)
    found = _in_now(ActivityOffer.objects.filter(case__in=cases)).order_by("joined_on")
    return {kind: on for kind, on in found.values_list("kind", "joined_on") if on}


@dataclass(frozen=True)
class TakingPart:
    """Of how many who are in a course, how many are in each kind of activity now. Persons; small numbers hidden."""

    of: Protected
    kinds: Mapping[str, Protected]


def count_kinds(towns: Collection[int]) -> TakingPart:
    """As in figure 3.2, for the leaders of these municipalities (ids). Two questions."""
    going_on = Case.objects.going_on().filter(citizen__municipality__in=towns, started_on__isnull=False)
    people = set(going_on.order_by().annotate(root=ROOT).values_list("root", flat=True))
    within = _in_now(ActivityOffer.objects.filter(case__citizen__municipality__in=towns)).order_by()
    having: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for kind, citizen, merged_into in within.values_list("kind", "case__citizen", "case__citizen__merged_into"):
        having[kind] |= {merged_into or citizen} & people
    of = alone(len(people))
    return TakingPart(of, ticked({kind: len(those) for kind, those in having.items()}, of))


def _in_now(offers: QuerySet[ActivityOffer]) -> QuerySet[ActivityOffer]:
    return offers.filter(undone_at=None, joined_on__isnull=False, left_on=None)


def _offers(citizen: Citizen) -> QuerySet[ActivityOffer]:
    """Of every course: what somebody is in goes on when a course is over."""
    found = ActivityOffer.objects.standing().filter(case__in=Case.objects.of(citizen))
    return found.select_related("activity__organisation", "case__citizen").order_by("-offered_on", "-pk")


def _row(offer: ActivityOffer, *, may_join: bool) -> Row:
    state = rules.state_of(offer.joined_on, offer.declined_on, offer.left_on)
    return Row(offer, state, tuple(mark for mark in rules.NEXT[state] if may_join or mark is Mark.LEFT))
