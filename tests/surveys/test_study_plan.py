"""A study is made in three presses; a change of its timing reaches what has not opened; a wave is moved by hand."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.surveys.models import Invitation, Study, StudyForm, Wave
from fremskudt.surveys.rules.study_plan import months_after
from fremskudt.surveys.selectors.asked import list_asked
from fremskudt.surveys.selectors.respondent import code_of
from tests.casework.field import citizen
from tests.cast import Cast, enter
from tests.surveys.asking_field import days, give, licence, says_yes

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW = reverse("surveys:study_new")
LIST = reverse("evaluation:study_list")


@pytest.fixture(autouse=True)
def _one_day() -> Iterator[None]:
    """The days of the waves are counted from it."""
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        yield


def fields(html: str) -> dict[str, Any]:
    """What the page's form holds as it stands."""
    sent: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="(?:text|date|hidden)" name="([^"]+)"[^>]*?value="([^"]*)"', html):
        sent[name] = value
    for name, value in re.findall(r'<input type="checkbox" name="([^"]+)" value="([^"]+)"[^>]*checked', html):
        sent.setdefault(name, []).append(value)
    for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>([^<]*)</textarea>', html):
        sent[name] = value.strip()
    return sent


def press(client: Client, address: str, act: str = "save", **answers: Any) -> HttpResponse:
    html = client.get(address).content.decode()
    return client.post(address, {**fields(html), "act": act, **answers})  # type: ignore[return-value]


def made(people: Cast, client: Client, **answers: Any) -> Study:
    told = {"title": "Måling 2027", "towns": [str(people.municipalities["Randers"].pk)], **answers}
    response = press(client, NEW, **told)
    assert response.status_code == 302, response.content.decode()
    return Study.objects.get(slug=response["Location"].rstrip("/").split("/")[-2])


def test_study_is_made_in_three_presses_with_the_usual_waves(people: Cast) -> None:
    client = enter(Client(), people.evaluator)
    assert "Ingen undersøgelse. Begynd med spørgsmålet, ikke med skemaet." in client.get(LIST).content.decode()
    assert NEW in client.get(LIST).content.decode()  # 1
    told = {"title": "Måling 2027", "towns": [str(people.municipalities["Randers"].pk)], "question": "Vil du svare?"}
    dates = press(client, NEW, "dates", **told)  # 2
    assert dates.status_code == 200
    assert "Runde 8: " in dates.content.decode()
    assert not Study.objects.exists()
    study = made(people, client, **told)  # 3
    today = timezone.localdate()
    assert (study.slug, study.owner, study.starts_on, study.question) == (
        "maaling-2027", people.institute, today, "Vil du svare?",
    )  # fmt: skip
    waves = {slug: list(study.waves.filter(instrument=slug)) for slug in ("progression", "running", "start")}
    assert {slug: len(found) for slug, found in waves.items()} == {"progression": 8, "running": 4, "start": 1}
    assert [wave.opens_on for wave in waves["progression"]] == [months_after(today, 2 * turn) for turn in range(8)]
    assert (waves["start"][0].opens_on, waves["start"][0].closes_on) == (today, study.ends_on)
    assert study.ends_on == max(wave.closes_on for wave in study.waves.all())
    form = StudyForm.objects.get(instrument="progression")
    assert (form.n_waves, form.every_months, form.start_within_days, form.grace_days, form.idle_days) == (
        8, 2, None, 14, 7,
    )  # fmt: skip
    assert Event.objects.get(action="study.create").subject == "study:maaling-2027"


def test_study_that_is_planned_is_not_asked_before_the_licence_is_confirmed_and_the_page_says_so(people: Cast) -> None:
    client = enter(Client(), people.evaluator)
    study = made(people, client)
    edit, who = reverse("surveys:study_edit", args=[study.slug]), citizen(people, followed_by=people.therapist)
    says_yes(people, who, study)
    assert "Licensen er ikke bekræftet i Randers." in client.get(edit).content.decode()
    assert list_asked(who) == []
    licence(people.municipalities["Randers"], "progression", by=people.administrator)
    assert "Licensen er ikke bekræftet" not in client.get(edit).content.decode()
    assert [one.wave.number for one in list_asked(who)] == [1]


def test_two_studies_over_the_same_people_stand_side_by_side(people: Cast) -> None:
    client = enter(Client(), people.evaluator)
    one, other = made(people, client), made(people, client)
    assert (one.slug, other.slug) == ("maaling-2027", "maaling-2027-2")
    who = citizen(people, followed_by=people.therapist)
    licence(people.municipalities["Randers"], "progression", by=people.administrator)
    for study in (one, other):
        says_yes(people, who, study)
        give(who, study.waves.get(instrument="progression", number=1), {"sleep": 1}, by=people.therapist)
    codes = [study.respondents.get().code for study in (one, other)]
    assert codes == [code_of(study.slug, who) for study in (one, other)]
    assert codes[0] != codes[1]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"title": ""}, "Skriv, hvad den hedder."),
        ({"towns": []}, "Vælg mindst én kommune."),
        ({"instruments": []}, "Vælg mindst ét skema."),
        ({"n-progression": "25"}, "Skriv et helt tal fra 1 til 24."),
        ({"starts_on": "31-02-2027"}, "Skriv dagen som"),
        ({"within-progression": "60", "open-progression": "56"}, "længere, end runden er åben"),
        ({"open-progression": "70"}, "Runden overlapper runde 1."),
        ({"question": "x" * 601}, "højst 600 tegn"),
    ],
)
def test_study_that_cannot_be_keeps_what_was_typed(people: Cast, answers: dict[str, Any], said: str) -> None:
    client = enter(Client(), people.evaluator)
    told = {"title": "En titel, der bliver", "towns": [str(people.municipalities["Randers"].pk)], **answers}
    response = press(client, NEW, **told)
    html = response.content.decode()
    assert response.status_code == 422
    assert said in html
    assert not Study.objects.exists()
    if "title" not in answers:
        assert "En titel, der bliver" in html


