"""What comes along when somebody comes again: the story they approved, the newest plan, and who followed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.casework.models import Assignment, Case, Ending, StoryCard, TreatmentPlan
from fremskudt.casework.selectors.case import Opened, log_read, open_case


@dataclass(frozen=True)
class Course:
    """An earlier course: what was said at the farewell, and what of it can be read now."""

    case: Case
    ending: Ending | None
    story: StoryCard | None
    plan: TreatmentPlan | None


@dataclass(frozen=True)
class Sheet:
    opened: Opened
    courses: Sequence[Course]  # those that are said farewell to, the newest first
    followers: Sequence[str]


@dataclass(frozen=True)
class Card:
    opened: Opened
    first_name: str


@transaction.atomic
def read_earlier(reach: Reach, code: str) -> Sheet:
    opened = open_case(reach, code)
    cases = list(Case.objects.of(opened.citizen).select_related("ending").order_by("-found_on", "-pk"))
    ended = [case for case in cases if hasattr(case, "ending")]
    stories, plans = _stories(ended), _plans(ended)
    followers = list(Assignment.objects.of(opened.citizen).in_force().order_by("began_at").select_related("user"))
    log_read(reach, opened, "comeback.read", "coded,free_text")
    return Sheet(
        opened, [Course(case, case.ending, stories.get(case.pk), plans.get(case.pk)) for case in ended],
        list(dict.fromkeys(each.user.name for each in followers)),
    )  # fmt: skip


@transaction.atomic
def read_card(reach: Reach, code: str, user: User) -> Card:
    """The card that is given away: of the citizen only the code, of us a first name."""
    opened = open_case(reach, code)
    log_read(reach, opened, "comeback.card")
    return Card(opened, user.name.split(" ")[0])


def _stories(cases: list[Case]) -> dict[int, StoryCard]:
    """Id of a course → its newest story that the citizen approved. Another is nobody's to read."""
    found = StoryCard.objects.filter(case__in=cases).exclude(approved_on=None).order_by("version")
    return {story.case_id: story for story in found}


def _plans(cases: list[Case]) -> dict[int, TreatmentPlan]:
    """Id of a course → its newest plan that was in force, with its goals; a draft where none was."""
    found: dict[int, TreatmentPlan] = {}
    for plan in TreatmentPlan.objects.filter(case__in=cases).prefetch_related("goals").order_by("version"):
        if plan.in_force_at or plan.case_id not in found:
            found[plan.case_id] = plan
    return found
