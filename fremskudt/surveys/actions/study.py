"""A study and its waves: made, planned anew, and a wave moved by hand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access import audit
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.surveys.models import Study, StudyForm, Wave
from fremskudt.surveys.rules import study_plan as rules
from fremskudt.surveys.rules.study_plan import ONCE, Planned


class Opening(NamedTuple):
    """When a wave of an instrument is open."""

    number: int
    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class Limits:
    """One form of a study as it is planned: its rhythm and its limits in days."""

    first_opens_on: date
    n_waves: int
    every_months: int
    open_days: int
    start_within_days: int | None = None
    grace_days: int = 14
    idle_days: int = 7

    @property
    def waves(self) -> list[Planned]:
        return rules.waves_of(
            self.first_opens_on, n_waves=self.n_waves, every_months=self.every_months, open_days=self.open_days
        )


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


def plan(
    *,
    title: str,
    owner: int,
    municipalities: Collection[int],
    starts_on: date,
    forms: Mapping[str, Limits],
    asked_once: bool,
    question: str,
    purpose: str,
    by: User,
) -> Study:
    """A new study (owner and municipalities as ids) with the waves of its forms. It ends when the last one closes.

    `asked_once`: the start form too, open for as long as the study.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=owner)  # one name in addresses at a time
        slug = rules.free_slug(title, Study.objects.values_list("slug", flat=True))
        ends_on = last_day(starts_on, forms)
        study = Study.objects.create(
            slug=slug, title=title, owner_id=owner, starts_on=starts_on, ends_on=ends_on, purpose=purpose,
            question=question,
        )  # fmt: skip
        study.municipalities.set(municipalities)
        for instrument, limits in forms.items():
            _set_form(study, instrument, limits)
        if asked_once:
            Wave.objects.create(study=study, instrument=ONCE, number=1, opens_on=starts_on, closes_on=ends_on)
        audit.record(by=by, action="study.create", subject=f"study:{slug}", purpose="evaluation")
    return study


def edit(*, study: Study, title: str, forms: Mapping[str, Limits], question: str, purpose: str, by: User) -> Study:
    """Other words, and other days for the waves that have not opened. The study lasts as long as its waves."""
    with transaction.atomic():
        held = Study.objects.select_for_update().get(pk=study.pk)
        held.title, held.question, held.purpose = title, question, purpose
        for instrument, limits in forms.items():
            _set_form(held, instrument, limits)
        _end_with_waves(held)
        held.save()
        audit.record(by=by, action="study.edit", subject=f"study:{held.slug}", purpose="evaluation")
    return held


def move_wave(*, wave: Wave, opens_on: date, closes_on: date, by: User) -> Wave:
    """By hand: a change of the rhythm leaves it alone from now on. NotNow where the days may not be so."""
    with transaction.atomic():
        study = Study.objects.select_for_update().get(pk=wave.study_id)
        held = Wave.objects.get(pk=wave.pk)
        others = [planned(one) for one in study.waves.filter(instrument=held.instrument).exclude(pk=held.pk)]
        days = {"opens_on": opens_on, "closes_on": closes_on}
        require(rules.may_move(planned(held), others, **days, today=timezone.localdate(), say=gettext))
        Wave.objects.filter(pk=held.pk).update(**days, is_moved=True)
        _end_with_waves(study)
        study.save()
        audit.record(by=by, action="wave.move", subject=f"study:{study.slug} wave:{held.pk}", purpose="evaluation")
        held.refresh_from_db()
    return held


@dataclass(frozen=True)
class Preview:
    """What the waves of one form would be; `refused` says why it may not be so."""

    instrument: str
    waves: Sequence[Planned]
    kept: Collection[int]
    gone: Collection[int]
    refused: str


def preview(waves: Iterable[Wave], forms: Mapping[str, Limits]) -> list[Preview]:
    """Of a study with these waves. Writes nothing."""
    return [_previewed(name, [planned(one) for one in waves if one.instrument == name], forms[name]) for name in forms]


def preview_new(forms: Mapping[str, Limits]) -> list[Preview]:
    """Of a study that is not made yet."""
    return [_previewed(name, [], limits) for name, limits in forms.items()]


def _previewed(instrument: str, there: list[Planned], limits: Limits) -> Preview:
    today = timezone.localdate()
    made = rules.change(there, limits.waves, today)
    verdict = rules.may_plan(made, today, say=gettext) if there else rules.no_overlap(made.waves, say=gettext)
    return Preview(instrument, made.waves, made.kept, made.gone, gettext(verdict.reason) if verdict.reason else "")


def planned(wave: Wave) -> Planned:
    return Planned(wave.number, wave.opens_on, wave.closes_on, wave.is_moved)


def last_day(starts_on: date, forms: Mapping[str, Limits]) -> date:
    """Of a study that is made now: the last day of its last wave; of the start form alone, the usual time."""
    closes = [wave.closes_on for limits in forms.values() for wave in limits.waves]
    usual = rules.months_after(starts_on, rules.USUAL_MONTHS) - timedelta(days=1)
    return max(closes) if closes else usual


def _set_form(study: Study, instrument: str, limits: Limits) -> None:
    """The form and its waves. Those that have opened or were moved stay; what is neither and not wanted goes."""
    StudyForm.objects.update_or_create(study=study, instrument=instrument, defaults=vars(limits))
    there, today = study.waves.filter(instrument=instrument), timezone.localdate()
    made = rules.change(map(planned, there), limits.waves, today)
    if there:
        require(rules.may_plan(made, today, say=gettext))
    else:
        require(rules.no_overlap(made.waves, say=gettext))  # a new study may have begun before today
    _remove(there.filter(number__in=made.gone))
    for wave in made.waves:
        if wave.number not in made.kept:
            days = {"opens_on": wave.opens_on, "closes_on": wave.closes_on}
            Wave.objects.update_or_create(study=study, instrument=instrument, number=wave.number, defaults=days)


def _remove(waves: QuerySet[Wave]) -> None:
    hangs_on = Q(responses__isnull=False) | Q(sheets__isnull=False) | Q(invitations__isnull=False)
    used = waves.filter(hangs_on | Q(no_answers__isnull=False)).first()
    require(Verdict.no(gettext(rules.USED) % {"number": used.number}) if used else Verdict.yes())
    waves.delete()


def _end_with_waves(study: Study) -> None:
    """It never ends before a wave does."""
    study.ends_on = max([study.ends_on, *study.waves.values_list("closes_on", flat=True)])
    study.waves.filter(instrument=ONCE, is_moved=False, closes_on__lt=study.ends_on).update(closes_on=study.ends_on)
