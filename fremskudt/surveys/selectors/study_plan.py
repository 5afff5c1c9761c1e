"""What a study can be made of, and the plan of one that is the reader's institute's. Names nobody, so no events."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import LicenceYes, Study, StudyForm, Wave
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.study_plan import ONCE, OTHERWISE, USUAL, Rhythm
from fremskudt.surveys.selectors import instrument as instruments


@dataclass(frozen=True)
class Choice:
    """A form that can be asked in a study, as it is proposed; `stands` as it is planned already."""

    instrument: Instrument
    rhythm: Rhythm
    stands: StudyForm | None = None
    no_licence: Sequence[str] = ()  # municipalities that may not use it (yet)

    @property
    def slug(self) -> str:
        return self.instrument.id

    @property
    def is_once(self) -> bool:
        return self.slug == ONCE

    @property
    def is_citizens(self) -> bool:
        return self.instrument.respondent == "citizen"


@dataclass(frozen=True)
class PlannedStudy:
    """A study of the reader's institute, with its forms and waves."""

    study: Study
    choices: Sequence[Choice]
    waves: Sequence[Wave] = field(default=())

    @cached_property
    def today(self) -> date:
        return timezone.localdate()


def choices() -> list[Choice]:
    """Every form but the participant list, the usual rhythm proposed."""
    found = [instruments.newest(slug) for slug in instruments.slugs() if slug != Kind.PARTICIPANTS]
    return [Choice(one, USUAL.get(one.id, OTHERWISE)) for one in found]


def towns() -> QuerySet[Organisation]:
    """The municipalities a study can be about."""
    return Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY).order_by("name")


def owner_of(reach: Reach) -> int:
    """The institute that a new study is the reader's for (its id): the first where there are several."""
    return min(reach.where(Permission.STUDY_EDIT))


def owned_ids(reach: Reach) -> set[int]:
    """Ids of the studies that the reader may change."""
    return set(Study.objects.filter(owner__in=reach.where(Permission.STUDY_EDIT)).values_list("pk", flat=True))


def find_study(reach: Reach, slug: str) -> PlannedStudy:
    """404 for one that another institute owns."""
    study = get_object_or_404(Study, owner__in=reach.where(Permission.STUDY_EDIT), slug=slug)
    waves = list(study.waves.order_by("instrument", "number"))
    stands = {form.instrument: form for form in study.forms.all()}
    places = {town.pk: town.name for town in study.municipalities.order_by("name")}
    rows = LicenceYes.objects.filter(municipality__in=places, ended_at=None).values_list("instrument", "municipality")
    licensed = {(slug, town) for slug, town in rows if town}
    used = dict.fromkeys([*stands, *(wave.instrument for wave in waves)])
    found = [_choice(instruments.newest(slug), stands.get(slug), places, licensed) for slug in used]
    return PlannedStudy(study, found, waves)


def _choice(
    one: Instrument, stands: StudyForm | None, places: dict[int, str], licensed: set[tuple[str, int]]
) -> Choice:
    needs_yes = one.respondent == "citizen" and any(source.verbatim for source in one.sources)
    without = [name for pk, name in places.items() if (one.id, pk) not in licensed] if needs_yes else []
    return Choice(one, USUAL.get(one.id, OTHERWISE), stands, without)


def find_wave(reach: Reach, slug: str, pk: int) -> Wave:
    """404 for a wave of a study that another institute owns."""
    mine = Wave.objects.filter(study__owner__in=reach.where(Permission.STUDY_EDIT), study__slug=slug)
    return get_object_or_404(mine.select_related("study"), pk=pk)
