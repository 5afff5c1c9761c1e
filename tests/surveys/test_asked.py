"""Who is asked what, and on which days: waves that are open, held back, stopped, unlicensed; the clocks change."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt import instruments
from fremskudt.casework.models import Citizen
from fremskudt.surveys.actions import respondent
from fremskudt.surveys.models import Hold, LicenceYes, NoAnswer, Wave
from fremskudt.surveys.rules import asking
from fremskudt.surveys.rules.asking import Stage
from fremskudt.surveys.selectors.asked import is_licensed, list_asked, why_not
from fremskudt.surveys.selectors.respondent import code_of
from tests.casework.field import citizen
from tests.cast import Cast
from tests.surveys.asking_field import asked, days, give, give_all, licence, says_yes, study_with_wave

pytestmark = [pytest.mark.database, pytest.mark.django_db]
BOTH = ["maaling", "anden"]


@pytest.fixture
def wave(people: Cast) -> Wave:
    return study_with_wave(people)


@pytest.fixture
def who(people: Cast, wave: Wave) -> Citizen:
    made = citizen(people, followed_by=people.therapist)
    says_yes(people, made, wave.study)
    return made


def test_asked_are_the_open_waves_of_ones_studies_what_closes_first_on_top(
    people: Cast, wave: Wave, who: Citizen
) -> None:
    sooner = study_with_wave(people, "anden", closes=5)
    study_with_wave(people, "tredje")  # not said yes to
    elsewhere = study_with_wave(people, "vejle", towns=["Vejle"])
    staffs = study_with_wave(people, "personale", instrument="running")
    for one in (sooner, elsewhere, staffs):
        says_yes(people, who, one.study)
    assert [one.wave for one in list_asked(who)] == [sooner, wave]
    assert {one.code for one in list_asked(who)} == {code_of("anden", who), code_of("maaling", who)}
    assert all(why_not(one) for one in list_asked(who))


@pytest.mark.parametrize(
    ("held", "left"),
    [
        ({"until": 1}, ["anden"]), ({"until": 0}, BOTH), ({"until": 9, "lifted": True}, BOTH),
        ({"until": 9, "instrument": "progression"}, ["anden"]), ({"until": 9, "instrument": "andet"}, BOTH),
    ],
)  # fmt: skip
def test_asked_is_not_what_is_put_off(
    people: Cast, wave: Wave, who: Citizen, held: dict[str, Any], left: list[str]
) -> None:
    says_yes(people, who, study_with_wave(people, "anden").study)
    Hold.objects.create(
        respondent=respondent.find_or_make(study=wave.study, citizen=who), instrument=held.get("instrument", ""),
        reason="not_now", until_on=days(held["until"]), made_at=timezone.now(),
        lifted_at=timezone.now() if "lifted" in held else None,
    )  # fmt: skip
    assert [one.study.slug for one in list_asked(who)] == left
    one = asked(who, wave)
    assert bool(why_not(one)) is ("maaling" in left)
    assert give(who, wave, {"sleep": 1}, by=people.therapist)  # said unasked it is taken all the same


@pytest.mark.parametrize(
    ("why", "is_other_wave", "is_asked"),
    [
        ("not_found", False, True), ("not_able", False, False), ("not_able", True, True), ("moved", True, False),
        ("died", True, False), ("said_no", False, False),
    ],
)  # fmt: skip
def test_asked_is_nobody_whom_a_reason_stops(  # noqa: PLR0917
    people: Cast, wave: Wave, who: Citizen, why: str, is_other_wave: bool, is_asked: bool
) -> None:
    told_in = study_with_wave(people, opens=-90, closes=-30, number=2) if is_other_wave else wave
    NoAnswer.objects.create(
        respondent=respondent.find_or_make(study=wave.study, citizen=who), wave=told_in, why=why, made_at=timezone.now()
    )
    assert bool(list_asked(who)) is bool(why_not(asked(who, wave))) is is_asked
    NoAnswer.objects.update(undone_at=timezone.now())
    assert list_asked(who)


def test_asked_is_nothing_that_the_municipality_may_not_use(people: Cast, wave: Wave, who: Citizen) -> None:
    LicenceYes.objects.update(ended_at=timezone.now())
    assert list_asked(who) == []
    assert why_not(asked(who, wave)).reason == asking.NOT_LICENSED
    licence(people.municipalities["Randers"], "progression", by=people.administrator)
    assert list_asked(who)
    form = instruments.get("progression")
    own = tuple(replace(source, verbatim=False) for source in form.sources)
    assert is_licensed(replace(form, sources=own), people.municipalities["Vejle"].pk)


def test_asked_needs_as_many_questions_for_many_waves_as_for_one(people: Cast, wave: Wave, who: Citizen) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            list_asked(who)
        return len(found)

    give(who, wave, {"sleep": 1}, by=people.therapist)
    few = count()
    for number in range(5):
        more = study_with_wave(people, f"nr-{number}")
        says_yes(people, who, more.study)
        give(who, more, {"sleep": 1}, by=people.therapist)
    assert len(list_asked(who)) == 6
    assert count() == few <= 10


@pytest.mark.parametrize(
    ("opens", "closes", "hour", "stage"),
    [
        # Clocks go forward on 28 March 2027 and back on 31 October 2027, in the night to Sunday.
        ("2027-03-28", "2027-05-01", "2027-03-27T22:59:59", Stage.BEFORE),
        ("2027-03-28", "2027-05-01", "2027-03-27T23:00:00", Stage.OPEN),
        ("2027-02-01", "2027-03-28", "2027-03-28T21:59:59", Stage.OPEN),
        ("2027-02-01", "2027-03-28", "2027-03-28T22:00:00", Stage.CLOSED),
        ("2027-10-31", "2027-12-01", "2027-10-30T21:59:59", Stage.BEFORE),
        ("2027-10-31", "2027-12-01", "2027-10-30T22:00:00", Stage.OPEN),
        ("2027-09-01", "2027-10-31", "2027-10-31T22:59:59", Stage.OPEN),  # a day of 25 hours
        ("2027-09-01", "2027-10-31", "2027-10-31T23:00:00", Stage.CLOSED),
    ],
)
def test_answer_on_the_days_when_the_clocks_change(
    people: Cast, opens: str, closes: str, hour: str, stage: Stage
) -> None:
    at = datetime.fromisoformat(hour).replace(tzinfo=UTC)
    with time_machine.travel(at, tick=False):
        wave, who = study_with_wave(people), citizen(people)
        says_yes(people, who, wave.study)
        Wave.objects.update(opens_on=opens, closes_on=closes)
        one = asked(who, wave)
        assert one.stage is stage
        if stage is Stage.OPEN:
            response = give_all(who, wave, by=people.therapist)
            assert response.answered_on == timezone.localdate(at)
            assert not response.givens.get().is_late


def test_answer_of_the_doubled_hour_keeps_the_order_in_which_it_came(people: Cast, wave: Wave, who: Citizen) -> None:
    """Half past two comes twice in the night to 31 October: what is said in the second is the later."""
    Wave.objects.update(opens_on="2027-10-01", closes_on="2027-11-30")
    for hour, value in ((0, 1), (1, 4)):
        with time_machine.travel(datetime(2027, 10, 31, hour, 30, tzinfo=UTC), tick=False):
            response = give(who, wave, {"sleep": value}, by=people.therapist)
    assert response.answers.get(variable="sleep").value == 4
    assert [given.at.hour for given in response.givens.all()] == [0, 1]
