"""Taking something out of the house is an event."""

from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.evaluation.models import Extract, Run


@transaction.atomic
def note(*, run: Run, what: str, by: User) -> None:
    audit.record(by=by, action="run.download", subject=f"run:{run.pk} {what}", purpose="evaluation")


@transaction.atomic
def note_extract(*, extract: Extract, by: User) -> None:
    audit.record(by=by, action="extract.download", subject=f"extract:{extract}", purpose="evaluation")
