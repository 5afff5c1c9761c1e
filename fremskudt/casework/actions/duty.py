"""Who takes what comes in, day by day."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Duty


def plan_week(*, municipality: Organisation, days: Mapping[date, User | None], by: User) -> None:
    """Exactly these people on these days; None is nobody. Days that are not named stay as they are."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        for on, user in days.items():
            if user is None:
                Duty.objects.filter(municipality=municipality, on=on).delete()
            else:
                Duty.objects.update_or_create(municipality=municipality, on=on, defaults={"user": user, "by": by})
        audit.record(
            by=by, action="duty.plan", subject=f"org:{municipality.pk}", purpose=Purpose.ADMINISTRATION, fields="coded"
        )
