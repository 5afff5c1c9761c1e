"""Whom a page of questions is about, with what in the newest course keeps us from asking: two questions."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, Case, Citizen, Contact, MessageAgreement, Pause
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.contact import Outcome
from fremskudt.casework.selectors.case import Opened
from fremskudt.casework.selectors.contact_agreement import in_force, not_now_until
from fremskudt.surveys.selectors.may_ask import Course


@dataclass(frozen=True)
class Person:
    opened: Opened
    course: Course
    met_before: bool  # on an earlier day, in whichever course
    said_yes_to_sms: bool


def find_person(reach: Reach, code: str) -> Person:
    """Of those whom the reader may ask; 404 for anybody else. Shows nothing, so no event."""
    case = _newest(reach, code)
    course = Course(
        has_ended=hasattr(case, "ending"), is_paused=case.is_paused,  # type: ignore[attr-defined]
        not_now=not_now_until(in_force(case)) is not None,
    )  # fmt: skip
    sms = case.newest_about_sms == "yes"  # type: ignore[attr-defined]
    return Person(_opened(case), course, case.met_before, sms)  # type: ignore[attr-defined]


def find_opened(reach: Reach, code: str) -> Opened:
    """The same without what keeps us from asking; one question."""
    return _opened(_newest(reach, code))


def _opened(case: Case) -> Opened:
    purpose = Purpose.CARE if case.is_followed else Purpose.DOOR  # type: ignore[attr-defined]
    return Opened(case.citizen.merged_into or case.citizen, case, purpose)


def _newest(reach: Reach, code: str) -> Case:
    within = Citizen.objects.visible_to(reach).filter(code=code, municipality__in=reach.towns(Permission.QUESTIONS_ASK))
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    follows = Assignment.objects.of(OuterRef("root")).filter(user=reach.user_id, ended_at=None)
    met = Contact.objects.standing().filter(
        Q(case__citizen=OuterRef("root")) | Q(case__citizen__merged_into=OuterRef("root")),
        outcome=Outcome.MET, at__lt=midnight,
    )  # fmt: skip
    sms = MessageAgreement.objects.filter(Q(citizen=OuterRef("root")) | Q(citizen__merged_into=OuterRef("root")))
    found = Case.objects.filter(Q(citizen__in=within) | Q(citizen__merged_into__in=within)).annotate(root=ROOT)
    found = found.annotate(
        is_followed=Exists(follows), met_before=Exists(met),
        newest_about_sms=Subquery(sms.order_by("-said_at", "-pk").values("answer")[:1]),
        is_paused=Exists(Pause.objects.open().filter(case=OuterRef("pk"))),
    )  # fmt: skip
    found = found.select_related("ending", "citizen__municipality", "citizen__merged_into__municipality")
    newest = found.order_by("-found_on", "-pk").first()
    if newest is None:
        raise Http404
    return newest
