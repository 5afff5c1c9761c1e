"""What is agreed about being in touch. A new agreement takes the place of the one before, which stays written."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import has_ended, locked
from fremskudt.casework.models import Case, ContactAgreement
from fremskudt.casework.rules.course import may_write


@dataclass(frozen=True)
class Terms:
    every_days: int | None = None
    way: str = ""
    place: str = ""
    place_words: str = ""
    safe_contact: str = ""
    own_words: str = ""
    not_now_until: date | None = None

    @classmethod
    def of(cls, agreement: ContactAgreement) -> "Terms":
        return cls(**{name: getattr(agreement, name) for name in cls.__dataclass_fields__})


def agree(*, case: Case, terms: Terms, by: User) -> ContactAgreement:
    """From now on this holds. What holds already is not written twice."""
    with transaction.atomic():
        held = locked(case)
        require(may_write(has_ended=has_ended(held)))
        newest = ContactAgreement.objects.filter(case=held).first()
        if newest and Terms.of(newest) == terms:
            return newest
        made = ContactAgreement.objects.create(case=held, made_at=timezone.now(), by=by, **vars(terms))
        record(
            by=by, action="contact_agreement.write", subject=held.citizen.key, purpose=Purpose.CARE,
            fields="coded,free_text",
        )  # fmt: skip
    return made
