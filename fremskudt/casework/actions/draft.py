"""What somebody has begun to write about a contact and not saved: kept for two weeks, for them alone."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.casework.models import Contact, Draft
from fremskudt.casework.rules.draft import pack
from fremskudt.casework.selectors.draft import form_of

LASTS = timedelta(days=14)


def keep(*, contact: Contact, fields: Mapping[str, Sequence[str]], by: User) -> None:
    """In the place of an earlier draft about the same contact. What ran out goes at the same time."""
    with transaction.atomic():
        now, citizen = timezone.now(), contact.case.citizen
        Draft.objects.filter(user=by, expires_at__lte=now).delete()
        Draft.objects.update_or_create(
            citizen=citizen, user=by, form=form_of(contact.pk),
            defaults={"fields": pack(fields), "saved_at": now, "expires_at": now + LASTS},
        )  # fmt: skip
        audit.record(by=by, action="draft.keep", subject=citizen.key, purpose=Purpose.CARE, fields="free_text")
