"""The addresses of a course, for the tests that try all addresses."""

from typing import Any

from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.models import Citizen, PhaseInterval

OF_COURSE = [
    "case_start", "channel", "contact_agreement", "call", "phases", "phase_new", "timeline", "treatment_request",
    "treatment_request_close",
]  # fmt: skip


def course_pages(followed: Citizen, by: User, citizens: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Url name → relation → arguments; the period is one of the followed citizen's, whoever is asked about."""
    now = timezone.now()
    period, _made = PhaseInterval.objects.get_or_create(
        case=followed.cases.get(), phase=1, defaults={"start_on": now.date(), "made_at": now, "by": by}
    )
    return {
        **{f"casework:{name}": citizens for name in OF_COURSE},
        "casework:phase_edit": {key: {**one, "pk": period.pk} for key, one in citizens.items()},
    }
