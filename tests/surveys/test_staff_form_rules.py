"""What the staff forms rest on: when they are due, what is asked next, what is known from the course."""

from datetime import date, timedelta

import pytest

from fremskudt import instruments
from fremskudt.casework.rules.channel import FORM_ACTORS
from fremskudt.casework.rules.contact import PLACES
from fremskudt.casework.rules.pseudonym import pseudonym
from fremskudt.casework.rules.readiness import ITEMS
from fremskudt.instruments import Missing
from fremskudt.surveys.rules import bites, known, staff_form
from fremskudt.surveys.rules.delivery import is_of_courses, name_of_courses
from fremskudt.surveys.rules.known import Course, Period, Touch

TODAY = date(2026, 11, 22)
RUNNING, START = instruments.get("running"), instruments.get("start")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("started_on", "ended_on", "opens_on", "closes_on", "allowed"),
    [
        (ago(10), None, ago(5), TODAY, True),
        (ago(10), None, TODAY, TODAY, True),
        (None, None, ago(5), TODAY, False),
        (ago(10), None, ago(5), ago(1), False),  # closed
        (ago(10), None, ago(-1), ago(-9), False),  # not open yet
        (ago(-3), None, ago(5), ago(-2), False),  # starts after the wave
        (ago(10), ago(5), ago(5), TODAY, True),  # ended on its first day
        (ago(10), ago(6), ago(5), TODAY, False),
    ],
)
def test_form_may_be_filled_in(
    started_on: date | None, ended_on: date | None, opens_on: date, closes_on: date, *, allowed: bool
) -> None:
    verdict = staff_form.may_fill(
        started_on=started_on, ended_on=ended_on, opens_on=opens_on, closes_on=closes_on, today=TODAY
    )
    assert bool(verdict) is allowed


def test_form_is_due_when_its_wave_closes_and_a_start_form_soon_after_the_start() -> None:
    far, near = date(2027, 6, 1), date(2026, 11, 25)
    assert staff_form.due_day("running", far, ago(300), TODAY) == far
    assert staff_form.due_day("start", far, ago(10), TODAY) == ago(-20)
    assert staff_form.due_day("start", near, ago(10), TODAY) == near
    assert staff_form.due_day("start", far, ago(300), TODAY) == date(2026, 11, 30)  # late, by the end of the month
    assert [staff_form.is_this_month(day, TODAY) for day in (ago(60), date(2026, 11, 30), date(2026, 12, 1))] == [
        True, True, False,
    ]  # fmt: skip


def test_form_goes_through_its_bites_and_leaves_out_what_is_hidden() -> None:
    values, seen = bites.empty(RUNNING), []
    while bite := bites.next_bite(RUNNING, values):
        seen.append(bite.id)
        values = bites.answered(RUNNING, bite.items, {"phase": 1} if bite.id == "where_now" else {}, values)
    assert seen == ["where_now", "contact", "plan_and_community"]
    assert values["ready_safe"] is Missing.NOT_SHOWN
    assert values["place"] is values["activities.network"] is Missing.SKIPPED
    again = bites.answered(RUNNING, RUNNING.bites[0].items, {"phase": 2}, values)
    assert bites.next_bite(RUNNING, again) == RUNNING.bites[1]
    unclear = bites.answered(RUNNING, RUNNING.bites[0].items, {}, bites.empty(RUNNING))
    assert unclear["ready_safe"] is Missing.NOT_ASKED  # skipped decides nothing


def test_form_with_many_choices_knows_none_from_nothing() -> None:
    bite = START.bites[1]
    said = bites.answered(START, bite.items, {"first_contact": ["none"]}, bites.empty(START))
    assert {said[f"first_contact.{actor}"] for actor in FORM_ACTORS} == {0}
    nothing = bites.answered(START, bite.items, {"first_contact": []}, bites.empty(START))
    assert {nothing[f"first_contact.{actor}"] for actor in FORM_ACTORS} == {Missing.SKIPPED}
    assert bites.contradicted(START, START.bites[3].items, {"other_services": 0, "services": ["somatic"]}) == [
        "services"
    ]
    assert bites.contradicted(START, START.bites[3].items, {"other_services": None, "services": ["somatic"]}) == []


@pytest.mark.parametrize(
    ("every", "code"), [(2, 1), (4, 1), (5, 2), (7, 2), (10, 3), (14, 3), (28, 4), (40, 4), (60, 5)]
)
def test_known_frequency_is_the_nearest_step_of_the_form(every: int, code: int) -> None:
    days = {ago(day) for day in range(0, 120, every)}
    assert known.frequency(days, ago(119), TODAY) == code


