"""The one way in: begun by several at once, handed in again, half by one and half by another, late, of two versions."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt import instruments
from fremskudt.access.actor import Actor
from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.models import Case, Citizen
from fremskudt.instruments import Missing
from fremskudt.instruments.copies import from_texts, texts_of
from fremskudt.surveys.actions import answer, respondent
from fremskudt.surveys.models import (
    Answer,
    Delivery,
    Given,
    InstrumentCopy,
    Respondent,
    Response,
    Sheet,
    StudyForm,
    Wave,
)
from fremskudt.surveys.rules import asking
from fremskudt.surveys.rules.asking import Stage
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.selectors.asked import asked_by_sheet, list_asked, why_not
from fremskudt.surveys.selectors.respondent import code_of
from tests.casework.field import citizen
from tests.cast import Cast
from tests.surveys.asking_field import asked, days, give, give_all, lowest, says, says_yes, study_with_wave

pytestmark = [pytest.mark.database, pytest.mark.django_db]
A_KEY = Actor("link:7", role="link_holder")


@pytest.fixture
def wave(people: Cast) -> Wave:
    return study_with_wave(people)


@pytest.fixture
def who(people: Cast, wave: Wave) -> Citizen:
    made = citizen(people, followed_by=people.therapist)
    says_yes(people, made, wave.study)
    return made


def stands(response: Response) -> dict[str, Any]:
    return {
        name: missing or value for name, value, missing in response.answers.values_list("variable", "value", "missing")
    }


def ways(response: Response) -> dict[str, tuple[str, int | None]]:
    """Variable → how its answer came about, and who helped."""
    told = response.answers.filter(given__isnull=False).values_list("variable", "given__mode", "given__helped_by")
    return {name: (mode, helped_by) for name, mode, helped_by in told}


def test_answer_of_a_whole_form_is_written_once_with_all_its_variables(people: Cast, wave: Wave, who: Citizen) -> None:
    response = give_all(who, wave, by=people.therapist)
    form = instruments.get("progression")
    assert set(stands(response)) == set(form.variables)
    assert stands(response) | {"units": "not_shown", "heavy_days": "not_shown"} == stands(response)
    assert response.answers.filter(given=None).count() == 0
    assert (response.mode, response.answered_on, response.instrument_hash) == ("self", days(0), form.hash)
    assert (response.delivery, response.delivery_row, response.shared) == (None, None, "")
    assert asked(who, wave).next_bite is None
    event = Event.objects.get(action="answer.give")
    assert (event.subject, event.purpose, event.fields) == (who.key, "evaluation", "coded")


def test_answer_of_one_bite_leaves_the_rest_unasked_and_says_where_to_go_on(wave: Wave, who: Citizen) -> None:
    response = give(who, wave, {"inspire_supported": 3, "inspire_hope": None}, by=A_KEY)  # type: ignore[arg-type]
    assert stands(response)["inspire_supported"] == 3
    assert stands(response)["inspire_hope"] == "skipped"
    rest = set(stands(response)) - {"inspire_supported", "inspire_hope"}
    assert {stands(response)[name] for name in rest} == {"not_asked"}
    assert set(ways(response)) == {"inspire_supported", "inspire_hope"}
    one = asked(who, wave)
    assert one.next_bite is not None
    assert one.next_bite.id == "myself"
    assert Event.objects.get(action="answer.give").actor == "link:7"


def test_answer_handed_in_ten_times_is_once_also_after_the_wave_has_closed(
    people: Cast, wave: Wave, who: Citizen
) -> None:
    operation = uuid.uuid4()
    for value in range(5):
        for _again in range(2):
            give(who, wave, {"sleep": value}, by=people.therapist, operation=operation)
    Wave.objects.update(closes_on=days(-100), opens_on=days(-200))
    Given.objects.update(at=timezone.now() - timedelta(days=99))
    response = give(who, wave, {"sleep": 4}, by=people.therapist, operation=operation)
    assert Given.objects.count() == Event.objects.filter(action="answer.give").count() == 1
    assert stands(response)["sleep"] == 0


def test_answer_of_two_tabs_is_the_later_and_both_stand_as_handed_in(people: Cast, wave: Wave, who: Citizen) -> None:
    one, other = asked(who, wave), asked(who, wave)  # two tabs, opened before anything was answered
    for tab, value in ((one, 1), (other, 3)):
        response = answer.give(
            asked=tab, items=["sleep"], given={"sleep": value}, operation=uuid.uuid4(), mode=Mode.SELF,
            by=people.therapist,
        )  # fmt: skip
    assert stands(response)["sleep"] == 3
    assert Response.objects.count() == 1
    assert response.answers.get(variable="sleep").given == Given.objects.latest("pk")
    assert Given.objects.count() == 2


def test_answer_begun_alone_is_finished_with_help_and_each_keeps_its_way(
    people: Cast, wave: Wave, who: Citizen
) -> None:
    tea = people.therapist
    first = give(who, wave, lowest(asked(who, wave), ["inspire_supported", "inspire_hope"]), by=A_KEY)  # type: ignore[arg-type]
    assert first.mode == "self"
    rest = [item.id for item in asked(who, wave).instrument.items if not item.id.startswith("inspire_")]
    second = give(who, wave, lowest(asked(who, wave), rest), by=tea, mode=Mode.ASSISTED, helped_by=tea)
    found = ways(second)
    assert found["inspire_hope"] == ("self", None)
    assert found["tidying"] == found["units"] == ("assisted", tea.pk)
    assert Response.objects.get().mode == second.mode == "assisted"
    third = give(who, wave, {"inspire_self": 2}, by=tea, mode=Mode.PHONE, helped_by=tea)
    assert (third.mode, ways(third)["inspire_self"]) == ("assisted", ("phone", tea.pk))


def test_answer_that_hides_others_takes_them_away_and_one_that_shows_them_asks_again(
    people: Cast, wave: Wave, who: Citizen
) -> None:
    by = people.therapist
    response = give(who, wave, {"alcohol": 2, "units": 9, "heavy_days": 3}, by=by)
    assert {name: stands(response)[name] for name in ("alcohol", "units", "heavy_days")} == {
        "alcohol": 2, "units": 9, "heavy_days": 3,
    }  # fmt: skip
    give(who, wave, {"alcohol": 0, "units": 9}, by=by)  # what is not shown is not taken
    assert stands(response)["units"] == stands(response)["heavy_days"] == "not_shown"
    newest = Given.objects.latest("pk")
    assert {one.given_id for one in response.answers.filter(variable__in=["units", "heavy_days"])} == {newest.pk}
    give(who, wave, {"alcohol": 1}, by=by)
    assert stands(response)["units"] == "not_asked"


def test_answer_that_is_wiped_leaves_nothing_of_itself(people: Cast, wave: Wave, who: Citizen) -> None:
    give(who, wave, {"cannabis_days": 7}, by=people.therapist)
    response = give(who, wave, {"cannabis_days": Missing.REFUSED}, by=people.therapist)
    assert stands(response)["cannabis_days"] == "refused"
    assert not Answer.objects.filter(value=7).exists()
    assert not response.corrections.exists()


@pytest.mark.parametrize(
    ("opens", "closes", "begun_ago", "limits", "stage"),
    [
        (1, 60, None, {}, Stage.BEFORE),
        (0, 0, None, {}, Stage.OPEN),
        (-60, -1, None, {}, Stage.CLOSED),
        (-60, -1, 30, {}, Stage.LATE),  # begun may be finished within the grace
        (-60, -14, 30, {}, Stage.LATE),
        (-60, -15, 30, {}, Stage.CLOSED),
        (-60, -40, 7, {}, Stage.LATE),  # active: answered a week ago
        (-60, -40, 8, {}, Stage.CLOSED),
        (-60, -3, 30, {"grace_days": 2}, Stage.CLOSED),
        (-60, -3, 30, {"grace_days": 3}, Stage.LATE),
        (-60, -3, 5, {"grace_days": 0, "idle_days": 4}, Stage.CLOSED),
        (-20, 20, None, {"start_within_days": 19, "open_days": 41}, Stage.CLOSED),  # too late to begin, not to go on
        (-20, 20, 15, {"start_within_days": 19, "open_days": 41}, Stage.OPEN),
    ],
)
def test_answer_is_taken_while_somebody_is_answering(  # noqa: PLR0917
    people: Cast, opens: int, closes: int, begun_ago: int | None, limits: dict[str, int], stage: Stage
) -> None:
    wave, who = study_with_wave(people, opens=-200, closes=200), citizen(people)
    says_yes(people, who, wave.study)
    if begun_ago is not None:
        give(who, wave, {"sleep": 1}, by=people.therapist)
        Given.objects.update(at=timezone.now() - timedelta(days=begun_ago))
    Wave.objects.update(opens_on=days(opens), closes_on=days(closes))
    if limits:
        first = {"first_opens_on": days(opens), "n_waves": 1, "every_months": 2, "open_days": 60}
        StudyForm.objects.create(study=wave.study, instrument="progression", **{**first, **limits})
    one = asked(who, wave)
    assert one.stage is stage
    assert bool(list_asked(who)) is (stage in {Stage.OPEN, Stage.LATE})
    if stage in {Stage.OPEN, Stage.LATE}:
        response = give(who, wave, {"planning": 2}, by=people.therapist)
        assert response.givens.latest("pk").is_late is (stage is Stage.LATE)
    else:
        before = Response.objects.count(), Respondent.objects.count()
        with pytest.raises(NotNow, match="ikke åben" if stage is Stage.BEFORE else "lukket"):
            give(who, wave, {"planning": 2}, by=people.therapist)
        assert (Response.objects.count(), Respondent.objects.count()) == before


@pytest.mark.parametrize("said", [None, "no", "withdrawn"])
def test_answer_is_not_taken_of_one_who_does_not_take_part(people: Cast, wave: Wave, said: str | None) -> None:
    who = citizen(people, "Nej")
    for one in ["yes", said] if said else []:
        says(people, who, wave.study, one)
    with pytest.raises(NotNow, match="ikke sagt ja"):
        give(who, wave, {"sleep": 1}, by=people.therapist)
    assert not Respondent.objects.exists()
    assert list_asked(who) == []


def test_answer_of_a_merged_record_is_the_kept_persons(people: Cast, wave: Wave, who: Citizen) -> None:
    old = citizen(people, "Gammel")
    old.merged_into = who
    old.save()
    give(old, wave, {"sleep": 1}, by=people.therapist)
    response = give(who, wave, {"planning": 1}, by=people.therapist)
    assert response.givens.count() == 2
    assert asked(old, wave).response == response
    assert [one.wave for one in list_asked(old)] == [wave]
    assert Respondent.objects.get().code == code_of("maaling", who)


def test_answer_keeps_the_line_of_the_list_as_the_course_says_but_not_one_of_a_file(
    people: Cast, wave: Wave, who: Citizen
) -> None:
    held = respondent.find_or_make(study=wave.study, citizen=who)
    assert (held.status, held.started_on, held.delivery) == (2, None, None)
    Case.objects.filter(citizen=who).update(found_on=days(-90), started_on=days(-50))
    give(who, wave, {"sleep": 1}, by=people.therapist)
    held.refresh_from_db()
    assert (held.status, held.started_on) == (1, days(-50))
    second = study_with_wave(people, number=2)
    a_file = Delivery.objects.create(
        study=wave.study, kind="participants", name="liste.csv", sha256="0", n_rows=1, n_new=1, n_unchanged=0,
        n_repeated=0, by=people.evaluator,
    )  # fmt: skip
    Respondent.objects.update(delivery=a_file, delivery_row=2, started_on=days(-40))
    give(who, second, {"sleep": 1}, by=people.therapist)
    held.refresh_from_db()
    assert held.started_on == days(-40)


def test_answer_does_not_touch_a_response_that_came_in_a_file(people: Cast, wave: Wave, who: Citizen) -> None:
    response = give_all(who, wave, by=people.therapist)
    a_file = Delivery.objects.create(
        study=wave.study, kind="progression", name="svar.csv", sha256="0", n_rows=1, n_new=1, n_unchanged=0,
        n_repeated=0, by=people.evaluator,
    )  # fmt: skip
    Response.objects.update(delivery=a_file, delivery_row=2)
    with pytest.raises(NotNow, match="indlæst fra en fil"):
        give(who, wave, {"sleep": 3}, by=people.therapist)
    assert stands(response)["sleep"] == 0
    assert list_asked(who) == []
    assert why_not(asked(who, wave)).reason == asking.FROM_FILE


@pytest.fixture
def newer() -> instruments.Instrument:
    """The library goes on while people answer."""
    structure, texts = texts_of("progression")
    return from_texts("progression", structure.replace("version: 1.0.0", "version: 1.1.0"), texts)


def goes_on(monkeypatch: pytest.MonkeyPatch, made: instruments.Instrument) -> None:
    library: Mapping[str, Any] = {**instruments.library(), made.id: made}
    monkeypatch.setattr(instruments, "library", lambda: library)
    monkeypatch.setattr(instruments, "get", library.__getitem__)


def test_answer_begun_with_a_version_is_finished_with_it(
    people: Cast, wave: Wave, who: Citizen, monkeypatch: pytest.MonkeyPatch, newer: instruments.Instrument
) -> None:
    first = instruments.get("progression")
    give(who, wave, {"inspire_supported": 2}, by=people.therapist)
    stale = asked(citizen(people, "Samtidig"), wave)
    goes_on(monkeypatch, newer)
    assert asked(who, wave).instrument == first
    response = give_all(who, wave, by=people.therapist)
    assert (response.instrument_version, response.instrument_hash) == ("1.0.0", first.hash)
    late = citizen(people, "Ny")
    says_yes(people, late, wave.study)
    fresh = give_all(late, wave, by=people.therapist)
    assert (fresh.instrument_version, fresh.instrument_hash) == ("1.1.0", newer.hash)
    assert sorted(InstrumentCopy.objects.values_list("version", "origin")) == [
        ("1.0.0", "library"), ("1.1.0", "library"),
    ]  # fmt: skip
    assert stale.instrument == first


def test_answer_to_another_version_than_the_one_begun_is_refused_and_changes_nothing(
    people: Cast, wave: Wave, who: Citizen, newer: instruments.Instrument
) -> None:
    on_the_phone = replace(asked(who, wave), instrument=newer)
    response = give(who, wave, {"sleep": 1}, by=people.therapist)
    with pytest.raises(NotNow, match="en anden udgave"):
        answer.give(
            asked=on_the_phone, items=["sleep"], given={"sleep": 4}, operation=uuid.uuid4(), mode=Mode.SELF,
            by=people.therapist,
        )  # fmt: skip
    assert (stands(response)["sleep"], Given.objects.count()) == (1, 1)


def printed(people: Cast, wave: Wave, who: Citizen, version: str = "") -> Sheet:
    form = instruments.get("progression")
    return Sheet.objects.create(
        respondent=respondent.find_or_make(study=wave.study, citizen=who), wave=wave, printed_at=timezone.now(),
        instrument_version=form.version, instrument_hash=version or form.hash, printed_by=people.leader,
    )  # fmt: skip


def type_in(people: Cast, sheet: Sheet, **given: int) -> Response:
    return answer.give(
        asked=asked_by_sheet(sheet), items=list(given), given=given, operation=uuid.uuid4(), mode=Mode.PAPER,
        by=people.leader, sheet=sheet,
    )  # fmt: skip


def test_answer_on_paper_is_taken_whenever_it_comes_and_names_no_citizen(
    people: Cast, wave: Wave, who: Citizen
) -> None:
    sheet = printed(people, wave, who)
    Wave.objects.update(opens_on=days(-300), closes_on=days(-200))
    response = type_in(people, sheet, sleep=3)
    given = response.givens.get()
    assert (given.mode, given.sheet, given.is_late, response.mode) == ("paper", sheet, True, "paper")
    assert Event.objects.get(action="answer.give").subject == f"respondent:maaling/{sheet.respondent.code}"
    assert not Event.objects.filter(subject=who.key).exists()


def test_answer_on_paper_is_refused_of_one_who_has_stopped_or_of_another_version(
    people: Cast, wave: Wave, who: Citizen
) -> None:
    sheet, other = printed(people, wave, who), printed(people, wave, who, version="1" * 64)
    type_in(people, sheet, sleep=3)
    with pytest.raises(NotNow, match="en anden udgave"):
        type_in(people, other, sleep=1)
    says(people, who, wave.study, "withdrawn")
    with pytest.raises(NotNow, match="ikke sagt ja"):
        type_in(people, sheet, sleep=1)
    assert stands(Response.objects.get())["sleep"] == 3


def test_asked_of_an_unknown_version_is_not_found(people: Cast, wave: Wave, who: Citizen) -> None:
    with pytest.raises(Http404):
        asked_by_sheet(printed(people, wave, who, version="1" * 64))


def test_answer_to_a_cut_study_is_refused_and_nobody_new_gets_a_line(people: Cast, wave: Wave, who: Citizen) -> None:
    one = asked(who, wave)
    wave.study.cut_at = timezone.now()
    wave.study.save()
    with pytest.raises(NotNow, match="klippet"):
        answer.give(
            asked=one, items=["sleep"], given={"sleep": 1}, operation=uuid.uuid4(), mode=Mode.SELF, by=people.therapist
        )
    assert not Respondent.objects.exists()
    assert list_asked(who) == []


def test_answer_takes_a_handful_of_statements(people: Cast, wave: Wave, who: Citizen) -> None:
    def count(one: Any, given: dict[str, Any]) -> int:
        told = {"items": list(given), "given": given, "operation": uuid.uuid4(), "mode": Mode.SELF}
        with CaptureQueriesContext(connection) as found:
            answer.give(asked=one, by=A_KEY, **told)
        return len(found)

    other = citizen(people, "Den første")
    says_yes(people, other, wave.study)
    give_all(other, wave, by=people.therapist)  # keeps the version; begins the log
    one = asked(who, wave)
    whole = count(one, lowest(one))
    again = asked(who, wave)
    assert whole <= 18
    assert count(again, lowest(again, ["sleep", "morning", "focus"])) <= 13
    assert count(again, lowest(again)) <= 13
