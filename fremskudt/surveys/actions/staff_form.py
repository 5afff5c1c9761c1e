"""One bite of a staff form at a time, saved at once, by the same way as every answer."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case
from fremskudt.instruments import Bite
from fremskudt.surveys.actions import answer
from fremskudt.surveys.models import Response
from fremskudt.surveys.rules import staff_form as rules
from fremskudt.surveys.rules.bites import Given
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.selectors.asked import Asked


def save(*, asked: Asked, case: Case, bite: Bite, given: Given, operation: UUID, by: User) -> Response:
    """The answers of one bite; what is left out is skipped. Pressed twice, the same stands. NotNow once closed."""
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        require(
            rules.may_fill(
                started_on=held.started_on, ended_on=held.ending.on if hasattr(held, "ending") else None,
                opens_on=asked.wave.opens_on, closes_on=asked.wave.closes_on, today=timezone.localdate(),
            )
        )  # fmt: skip
        return answer.give(asked=asked, items=bite.items, given=given, operation=operation, mode=Mode.STAFF, by=by)
