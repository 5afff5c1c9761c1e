"""Where everybody stands in a wave: one function for the leader's page, the therapist's list and the evaluator's.

Shows nothing by itself and writes no event: whoever shows somebody, does.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.casework.models import Citizen
from fremskudt.surveys.models import Study, StudyForm, Wave
from fremskudt.surveys.rules import asking
from fremskudt.surveys.rules.asking import Window
from fremskudt.surveys.rules.standing import (
    Situation,
    Standing,
    Tally,
    day_that_counts,
    is_accounted_for,
    standing_of,
    tally,
)
from fremskudt.surveys.rules.why_no_answer import WHY, Why
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.asked import windows
from fremskudt.surveys.selectors.round_facts import NO_REST, Done, Facts, Known, Rest, Told, facts_of


class InWave(NamedTuple):
    """One person in one wave. `since` is the day from which they stand where they stand."""

    code: str  # the respondent's
    town: int
    citizen: Citizen | None  # nothing: came with a file, or the tie is cut
    standing: Standing
    is_accounted: bool
    is_open: bool  # answers are taken on a screen now
    since: date
    why: str  # the reason that stands, a key of WHY
    waits_until: date | None  # a hold
    rest: Rest  # what in the course keeps us from asking today
    has_said: bool  # anything to taking part in the study
    is_listed: bool  # the study knows them: said yes, or came with a file
    mode: str  # of their answers, else empty
    is_late: bool
    has_paper: bool  # a sheet that is printed and not typed
    done: Done | None
    left: tuple[str, ...]  # variables of a form that is begun, which nobody has come to

    @property
    def n_bites(self) -> int:
        """Small bites that are left of a form that is begun."""
        if not self.done or not self.left:
            return 0
        form, left = instruments.of_hash(self.done.version), set(self.left)
        return sum(any(left.intersection(form.item(item).variables) for item in bite.items) for bite in form.bites)

    @property
    def may_be_asked(self) -> bool:
        """Whether something is owed that could be asked for when they meet."""
        return self.is_open and not self.is_accounted and self.waits_until is None and not self.rest.kind


def people_of(wave: Wave, towns: Collection[int], reach: Reach | None = None) -> list[InWave]:
    """Everybody in these municipalities (ids), each once. With `reach` nobody whom the reader is barred from."""
    return people_in([wave], {wave.study_id: towns}, reach)[wave.pk]


def people_in(
    waves: Collection[Wave], towns: Mapping[int, Collection[int]], reach: Reach | None = None
) -> dict[int, list[InWave]]:
    """Wave id → everybody in it, of each study's municipalities. As many questions for a thousand as for one."""
    facts, limits, today = facts_of(waves, towns, reach), _limits(waves), timezone.localdate()
    found = {}
    for wave in waves:
        look = _Look(wave, limits[wave.pk], facts, today, is_staff(wave))
        found[wave.pk] = [_in_wave(known, look) for known in facts.people[wave.study_id]]
    return found


def with_limits(waves: QuerySet[Wave]) -> QuerySet[Any]:
    """The same waves with the limits of their study's form, so that nobody asks for them apart."""
    form = StudyForm.objects.filter(study=OuterRef("study"), instrument=OuterRef("instrument"))
    return waves.annotate(
        start_within=Subquery(form.values("start_within_days")), grace=Subquery(form.values("grace_days")),
        idle=Subquery(form.values("idle_days")),
    )  # fmt: skip


def _limits(waves: Collection[Any]) -> dict[int, Window]:
    if not all(hasattr(wave, "start_within") for wave in waves):
        return windows(waves)
    return {
        wave.pk: asking.window(
            wave.opens_on, wave.closes_on, start_within=wave.start_within, grace=wave.grace, idle=wave.idle
        )
        for wave in waves
    }


def towns_in(studies: Iterable[int], towns: Collection[int]) -> dict[int, dict[int, str]]:
    """Study → those of these municipalities that take part in it, with their names. One question."""
    found: dict[int, dict[int, str]] = {}
    pairs = Study.objects.filter(pk__in=list(studies), municipalities__in=towns).order_by("municipalities__name")
    for study, town, name in pairs.values_list("pk", "municipalities", "municipalities__name"):
        found.setdefault(study, {})[town] = name
    return found


def tally_of(people: Iterable[InWave]) -> Tally:
    return tally((one.standing, one.is_accounted) for one in people)


def is_staff(wave: Wave) -> bool:
    """Whether staff fill the form in."""
    return instruments.newest(wave.instrument).respondent != "citizen"


