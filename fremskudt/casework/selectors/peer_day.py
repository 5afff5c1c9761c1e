"""A peer's day: those who have said yes to them, whom to ring, and that they met. Without a yes there is nobody.

Asked of the ledger at every look, through `Sharing` alone: who is barred, has withdrawn or never said yes is not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Membership
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.casework.models import Case, Citizen, Duty, PeerContact
from fremskudt.casework.rules import agreed as rules
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors.agreed_list import Card, cards_of, cases_of
from fremskudt.casework.selectors.agreed_pairs import list_pairs
from fremskudt.casework.selectors.agreed_reader import log_shown, open_for
from fremskudt.casework.selectors.consent import sharing_with
from fremskudt.casework.selectors.team import TEAM
from fremskudt.partnership.models import HouseRules, PosterFace
from fremskudt.partnership.selectors.house_rules import KINDS


@dataclass(frozen=True)
class Day:
    cards: Sequence[Card]
    page: int
    more: bool
    house_rules: Sequence[HouseRules]  # to read before one comes: of each free space those in force


@dataclass(frozen=True)
class Company:
    """Somebody who has said yes to this peer and whose course goes on."""

    citizen: Citizen
    case: Case
    operation: UUID

    @property
    def code(self) -> str:
        return self.citizen.code

    @property
    def alias(self) -> str:
        return self.citizen.alias


class Person(NamedTuple):
    """The same as far as a list needs it."""

    code: str
    alias: str


@dataclass(frozen=True)
class Phone:
    """Somebody of the team who lets themselves be rung: first name and number, as on the poster."""

    first_name: str
    phone: str
    is_on_duty: bool


@dataclass(frozen=True)
class Help:
    people: Sequence[Person]
    phones: Sequence[Phone]


@transaction.atomic
def read_day(reach: Reach, page: int) -> Day:
    """The page, with an event for each who is on it."""
    now, recipients = timezone.localtime(), _recipients(reach)
    start = (page - 1) * rules.SHOWN
    pairs = list_pairs(reach, recipients, now, slice(start, start + rules.SHOWN + 1))
    cards = cards_of(reach, recipients, pairs[: rules.SHOWN], Use.LIST, now)
    day = Day(
        cards=sorted(cards, key=lambda card: (card.next_at is None, str(card.next_at), card.alias.casefold())),
        page=page, more=len(pairs) > rules.SHOWN, house_rules=_house_rules(reach),
    )  # fmt: skip
    log_shown(reach, [card.code for card in cards], "peer_day.read")
    return day


@transaction.atomic
def read_company(reach: Reach, code: str) -> Company:
    """Whom a peer is about to say they met; 404 where no yes opens them at this moment."""
    company = find_company(reach, code)
    log_shown(reach, [company.code], "peer_day.read")
    return company


def find_company(reach: Reach, code: str) -> Company:
    """The same for an act that shows nothing. Nobody, barred and a no are alike, by the same questions."""
    citizen = Citizen.objects.filter(merged_into=None, code=code).first()
    root = citizen.pk if citizen else 0
    case = _open_now(reach, [root]).get(root)
    if citizen is None or case is None:
        raise Http404
    return Company(citizen, Case.objects.select_related("citizen").get(pk=case), uuid4())


@transaction.atomic
def read_help(reach: Reach) -> Help:
    """For whom the team can be asked to come, and whom to ring."""
    help_ = Help(list_company(reach), list_phones(reach))
    log_shown(reach, [one.code for one in help_.people], "peer_day.help")
    return help_


def list_company(reach: Reach) -> list[Person]:
    """All who have said yes to this peer, by alias; as many as a page shows."""
    pairs = list_pairs(reach, _recipients(reach), timezone.localtime(), slice(0, rules.SHOWN))
    open_now = _open_now(reach, [pair.citizen for pair in pairs])
    found = {Person(pair.code, pair.alias) for pair in pairs if pair.citizen in open_now}
    return sorted(found, key=lambda one: (one.alias.casefold(), one.code))


def list_phones(reach: Reach) -> list[Phone]:
    """Those of the team who are on the poster, whoever is on duty today first."""
    towns = reach.towns(Permission.PEER_DAY)
    on_duty = set(Duty.objects.filter(municipality__in=towns, on=timezone.localdate()).values_list("user", flat=True))
    there = Q(organisation__in=towns) | Q(organisation__municipality__in=towns)
    seats = Membership.objects.filter(there, role__in=TEAM, user__is_active=True)
    faces = PosterFace.objects.filter(user__in=seats.values("user"), is_shown=True).exclude(phone="")
    phones = [Phone(face.first_name, face.phone, face.user_id in on_duty) for face in faces]
    return sorted(phones, key=lambda one: (not one.is_on_duty, one.first_name.casefold()))


def find_contact(reach: Reach, pk: int) -> PeerContact:
    """One that the reader has pressed, or 404."""
    return get_object_or_404(PeerContact.objects.filter(by=reach.user_id).select_related("case__citizen"), pk=pk)


def standing() -> QuerySet[PeerContact]:
    """Those that were not taken back. Never a contact of the team's own."""
    return PeerContact.objects.filter(undone_at=None)


def _recipients(reach: Reach) -> list[Recipient]:
    """The reader as the ledger knows them, in each house where they are a peer and in no other role of theirs."""
    as_peer = frozenset({Role.PEER.value})
    return [Recipient(house, reach.user_id, as_peer) for house in sorted(reach.where(Permission.PEER_DAY))]


def _open_now(reach: Reach, citizens: Sequence[int]) -> dict[int, int]:
    """Those of these who have said yes to the peer and whose course goes on: citizen → the newest course (ids)."""
    recipients = _recipients(reach)
    told, courses = sharing_with(reach, recipients=recipients, citizens=citizens), cases_of(citizens)
    return {
        root: courses[root].ids[0]
        for root in citizens
        if courses[root].goes_on
        and any(open_for(reach, told, root, one, Use.PAGE, goes_on=True).topics for one in recipients)
    }


def _house_rules(reach: Reach) -> list[HouseRules]:
    towns, today = reach.towns(Permission.PEER_DAY), timezone.localdate()
    found = HouseRules.objects.filter(
        organisation__municipality__in=towns, organisation__kind__in=KINDS, from_on__lte=today
    )
    newest: dict[int, HouseRules] = {}
    for one in found.select_related("organisation").order_by("organisation__name", "-made_at", "-pk"):
        newest.setdefault(one.organisation_id, one)
    return list(newest.values())
