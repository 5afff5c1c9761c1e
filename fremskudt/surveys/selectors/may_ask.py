"""May this person be asked now, when the wave and what stands in their course are both heard?"""

from dataclasses import dataclass

from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Case, Citizen
from fremskudt.casework.selectors.contact_agreement import in_force, not_now_until
from fremskudt.casework.selectors.pause import open_pauses
from fremskudt.surveys.rules import questions as rules
from fremskudt.surveys.selectors.asked import Asked, list_asked, why_not


@dataclass(frozen=True)
class Course:
    """What in somebody's newest course keeps us from asking."""

    has_ended: bool
    is_paused: bool
    not_now: bool


def course_of(case: Case | None) -> Course:
    """Three questions; a person without a course (None) has nothing that keeps us from it."""
    if case is None:
        return Course(has_ended=False, is_paused=False, not_now=False)
    return Course(
        has_ended=hasattr(case, "ending"), is_paused=case.pk in open_pauses([case.pk]),
        not_now=not_now_until(in_force(case)) is not None,
    )  # fmt: skip


def may_ask_now(one: Asked) -> Verdict:
    """With the reason when not. Of whom only the code is known, the course is not: they were asked at printing."""
    course = course_of(_newest(one.citizen) if one.citizen else None)
    return _verdict(one, course)


def askable(citizen: Citizen) -> list[Asked]:
    """What this citizen may be asked now, what closes first on top; nothing while the course says no."""
    course = course_of(_newest(citizen))
    return [one for one in list_asked(citizen) if _verdict(one, course)]


def _verdict(one: Asked, course: Course) -> Verdict:
    return rules.may_ask_now(
        why_not(one), has_ended=course.has_ended, is_paused=course.is_paused, not_now=course.not_now
    )


def _newest(citizen: Citizen) -> Case | None:
    root = citizen.merged_into or citizen
    return Case.objects.of(root).select_related("ending").order_by("-found_on", "-pk").first()