class _Look(NamedTuple):
    """A wave as it is looked at today."""

    wave: Wave
    of: Window
    facts: Facts
    today: date
    is_staff: bool

    @property
    def on(self) -> date:
        return day_that_counts(self.of, self.today)


class _Noted(NamedTuple):
    """What stands of one person: the answers, the reason, the hold, and the newest day on which they were asked."""

    done: Done | None
    why: Told | None
    held: Told | None
    asked: date | None

    @property
    def is_invited(self) -> bool:
        return self.asked is not None and not (self.why and self.why.on and self.asked < self.why.on)


def _in_wave(known: Known, look: _Look) -> InWave:
    noted = _noted(known, look)
    situation = _situation(known, look, noted)
    standing, is_over = standing_of(situation, look.of), look.today > look.of.start_by
    done, is_free = noted.done, known.citizen is None or known.is_of_file
    return InWave(
        code=known.person.code, town=int(known.person.municipality), citizen=known.citizen, standing=standing,
        is_accounted=is_accounted_for(standing, why=situation.why, is_over=is_over),
        is_open=bool(asking.may_answer(situation.stage)), since=_since(standing, known, look.of, noted),
        why=situation.why,
        waits_until=noted.held.day if noted.held and not look.is_staff else None,
        rest=NO_REST if look.is_staff else known.rest,
        has_said=is_free or known.newest(look.on) is not None,
        is_listed=is_free or known.newest(look.today) is False,
        mode=done.mode if done else "", is_late=done is not None and _is_late(known, look, done),
        has_paper=standing is not Standing.WHOLE and bool(look.facts.of("paper", known, look.wave.pk)),
        done=done, left=tuple(one.word for one in look.facts.of("left", known, look.wave.pk)) if done else (),
    )  # fmt: skip


def _noted(known: Known, look: _Look) -> _Noted:
    facts, pk = look.facts, look.wave.pk
    return _Noted(
        done=next((facts.done[one, pk] for one in known.respondents if (one, pk) in facts.done), None),
        why=_why(facts.of("why", known), look.wave),
        held=_held(facts.of("held", known), look.wave.instrument, look.on),
        asked=max((one.on for one in facts.of("asked", known, pk) if one.on), default=None),
    )


def _situation(known: Known, look: _Look, noted: _Noted) -> Situation:
    done = noted.done
    takes_part = known.citizen is None or known.newest(look.today) is False
    return Situation(
        person=known.person, begun=done is not None,
        is_whole=done is not None and not look.facts.of("left", known, look.wave.pk),
        stage=asking.stage(
            look.of, begun=done is not None, last_answer_on=done.answered_on if done else None, today=look.today
        ),
        may_go_on=takes_part and not (done and done.is_of_file), said_no=bool(known.newest(look.on)),
        why=noted.why.word if noted.why else "", is_held=noted.held is not None, is_invited=noted.is_invited,
        is_staff=look.is_staff,
    )  # fmt: skip


def _is_late(known: Known, look: _Look, done: Done) -> bool:
    """As it was noted when the answers were handed in; of a file, as its days say."""
    if done.is_of_file:
        return done.answered_on > look.wave.closes_on
    return bool(look.facts.of("late", known, look.wave.pk))


def _why(told: list[Told], wave: Wave) -> Told | None:
    """The reason that stands in this wave: what stops for good first, then the wave's own.

    What stops for good is for this wave and all that were not over when it was told.
    """
    for_good = [one for one in told if WHY[one.word].for_good and (one.wave == wave.pk or _is_before(one, wave))]
    own = [one for one in told if one.wave == wave.pk]
    return next(iter(for_good or own), None)


def _is_before(told: Told, wave: Wave) -> bool:
    return told.on is not None and told.on <= wave.closes_on


def _held(told: list[Told], instrument: str, on: date) -> Told | None:
    """The hold that covers the day, the latest of several."""
    covering = [
        one
        for one in told
        if one.word in {"", instrument} and one.on and one.day and one.on <= on < one.day
        and (one.over_on is None or one.over_on > on)
    ]  # fmt: skip
    return max(covering, key=lambda one: one.day or on, default=None)


def _since(standing: Standing, known: Known, of: Window, noted: _Noted) -> date:
    if noted.done:
        return noted.done.answered_on
    if standing is Standing.HELD_BACK and noted.held and noted.held.on:
        return noted.held.on
    if standing is Standing.ASKED and noted.asked:
        return noted.asked
    why = noted.why
    if why and why.on and (standing is not Standing.NOT_ASKED or why.word == Why.NOT_ASKED):
        return why.on
    return max(of.opens_on, known.person.started_on or of.opens_on)
