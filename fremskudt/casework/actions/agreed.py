"""What somebody outside does about what is agreed with them: says that they have read it, and takes a file."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Event, User
from fremskudt.access.reach import Reach
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.agreed_file import Row, list_rows
from fremskudt.casework.selectors.agreed_reader import log_shown

TWICE = timedelta(minutes=10)  # a second press within it is the same receipt


@transaction.atomic
def receive(*, citizen: Citizen, by: User) -> None:
    """»Kvittér«: it has been read. The log is where it stands, for the team and for the citizen."""
    list(Citizen.objects.select_for_update().filter(pk=citizen.pk))  # two presses wait for each other
    given = Event.objects.filter(actor=by.key, subject=citizen.key, action="agreed.receipt")
    if given.filter(at__gte=timezone.now() - TWICE).exists():
        return
    audit.record(by=by, action="agreed.receipt", subject=citizen.key, purpose=Purpose.CARE, fields="coded")


@transaction.atomic
def export(*, reach: Reach) -> list[Row]:
    """The rows of the file, with an event for each citizen in it."""
    rows = list_rows(reach)
    log_shown(reach, [row.code for row in rows], "agreed.export")
    return rows
