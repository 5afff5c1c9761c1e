"""The versions of a partner's agreement: which holds, which waits for a signature, and for whom somebody may sign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.partnership.models import Agreement
from fremskudt.partnership.rules import agreement as rules

TEAM = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.DRUG_CENTRE, Organisation.Kind.EVALUATOR)


@dataclass(frozen=True)
class Deal:
    """What one house and the municipality have agreed, as it stands today."""

    house: Organisation
    holds: Agreement | None
    waiting: Agreement | None  # written and not signed by both, or signed and not begun
    ended: Agreement | None
    newest: Agreement | None  # whatever became of it: what a new version replaces
    earlier: tuple[Agreement, ...]
    review_on: date | None  # of the one that holds

    @property
    def current(self) -> Agreement | None:
        """What is agreed, or about to be."""
        return self.holds or self.waiting

    @property
    def is_over(self) -> bool:
        """There was one, and nothing is agreed now."""
        return self.newest is not None and self.current is None

    @property
    def next_look(self) -> date | None:
        """When the two look at it again: at the one that holds, else at the one that is being signed."""
        return self.review_on or (self.waiting.review_on if self.waiting else None)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The sides that have yet to sign the newest version."""
        if self.waiting is None:
            return ()
        signed = {rules.OURS: self.waiting.signed_by_us_at, rules.THEIRS: self.waiting.signed_by_them_at}
        return tuple(side for side, at in signed.items() if at is None)

    @property
    def is_late(self) -> bool:
        return self.review_on is not None and self.review_on < timezone.localdate()


@dataclass(frozen=True)
class Signing:
    """A version as somebody is about to sign or back it."""

    agreement: Agreement
    house: Organisation
    side: str
    signer: str  # for whom: the house or the municipality
    is_done: bool  # this person has signed for this side
    may: Verdict


def partner_houses() -> QuerySet[Organisation]:
    """Whoever works with the team and is no part of it."""
    return Organisation.objects.exclude(kind__in=TEAM).exclude(municipality=None)


def with_versions(houses: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The houses with all versions of their agreements, newest first. Two more queries, however many there are."""
    versions = Agreement.objects.select_related("signed_by_us", "signed_by_them", "steering_seen_by")
    return houses.prefetch_related(Prefetch("agreements", versions.prefetch_related("reviews"), to_attr="versions"))


def deal_of(house: Organisation) -> Deal:
    """Of a house that came through `with_versions`."""
    versions: list[Agreement] = house.versions  # type: ignore[attr-defined]
    today = timezone.localdate()
    begun, holds, waiting = rules.begun(versions, today), rules.holding(versions, today), rules.waiting(versions, today)
    newest = versions[0] if versions else None
    ended = (begun or newest) if not holds and not waiting else None
    shown = {one.pk for one in (holds, waiting, ended) if one}
    earlier = tuple(one for one in versions if one.pk not in shown)
    return Deal(house, holds, waiting, ended, newest, earlier, review_day(holds))


def review_day(agreement: Agreement | None) -> date | None:
    """When the two look at it again: as they said when they last did, else as it was written."""
    if agreement is None:
        return None
    newest = next(iter(agreement.reviews.all()), None)
    return newest.next_on if newest else agreement.review_on


def deals_in(towns: Iterable[int]) -> list[Deal]:
    houses = with_versions(partner_houses().filter(municipality__in=towns)).select_related("municipality")
    return [deal_of(house) for house in houses.order_by("name", "pk")]


def houses_spoken_for(reach: Reach) -> QuerySet[Organisation]:
    """A contact's own houses, and all partners of the towns that a leader leads."""
    own, led = Q(pk__in=reach.where(Permission.AGREEMENT_SIGN)), Q(municipality__in=_led(reach))
    return partner_houses().filter(own | led).select_related("municipality")


def find_house(reach: Reach, pk: int) -> Organisation:
    """One that the reader speaks for or leads the cooperation with; 404 for any other."""
    return get_object_or_404(houses_spoken_for(reach), pk=pk)


def side_of(reach: Reach, house: Organisation) -> str:
    """On which side of a house's agreement the reader stands: their own house's, else the municipality's."""
    return rules.THEIRS if house.pk in reach.where(Permission.AGREEMENT_SIGN) else rules.OURS


def get_signing(reach: Reach, pk: int) -> Signing:
    """A version of a house that the reader speaks for, or 404."""
    within = Agreement.objects.filter(organisation__in=houses_spoken_for(reach))
    kept = within.select_related("organisation__municipality", "signed_by_us", "signed_by_them")
    agreement = get_object_or_404(kept, pk=pk)
    house = agreement.organisation
    side = side_of(reach, house)
    return Signing(
        agreement, house, side, house.name if side == rules.THEIRS else str(house.municipality),
        signer_of(agreement, side) == reach.user_id, may_sign(agreement, side, reach.user_id or 0),
    )  # fmt: skip


def signer_of(agreement: Agreement, side: str) -> int | None:
    """Who has signed for that side."""
    return agreement.signed_by_us_id if side == rules.OURS else agreement.signed_by_them_id


def may_sign(agreement: Agreement, side: str, user_id: int) -> Verdict:
    other = rules.THEIRS if side == rules.OURS else rules.OURS
    return rules.may_sign(
        is_replaced=is_replaced(agreement),
        has_ended=rules.has_ended(agreement, timezone.localdate()),
        by_another=signer_of(agreement, side) not in {None, user_id},
        is_other_side=signer_of(agreement, other) == user_id,
    )


def is_replaced(agreement: Agreement) -> bool:
    return Agreement.objects.filter(replaces=agreement.pk).exists()


def _led(reach: Reach) -> frozenset[int]:
    """Not where a signature holds: a contact signs in a town and speaks for one house of it."""
    return reach.towns(Permission.PARTNERS_EDIT)
