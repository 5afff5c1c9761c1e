"""The studies that a citizen could take part in, each with what they answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import TakingPart
from fremskudt.casework.rules.taking_part import QUESTION
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.taking_part import list_answers
from fremskudt.surveys.models import Study


@dataclass(frozen=True)
class Row:
    study: Study
    question: str
    answers: Sequence[TakingPart]  # the newest first

    @property
    def newest(self) -> TakingPart | None:
        return self.answers[0] if self.answers else None

    @property
    def takes_part(self) -> bool:
        return self.newest is not None and self.newest.answer == "yes"


@dataclass(frozen=True)
class Page:
    opened: Opened
    rows: Sequence[Row]


@transaction.atomic
def read_taking_part(reach: Reach, code: str) -> Page:
    page = find_taking_part(reach, code, Permission.CASELOAD_READ)
    log_read(reach, page.opened, "taking_part.read")
    return page


def find_taking_part(reach: Reach, code: str, permission: Permission = Permission.CASE_WRITE) -> Page:
    """The studies of the citizen's municipality that are not over, for an act upon one of them."""
    opened = open_case(reach, code, permission)
    studies = Study.objects.filter(municipalities=opened.citizen.municipality, ends_on__gte=timezone.localdate())
    return Page(opened, [_row(opened, study) for study in studies])


def _row(opened: Opened, study: Study) -> Row:
    question = study.question or gettext(QUESTION) % {"study": study.title}
    return Row(study, question, list_answers(opened.citizen, study.slug))
