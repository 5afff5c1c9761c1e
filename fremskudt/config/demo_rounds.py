"""The demo's rounds: four of the citizens' own form, three of them over. Nobody has said any of it."""

import random
import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from fremskudt import instruments
from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Case, Citizen, TakingPart
from fremskudt.config.demo_week import at
from fremskudt.instruments import Bite, Instrument, Missing
from fremskudt.surveys.actions import hold, invitation, no_answer, respondent
from fremskudt.surveys.actions.instrument import keep
from fremskudt.surveys.models import Answer, Given, Response, Study, StudyForm, Wave
from fremskudt.surveys.rules import bites
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors.asked import asked_of
from fremskudt.surveys.selectors.may_ask import may_ask_now

SLUG, FORM = "loebende-maaling", "progression"
ROUNDS = ((1, -200), (2, -140), (3, -80), (4, -20))  # number, opened so many days from today
OPEN_DAYS = 45
HOW = (Mode.SELF, Mode.ASSISTED, Mode.SELF, Mode.PAPER, Mode.ASSISTED)
WHOLE, BEGUN, TO_ASK = 4, 2, 3  # of each therapist's people in the round that is open; then a few of the other kinds


def write(town: Organisation, workers: list[User]) -> None:
    """After the study was opened (demo_week.open_study)."""
    study = Study.objects.get(slug=SLUG)
    waves = rounds(study)
    keep(instruments.get(FORM))
    for worker in workers:
        mine = Case.objects.going_on().filter(citizen__assignments__user=worker, citizen__municipality=town)
        people = [case.citizen for case in mine.filter(started_on__isnull=False).select_related("citizen")[:16]]
        for number, citizen in enumerate(people):
            say(study, citizen, "no" if number == WHOLE + BEGUN + TO_ASK else "yes", worker)
            if number != WHOLE + BEGUN + TO_ASK:
                earlier(waves[:-1], citizen, number, worker)
        this_round(waves[-1], people, worker)


def rounds(study: Study) -> list[Wave]:
    today = timezone.localdate()
    StudyForm.objects.create(
        study=study, instrument=FORM, first_opens_on=today + timedelta(days=ROUNDS[0][1]), n_waves=len(ROUNDS),
        every_months=2, open_days=OPEN_DAYS,
    )  # fmt: skip
    opened = [(number, today + timedelta(days=days)) for number, days in ROUNDS]
    return [
        Wave.objects.create(
            study=study, instrument=FORM, number=number, opens_on=day, closes_on=day + timedelta(days=OPEN_DAYS)
        )
        for number, day in opened
    ]


def say(study: Study, citizen: Citizen, answer: str, by: User) -> None:
    said_at = at(study.starts_on - timedelta(days=90), 11)
    TakingPart.objects.create(
        citizen=citizen, study=study.slug, answer=answer, form="oral", witness="Vi var alene",
        words="Øvelse: Vil du være med?", said_at=said_at, made_at=said_at, by=by,
    )  # fmt: skip


def earlier(waves: list[Wave], citizen: Citizen, number: int, by: User) -> None:
    """What was answered in the rounds that are over; some rounds were missed."""
    for wave in waves:
        if (number + wave.number) % 5:
            day = wave.opens_on + timedelta(days=3 + number)
            mode = HOW[(number + wave.number) % len(HOW)]
            answer(wave, citizen, list(instruments.get(FORM).bites), day=day, mode=mode, by=by)


def this_round(wave: Wave, people: list[Citizen], by: User) -> None:
    """Some have answered, some have begun; one waits, one was not found; the rest have not been asked."""
    bites_of_form = instruments.get(FORM).bites
    for number, citizen in enumerate(people[: WHOLE + BEGUN]):
        given = list(bites_of_form if number < WHOLE else bites_of_form[:2])
        day = wave.opens_on + timedelta(days=2 + number)
        answer(wave, citizen, given, day=day, mode=HOW[number % len(HOW)], by=by)
    waiting = people[WHOLE + BEGUN + TO_ASK + 1 :]
    if len(waiting) > 1:
        today = timezone.localdate()
        hold.hold(
            asked=asked_of(waiting[0], wave), instrument=FORM, reason="ill", until_on=today + timedelta(days=9), by=by
        )
        no_answer.tell(asked=asked_of(waiting[1], wave), why="not_found", by=by)
    free = (one for citizen in people[WHOLE + BEGUN :] if may_ask_now(one := asked_of(citizen, wave)))
    for one in list(free)[:1]:
        invitation.invite(asked=one, way=Way.LINK, by=by)


def answer(wave: Wave, citizen: Citizen, given: list[Bite], *, day: date, mode: Mode, by: User) -> None:
    """Rows as answers.give would have left them on that day."""
    form = instruments.get(FORM)
    person, _is_new = respondent.hold(study=wave.study, citizen=citizen)
    when: datetime = at(day, 13)
    response = Response.objects.create(
        respondent=person, wave=wave, instrument=form.id, instrument_version=form.version, instrument_hash=form.hash,
        mode=mode, answered_on=day, begun_at=when, shared="yes" if person.pk % 3 else "",
    )  # fmt: skip
    handed_in = Given.objects.create(
        response=response, operation=uuid.uuid4(), mode=mode, at=when,
        helped_by=by if mode is Mode.ASSISTED else None,
    )  # fmt: skip
    values = bites.empty(form)
    for bite in given:
        values = bites.answered(form, bite.items, said(form, bite, f"{citizen.code} {wave.number}"), values)
    Answer.objects.bulk_create(
        Answer(
            response=response, variable=name, given=None if value is Missing.NOT_ASKED else handed_in,
            value=None if isinstance(value, Missing) else value, missing=value if isinstance(value, Missing) else None,
        )
        for name, value in values.items()
    )  # fmt: skip


def said(form: Instrument, bite: Bite, of: str) -> bites.Given:
    """Somewhat more as time goes, now and then skipped; the same for the same person and round."""
    chance, found = random.Random(f"{of} {bite.id}"), {}  # noqa: S311  an example, nothing secret
    for id in bite.items:
        codes = form.item(id).scale.codes[:11]
        middle = chance.randrange(len(codes)) + int(of[-1]) - 2
        found[id] = None if chance.random() < 0.08 else codes[min(max(middle, 0), len(codes) - 1)]
    return found