def test_form_that_is_not_chosen_need_not_be_right(people: Cast) -> None:
    client = enter(Client(), people.evaluator)
    study = made(people, client, instruments=["start"], **{"n-progression": "mange"})
    assert [wave.instrument for wave in study.waves.all()] == ["start"]
    assert study.ends_on > days(400)


def planned(people: Cast, client: Client) -> tuple[Study, str]:
    study = made(people, client, instruments=["progression"], starts_on=f"{days(-70)}")
    return study, reverse("surveys:study_edit", args=[study.slug])


def opens(study: Study) -> list[date]:
    return list(study.waves.order_by("number").values_list("opens_on", flat=True))


def test_timing_reaches_the_waves_that_have_not_opened_and_not_those_moved(people: Cast) -> None:
    client = enter(Client(), people.evaluator)
    study, edit = planned(people, client)
    before = opens(study)
    assert before[1] <= days(0) < before[2]
    fourth = study.waves.get(number=4)
    move = reverse("surveys:wave_move", args=[study.slug, fourth.pk])
    to = {"opens_on": f"{before[3].replace(day=20)}", "closes_on": f"{before[3].replace(day=25)}"}
    assert press(client, move, **to).status_code == 302
    new = {"every-progression": "4", "open-progression": "30", "n-progression": "6"}
    shown = press(client, edit, "dates", **new)
    assert shown.status_code == 200
    html = shown.content.decode()
    assert "åbnet, bliver" in html
    assert "flyttet, bliver" in html
    assert html.count("bliver fjernet") == 2
    assert opens(study)[2] == before[2]  # nothing is stored
    response = press(client, edit, **new)
    first, fourth = study.waves.get(number=1), study.waves.get(number=4)
    assert response.status_code == 302, response.content.decode()
    assert opens(study) == [
        *before[:2], months_after(before[0], 8), before[3].replace(day=20), months_after(before[0], 16),
        months_after(before[0], 20),
    ]  # fmt: skip
    assert (fourth.is_moved, first.is_moved) == (True, False)
    study.refresh_from_db()
    assert study.ends_on >= max(study.waves.values_list("closes_on", flat=True))
    assert Event.objects.filter(action__in=["study.edit", "wave.move"]).count() == 2


def test_timing_that_overlaps_is_refused_and_nothing_is_changed(people: Cast) -> None:
    client = enter(Client(), people.evaluator)
    study, edit = planned(people, client)
    before = opens(study)
    response = press(client, edit, **{"open-progression": "70", "title": "Nyt navn"})
    assert response.status_code == 422
    assert "Runden overlapper runde 3." in response.content.decode()
    study.refresh_from_db()
    assert (opens(study), study.title) == (before, "Måling 2027")


def test_wave_that_is_in_use_is_not_removed(people: Cast) -> None:
    client = enter(Client(), people.evaluator)
    study, edit = planned(people, client)
    who = citizen(people)
    says_yes(people, who, study)
    line = give(who, study.waves.get(number=2), {"sleep": 1}, by=people.therapist).respondent
    last = study.waves.get(number=8)
    Invitation.objects.create(respondent=line, wave=last, way="paper", made_at=timezone.now())
    response = press(client, edit, **{"n-progression": "7"})
    assert response.status_code == 422
    assert "Runde 8 er allerede i brug" in response.content.decode()
    assert study.waves.count() == 8


@pytest.mark.parametrize(
    ("number", "opens_on", "closes_on", "said"),
    [
        (3, 30, 20, "lukker, før den åbner"),
        (1, -60, 5, "Runden er lukket."),
        (3, -3, 20, "ligger før i dag"),
        (2, 1, 40, "Den første dag kan ikke flyttes mere."),
        (3, 50, 140, "Runden overlapper runde 4."),
    ],
)
def test_wave_is_not_moved_where_it_may_not_be(
    people: Cast, number: int, opens_on: int, closes_on: int, said: str
) -> None:
    client = enter(Client(), people.evaluator)
    study, _edit = planned(people, client)
    wave = study.waves.get(number=number)
    if number == 2:
        assert wave.opens_on <= days(0) <= wave.closes_on
    address = reverse("surveys:wave_move", args=[study.slug, wave.pk])
    response = press(client, address, opens_on=f"{days(opens_on)}", closes_on=f"{days(closes_on)}")
    assert response.status_code == 422
    assert said in response.content.decode()
    wave.refresh_from_db()
    assert not wave.is_moved


def test_study_of_another_institute_does_not_exist(people: Cast) -> None:
    study, edit = planned(people, enter(Client(), people.evaluator))
    move = reverse("surveys:wave_move", args=[study.slug, Wave.objects.first().pk])  # type: ignore[union-attr]
    other = enter(Client(), people.outsider)
    for address in (edit, move):
        assert other.get(address).status_code == other.post(address).status_code == 404
    for user in (people.leader, people.therapist, people.administrator):
        client = enter(Client(), user)
        assert {client.get(address).status_code for address in (NEW, edit, move)} == {403}
    assert NEW not in enter(Client(), people.leader).get(LIST).content.decode()


def test_question_of_a_study_is_what_is_read_aloud(people: Cast) -> None:
    study = made(people, enter(Client(), people.evaluator), question="Vil du svare på nogle spørgsmål?")
    who = citizen(people, followed_by=people.therapist)
    html = enter(Client(), people.therapist).get(reverse("surveys:taking_part", args=[who.code])).content.decode()
    assert "Vil du svare på nogle spørgsmål?" in html
    assert study.title in html
