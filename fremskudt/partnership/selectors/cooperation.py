"""»Samarbejde«: what a house and the municipality have promised each other, as the house reads it; and S2 of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Membership, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.basics.verdict import Verdict
from fremskudt.partnership.models import Agreement, ContactPerson, Mishap, Sparring
from fremskudt.partnership.rules import agreement as rules
from fremskudt.partnership.selectors import house_rules, partner
from fremskudt.partnership.selectors.agreement import (
    Deal,
    deal_of,
    deals_in,
    houses_spoken_for,
    partner_houses,
    with_versions,
)
from fremskudt.partnership.selectors.proposal import Became, Idea, ideas_of, what_became
from fremskudt.partnership.selectors.term import count_words

MISHAPS, IDEAS = 3, 3
STILL_SHOWN = timedelta(days=90)  # a mishap that was answered


@dataclass(frozen=True)
class HousePage:
    """One of the reader's own houses. `signs`: the reader signs for it."""

    deal: Deal
    signs: bool
    contacts: Sequence[ContactPerson]
    ended_contact: ContactPerson | None  # that the reader can still put back
    space: house_rules.House | None  # its rules, where it is a free space
    mishaps: Sequence[Mishap]


@dataclass(frozen=True)
class Cooperation:
    houses: Sequence[HousePage]
    ideas: Sequence[Idea]
    sparring: Sparring | None
    n_words: int
    n_to_sign: int  # words that wait for the reader's signature
    free_spaces: Sequence[house_rules.House]  # their rules, for the team's own people
    is_leader: bool
    must_strengthen: bool  # a stronger log-in would let the reader sign


@dataclass(frozen=True)
class Row:
    """One agreement as the steering group sees it."""

    deal: Deal
    may_confirm: Verdict


@dataclass(frozen=True)
class SteeringPage:
    rows: Sequence[Row]
    without: Sequence[Organisation]  # partners with no agreement that holds
    kroner: int
    became: Sequence[Became]


def read_cooperation(reach: Reach) -> Cooperation:
    """All that a house reads of the cooperation. A constant number of queries."""
    found = list(with_versions(_own(reach)).order_by("name", "pk"))
    pks = [house.pk for house in found]
    contacts, mishaps, spaces = partner.list_contacts(pks), list(_mishaps(pks)), _free_spaces(reach)
    n_words, n_to_sign = count_words(reach)
    return Cooperation(
        houses=[_page(reach, house, contacts, mishaps, spaces) for house in found],
        ideas=ideas_of(pks, me=reach.user_id or 0, most=IDEAS),
        sparring=partner.coming_sparring(pks),
        n_words=n_words,
        n_to_sign=n_to_sign,
        free_spaces=[] if found else [house for house in spaces if house.rules],
        is_leader=reach.may(Permission.PARTNERS_EDIT),
        must_strengthen=Permission.AGREEMENT_SIGN in reach.withheld,
    )


def list_own_deals(reach: Reach) -> list[tuple[Deal, bool]]:
    """The agreements of one's own houses, and whether one signs for them: for the paper."""
    signs = reach.where(Permission.AGREEMENT_SIGN)
    houses = with_versions(_own(reach)).select_related("municipality").order_by("name", "pk")
    return [(deal_of(house), house.pk in signs) for house in houses]


def find_free_space(reach: Reach, pk: int) -> house_rules.House:
    """A house with rules that the reader speaks for, or 404."""
    house = get_object_or_404(houses_spoken_for(reach), pk=pk, kind__in=house_rules.KINDS)
    return next(one for one in house_rules.list_rules(house.town) if one.pk == house.pk)


def read_steering(reach: Reach) -> SteeringPage:
    towns = reach.towns(Permission.STEERING_READ)
    deals, steered = deals_in(towns), steered_towns(reach)
    held = [deal for deal in deals if deal.holds]
    return SteeringPage(
        rows=[Row(deal, may_confirm(deal.house, steered, holds=True)) for deal in held],
        without=[deal.house for deal in deals if not deal.holds],
        kroner=sum(deal.holds.budget_kroner or 0 for deal in held if deal.holds),
        became=what_became(towns),
    )


def find_to_confirm(reach: Reach, pk: int) -> tuple[Agreement, Verdict]:
    """A version within the steering group's towns, and whether this reader may confirm it."""
    houses = partner_houses().filter(municipality__in=reach.towns(Permission.STEERING_READ))
    agreement = get_object_or_404(Agreement.objects.filter(organisation__in=houses), pk=pk)
    house = with_versions(houses).get(pk=agreement.organisation_id)
    holds = deal_of(house).holds == agreement
    return agreement, may_confirm(house, steered_towns(reach), holds=holds)


def steered_towns(reach: Reach) -> set[int]:
    """Where the reader sits in the steering group. A leader makes its page and is no part of it."""
    seats = Membership.objects.filter(user=reach.user_id, role=Role.STEERING_GROUP).select_related("organisation")
    return {seat.organisation.town for seat in seats} & reach.towns(Permission.STEERING_READ)


def may_confirm(house: Organisation, steered: set[int], *, holds: bool) -> Verdict:
    return rules.may_confirm(is_steering=house.town in steered, holds=holds)


def _own(reach: Reach) -> QuerySet[Organisation]:
    return partner_houses().filter(pk__in=reach.where(Permission.AGREEMENT_READ))


def _page(
    reach: Reach, house: Organisation, contacts: Sequence[ContactPerson], mishaps: Sequence[Mishap],
    spaces: Sequence[house_rules.House],
) -> HousePage:  # fmt: skip
    signs = house.pk in reach.where(Permission.AGREEMENT_SIGN)
    known = [one for one in contacts if one.organisation_id == house.pk]
    return HousePage(
        deal=deal_of(house),
        signs=signs,
        contacts=[one for one in known if one.ended_at is None],
        ended_contact=partner.just_ended(known, [rules.THEIRS]) if signs else None,
        space=next((space for space in spaces if space.pk == house.pk), None),
        mishaps=[one for one in mishaps if one.organisation_id == house.pk][:MISHAPS],
    )


def _mishaps(houses: Sequence[int]) -> QuerySet[Mishap]:
    """What waits for an answer, and what was answered not long ago."""
    lately = Q(seen_at=None) | Q(seen_at__gte=timezone.now() - STILL_SHOWN)
    return Mishap.objects.filter(lately, organisation__in=houses)


def _free_spaces(reach: Reach) -> list[house_rules.House]:
    towns = sorted(reach.towns(Permission.AGREEMENT_READ))
    return [house for town in towns for house in house_rules.list_rules(town)]
