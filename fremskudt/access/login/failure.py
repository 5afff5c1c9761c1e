from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.access.reach import NOBODY


def log_failure(user: User | None) -> None:
    """A try that failed: whose login it was when that is known, and never what was typed."""
    subject = user.key if user else "user:unknown"
    with transaction.atomic():
        audit.record(by=NOBODY, action="login.failed", subject=subject, purpose=audit.Purpose.OWN)
