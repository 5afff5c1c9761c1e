"""Set the fixed points of a municipality's short meeting. Meetings that are planned already keep theirs."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Agenda
from fremskudt.casework.rules.meeting import may_be_agenda
from fremskudt.casework.selectors.meeting_agenda import points_in_force


def write(*, municipality: Organisation, points: Sequence[str], by: User) -> None:
    """A new agenda; the same points again are the one that is in force."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        require(may_be_agenda(points))
        if tuple(points) == points_in_force(municipality.pk):
            return
        Agenda.objects.create(municipality=municipality, words="\n".join(points), made_at=timezone.now(), by=by)
        subject = f"org:{municipality.pk}"
        audit.record(by=by, action="agenda.write", subject=subject, purpose=Purpose.ADMINISTRATION, fields="free_text")
