"""One's own half-written texts. Nobody else's, and none about somebody else."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.casework.models import Contact, Draft
from fremskudt.casework.rules.draft import unpack

FORM = "contact:"


@dataclass(frozen=True)
class Kept:
    """What was written, field by field, and when."""

    fields: dict[str, list[str]]
    saved_at: datetime


def form_of(contact: int) -> str:
    """How a draft says which contact it belongs to."""
    return f"{FORM}{contact}"


def contact_of(form: str) -> int:
    """The contact a draft belongs to; 0 where it belongs to none."""
    number = form.removeprefix(FORM)
    return int(number) if form.startswith(FORM) and number.isdigit() else 0


def find_draft(reach: Reach, contact: Contact) -> Kept | None:
    """What the reader has begun to write about this contact. One question, no event: the page has one."""
    mine = Draft.objects.filter(
        user=reach.user_id, citizen=contact.case.citizen_id, form=form_of(contact.pk), expires_at__gt=timezone.now()
    )
    found = mine.first()
    return Kept(unpack(found.fields), found.saved_at) if found else None
