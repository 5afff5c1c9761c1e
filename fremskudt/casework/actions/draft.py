"""What somebody has begun to write about a contact and not saved: kept for two weeks, for them alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.casework.models import Contact, Draft
from fremskudt.casework.rules.draft import pack
from fremskudt.casework.selectors.draft import form_of

LASTS = timedelta(days=14)


def keep(*, contact: Contact, fields: Mapping[str, Sequence[str]], by: User) -> None:
    """In the place of an earlier draft about the same contact."""
    with transaction.atomic():
        now, citizen = timezone.now(), contact.case.citizen
        Draft.objects.update_or_create(
            citizen=citizen, user=by, form=form_of(contact.pk),
            defaults={"fields": pack(fields), "saved_at": now, "expires_at": now + LASTS},
        )  # fmt: skip
        audit.record(by=by, action="draft.keep", subject=citizen.key, purpose=Purpose.CARE, fields="free_text")


def remove_expired(now: datetime) -> int:
    """Every draft, anybody's, whose time is over, with an event each; returns how many. Several workers may run."""
    expired = Draft.objects.filter(expires_at__lte=now)
    if not expired.exists():  # seldom there is one, so that a look seldom waits for the one who writes
        return 0
    with transaction.atomic():
        held = list(expired.select_for_update(of=("self",)).select_related("citizen").order_by("pk"))
        Draft.objects.filter(pk__in=[draft.pk for draft in held]).delete()
        for draft in held:
            audit.record(
                by=SYSTEM, action="draft.expire", subject=draft.citizen.key, purpose=Purpose.ADMINISTRATION
            )  # fmt: skip
    return len(held)