def test_known_frequency_of_a_short_stretch_is_not_known() -> None:
    assert known.frequency({TODAY}, ago(12), TODAY) is None
    assert known.frequency(set(), ago(13), TODAY) == known.SELDOM


def test_known_contact_may_not_have_come_about_or_be_over() -> None:
    tried = [Touch(ago(day), is_reached=False, place="home") for day in range(0, 30, 3)]
    course = Course(ago(30), touches=tried)
    found = known.of_running(course, ago(60), TODAY)
    assert (found["attempts"], found["contacts"], found.get("place")) == (1, known.NEVER_YET, None)
    before = Course(ago(90), touches=[Touch(ago(80), is_reached=True, place="home")])
    assert known.of_running(before, ago(30), TODAY)["contacts"] == known.SELDOM
    over = Course(ago(90), ended_on=ago(3), touches=before.touches)
    assert known.of_running(over, ago(30), TODAY)["contacts"] == known.STOPPED


def test_known_phase_is_the_one_that_began_last_and_none_when_unclear() -> None:
    periods = [Period(1, ago(90), None), Period(2, ago(40), ago(10)), Period(9, ago(5), None)]
    assert known.phase_on(periods, ago(20)) == 2
    assert known.phase_on(periods, TODAY) == 1
    assert known.phase_on(periods[1:], TODAY) is None
    assert known.phase_on([], TODAY) is None


def test_known_place_is_the_most_usual_and_of_two_the_newest() -> None:
    touches = [Touch(ago(9), True, "home"), Touch(ago(8), True, "refuge"), Touch(ago(7), True, "outdoors")]
    assert known.usual_place(touches) == known.PLACES["outdoors"]
    assert known.usual_place([*touches, Touch(ago(30), True, "home")]) == known.PLACES["home"]
    assert known.usual_place([]) is None
    assert set(known.PLACES) == {place.value for place in PLACES}  # type: ignore[attr-defined]


def test_known_answers_are_answers_of_the_forms() -> None:
    course = Course(
        ago(90), birth_year=1979, found_where=4, found_by=7, known_before=3, actors=["skp"], has_plan=True,
        periods=[Period(3, ago(60), None)], readiness=dict.fromkeys(ITEMS, 5),
        touches=[Touch(ago(day), True, place) for day, place in enumerate(known.PLACES)],
    )  # fmt: skip
    start, running = known.of_start(course, list(FORM_ACTORS), TODAY), known.of_running(course, ago(60), TODAY)
    for instrument, found in ((START, start), (RUNNING, running)):
        for name, value in found.items():
            assert value in instrument.variable(name).item.scale.codes, name
    assert (start["age"], running["ready_safe"], running["phase"]) == (47, 4, 3)
    assert known.of_start(Course(ago(3)), list(FORM_ACTORS), TODAY) == {}


def test_pseudonym_is_stable_one_in_each_study_and_needs_the_key() -> None:
    key = b"k" * 32
    one = pseudonym(key, "en", "citizen:K7M4-Q2RX")
    assert one == pseudonym(key, "en", "citizen:K7M4-Q2RX")
    others = [
        pseudonym(key, "to", "citizen:K7M4-Q2RX"), pseudonym(key, "en", "citizen:K7M4-Q2RY"),
        pseudonym(b"l" * 32, "en", "citizen:K7M4-Q2RX"), pseudonym(key, "e", "ncitizen:K7M4-Q2RX"),
    ]  # fmt: skip
    assert len({one, *others}) == 5
    assert len({pseudonym(key, "en", f"citizen:{number}") for number in range(3000)}) == 3000


def test_list_that_follows_the_courses_is_known_by_its_name() -> None:
    assert is_of_courses(name_of_courses(TODAY))
    assert is_of_courses("indtastet 2026-11-22")  # as those of before are called
    assert not is_of_courses("indtastet 2026-11-22.csv")
    assert not is_of_courses("liste.csv")


def test_known_answers_each_have_a_ledger_of_the_course() -> None:
    items = {item for items in known.ITEMS_OF.values() for item in items} | set(ITEMS)
    assert items <= {item.id for form in (START, RUNNING) for item in form.items}
    assert set(known.LEDGERS) == set(known.Ledger)
    assert {known.ledger_of(item) for item in items} == set(known.Ledger)
    assert known.ledger_of("ready_safe") is known.Ledger.READINESS
