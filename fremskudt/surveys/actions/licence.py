"""Somebody says that the municipality may use an instrument, on whose word; or that it may no more."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import LicenceYes
from fremskudt.surveys.rules.licence import may_confirm, may_end
from fremskudt.surveys.selectors.library import is_free


def confirm(*, municipality: Organisation, instrument: Instrument, words: str, by: User) -> LicenceYes:
    """`words`: who gave the permission, and where it is kept. Raises NotNow where it stands already."""
    with transaction.atomic():
        standing = _standing(municipality, instrument)
        require(may_confirm(is_free=is_free(instrument), stands=standing is not None))
        made = LicenceYes.objects.create(
            municipality=municipality, instrument=instrument.id, words=words, made_at=timezone.now(), by=by
        )
        subject, purpose = f"instrument:{instrument.id}", Purpose.ADMINISTRATION
        audit.record(by=by, action="licence.confirm", subject=subject, purpose=purpose, fields="free_text")
    return made


def end(*, municipality: Organisation, instrument: Instrument, by: User) -> None:
    """From now on nobody there is asked with it. Answers that were given stay. Raises NotNow where it is off."""
    with transaction.atomic():
        standing = _standing(municipality, instrument)
        require(may_end(stands=standing is not None))
        if standing is not None:
            standing.ended_at = timezone.now()
            standing.save(update_fields=["ended_at"])
        subject = f"instrument:{instrument.id}"
        audit.record(by=by, action="licence.end", subject=subject, purpose=Purpose.ADMINISTRATION, fields="coded")


def _standing(municipality: Organisation, instrument: Instrument) -> LicenceYes | None:
    """The permission that stands; the municipality is locked, so that two who press at once do it once."""
    Organisation.objects.select_for_update().get(pk=municipality.pk)
    return LicenceYes.objects.filter(municipality=municipality, instrument=instrument.id, ended_at=None).first()
