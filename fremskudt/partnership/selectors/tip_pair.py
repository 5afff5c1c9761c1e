"""Which other tips may be the same person as one: alike in area, age and weeks, for the team to compare."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from fremskudt.access.audit import Purpose, record_reads
from fremskudt.access.reach import Reach
from fremskudt.partnership.models import Tip, TipPair
from fremskudt.partnership.rules.tip_pair import WITHIN, Seen, is_like, order
from fremskudt.partnership.selectors.tip_facts import TipRow
from fremskudt.partnership.selectors.tips import TipExpiredError, get_tip, ranked_rows, within

SHOWN = 20
COMPARED = 200  # of the nearest weeks; more in one area within sixteen weeks is compared by talking together


@dataclass(frozen=True)
class Comparing:
    row: TipRow
    others: Sequence[TipRow]


@transaction.atomic
def read_candidates(reach: Reach, code: str) -> Comparing:
    """The tip and at most twenty that are worth comparing with it, the likest first; each shown is an event."""
    tip = get_tip(reach, code)
    here, near = seen_of(tip), (tip.week_on - WITHIN, tip.week_on + WITHIN)
    same_area = within(reach).filter(municipality=tip.municipality_id, area=tip.area_id, week_on__range=near)
    others = same_area.exclude(pk=tip.pk).exclude(_is_paired(tip)).order_by("-week_on", "code")[:COMPARED]
    like = sorted((one for one in others if is_like(here, seen_of(one))), key=lambda one: order(here, seen_of(one)))
    shown = Tip.objects.standing().filter(pk__in=[tip.pk, *(one.pk for one in like[:SHOWN])])
    by_code = {each.code: each for each in ranked_rows(shown, tip.municipality_id)}
    if tip.code not in by_code:  # it expired this very moment
        raise TipExpiredError
    comparing = Comparing(by_code[tip.code], [by_code[one.code] for one in like[:SHOWN] if one.code in by_code])
    subjects = [f"tip:{each.code}" for each in (comparing.row, *comparing.others)]
    record_reads(by=reach.actor, action="tip_pair.read", subjects=subjects, purpose=Purpose.CARE, fields="coded")
    return comparing


def _is_paired(tip: Tip) -> Exists:
    """Joined with it already, whichever of the two has the lower number."""
    open_pairs = TipPair.objects.filter(undone_at=None)
    return Exists(
        open_pairs.filter(first=tip.pk, second=OuterRef("pk")) | open_pairs.filter(second=tip.pk, first=OuterRef("pk"))
    )


def seen_of(tip: Tip) -> Seen:
    return Seen(tip.code, tip.place, tip.age, tip.week_on)
