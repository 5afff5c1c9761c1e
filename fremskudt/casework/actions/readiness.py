"""What is in place, asked of one side on a day. A later look is a new one; what was skipped has no row."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.actions.transition import write_event
from fremskudt.casework.models import Case, ReadinessAnswer, ReadinessLook


def look(*, case: Case, side: str, on: date, values: Mapping[str, int], by: User) -> ReadinessLook:
    """Write one side's answers (item → 1 to 5). The same answers on the same day are the same look."""
    with transaction.atomic():
        held = in_writing(case)
        newest = ReadinessLook.objects.filter(case=held, side=side, on=on).first()
        if newest and dict(newest.answers.values_list("item", "value")) == dict(values):
            return newest
        made = ReadinessLook.objects.create(case=held, side=side, on=on, made_at=timezone.now(), by=by)
        ReadinessAnswer.objects.bulk_create(
            ReadinessAnswer(readiness=made, item=item, value=value) for item, value in values.items()
        )
        write_event(by, "readiness.look", held)
    return made
