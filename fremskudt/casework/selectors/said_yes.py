"""The tip whose person has said yes to a course, for the one who writes it down. Only what the list shows of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen, SaidYes
from fremskudt.casework.rules import said_yes as rules
from fremskudt.casework.selectors.followed import going_on
from fremskudt.partnership.models import Tip, TipStep
from fremskudt.partnership.rules.tip import Step


@dataclass(frozen=True)
class Page:
    tip: Tip
    verdict: Verdict  # whether it may become a course now
    own: Sequence[Citizen] = ()  # whom the reader follows in that town, once that is asked for


@transaction.atomic
def read_page(reach: Reach, code: str, *, with_own: bool = False) -> Page:
    """The tip, with an event of it; where those the reader follows are shown, one of each of them too."""
    tip = find_tip(reach, code)
    own = list_own(reach, tip) if with_own else []
    page = Page(tip, verdict_on(tip), own)
    subjects = [f"tip:{tip.code}", *(citizen.key for citizen in own)]
    audit.record_reads(by=reach.actor, action="said_yes.read", subjects=subjects, purpose=Purpose.CARE, fields="coded")
    return page


def find_tip(reach: Reach, code: str) -> Tip:
    """The tip an act concerns, where the reader answers tips, writes courses and makes citizens; else 404."""
    towns = reach.towns(Permission.TIP_ANSWER) & reach.towns(Permission.CASE_WRITE)
    within: QuerySet[Tip] = Tip.objects.filter(municipality__in=towns & reach.towns(Permission.CITIZEN_CREATE))
    return get_object_or_404(within.select_related("municipality", "organisation", "area"), code=code)


def list_own(reach: Reach, tip: Tip) -> list[Citizen]:
    """Those of the town whom the reader follows and whose course goes on. Shows nothing."""
    own = going_on(reach).filter(municipality=tip.municipality_id)
    return list(own.select_related("municipality").order_by("alias"))


def verdict_on(tip: Tip) -> Verdict:
    closed = TipStep.objects.standing().filter(tip=tip, kind=Step.CLOSED)
    return rules.may_begin(
        is_turned=SaidYes.objects.filter(tip=tip).exists(),
        is_expired=tip.expired_at is not None,
        is_taken_back=tip.taken_back_at is not None,
        is_closed=closed.exists(),
    )
