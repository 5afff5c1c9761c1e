"""A study and its waves."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.models import Organisation, User
from fremskudt.surveys.models import Study, Wave


class Opening(NamedTuple):
    """When a wave of an instrument is open."""

    number: int
    opens_on: date
    closes_on: date


def create(
    *,
    slug: str,
    title: str,
    owner: Organisation,
    municipalities: Iterable[Organisation],
    starts_on: date,
    ends_on: date,
    waves: Mapping[str, Iterable[tuple[int, date, date]]],
    by: User,
    purpose: str = "",
) -> Study:
    """Create a study with its waves (instrument slug → number, opens on, closes on)."""
    with transaction.atomic():
        study = Study.objects.create(
            slug=slug, title=title, owner=owner, starts_on=starts_on, ends_on=ends_on, purpose=purpose
        )
        study.municipalities.set(municipalities)
        Wave.objects.bulk_create(
            Wave(study=study, instrument=instrument, **Opening(*opening)._asdict())
            for instrument, openings in waves.items()
            for opening in openings
        )
        audit.record(by=by, action="study.create", subject=f"study:{slug}", purpose="evaluation")
    return study
