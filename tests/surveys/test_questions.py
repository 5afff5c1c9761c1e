"""»Hvordan går det?« (T8): small questions when there is room, four equal ways; what is said stays the citizen's."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt import instruments
from fremskudt.access.models import Event
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen
from fremskudt.surveys.models import (
    Invitation,
    LicenceYes,
    Respondent,
    Response,
    Wave,
)
from fremskudt.surveys.rules import questions as rules
from tests.access.world import bar
from tests.casework.field import citizen
from tests.cast import Cast, enter
from tests.surveys.asking_field import days, give, says, study_with_wave
from tests.surveys.questions_field import address, met, page, taking_part

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FIRST = ("inspire_supported", "inspire_hope", "inspire_self")  # of the form, in its order


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    """Somebody whom Tea follows and has met before."""
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    met(made, people.therapist)
    return made


@pytest.fixture
def tea(people: Cast) -> Client:
    return enter(Client(), people.therapist)


@pytest.fixture
def wave(people: Cast, kanel: Citizen) -> Wave:
    return taking_part(people, kanel)


def words(item: str) -> str:
    return instruments.get("progression").item(item).text["da"]


# The rules


@pytest.mark.parametrize(("n_left", "met_before", "n"), [(0, True, 0), (2, True, 2), (9, True, 3), (9, False, 0)])
def test_today_bite_is_at_most_three_and_none_at_the_first_visit(n_left: int, met_before: bool, n: int) -> None:
    left = instruments.get("progression").items[:n_left]
    assert rules.today_bite(left, met_before=met_before) == tuple(left[:n])


@pytest.mark.parametrize("has_ended", [True, False])
@pytest.mark.parametrize("is_paused", [True, False])
@pytest.mark.parametrize("not_now", [True, False])
def test_may_ask_now_only_where_nothing_says_no(has_ended: bool, is_paused: bool, not_now: bool) -> None:
    course = {"has_ended": has_ended, "is_paused": is_paused, "not_now": not_now}
    assert bool(rules.may_ask_now(Verdict.yes(), **course)) is not any(course.values())
    assert rules.may_ask_now(Verdict.no("Runden er lukket."), **course).reason == "Runden er lukket."


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (date(2026, 1, 31), date(2026, 7, 31)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 6, 15)),
        (date(2026, 6, 30), date(2026, 12, 30)),
    ],
)
def test_latest_hold_is_half_a_year_on(today: date, latest: date) -> None:
    assert rules.latest_hold(today) == latest


# The page


def test_page_proposes_three_questions_and_four_equal_ways(tea: Client, kanel: Citizen, wave: Wave) -> None:
    html = page(tea, kanel)
    assert [words(item) in html for item in FIRST] == [True] * 3
    assert words("inspire_meaning") not in html
    ways = html[html.index("press-tiles") : html.index("låser din skærm")]
    assert [ways.count(way) for way in ("Giv telefonen", "Spørg sammen", "Papir", "Send link")] == [1] * 4
    assert ways.count('class="button button-secondary"') == 4
    assert "button-primary" not in html[html.index("<main") :]
    assert Event.objects.filter(action="questions.read", subject=kanel.key).count() == 1


def test_page_proposes_nothing_at_the_first_visit(people: Cast, tea: Client) -> None:
    havre = citizen(people, "Havre", followed_by=people.therapist)
    taking_part(people, havre)
    met(havre, people.therapist, days_ago=0)  # today is the first time
    html = page(tea, havre)
    assert "Første gang I ses, spørger vi ikke" in html
    assert words(FIRST[0]) not in html


def test_page_tells_how_much_is_answered_and_never_what(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    give(kanel, wave, {"sleep": 4, "morning": None}, by=people.therapist)
    html = page(tea, kanel)
    assert "1 svar · 1 sprunget over · 1 endnu ikke" in html
    assert "19 til i denne runde" in html
    assert not shows_an_answer(html)
    assert "Svar og kurve" not in html
    assert page(tea, kanel, "questions_shared", status=409).count("Svarene er skjult for dig. Borgeren har valgt det.")


@pytest.mark.parametrize("shared", ["", "no"])
def test_answers_are_shown_only_where_the_citizen_has_said_so(
    tea: Client, people: Cast, kanel: Citizen, wave: Wave, shared: str
) -> None:
    give(kanel, wave, {"sleep": 4}, by=people.therapist)
    Response.objects.update(shared=shared)
    assert not shows_an_answer(page(tea, kanel))
    assert ("Svarene er skjult for dig. Borgeren har valgt det." in page(tea, kanel)) is (shared == "no")
    page(tea, kanel, "questions_shared", status=409)
    Response.objects.update(shared="yes")
    assert not shows_an_answer(page(tea, kanel))  # they have a page and an event of their own
    assert shows_an_answer(page(tea, kanel, "questions_shared"))
    assert Event.objects.filter(action="questions.read_shared", subject=kanel.key).count() == 1


def shows_an_answer(html: str) -> bool:
    label = instruments.get("progression").item("sleep").scale.label(4, "da")
    return label in html


def test_shared_answers_of_two_rounds_are_a_curve(tea: Client, people: Cast, kanel: Citizen) -> None:
    first = taking_part(people, kanel, opens=-80, closes=-60)
    second = study_with_wave(people, number=2)
    for one, value in ((first, 1), (second, 3)):
        Wave.objects.filter(pk=one.pk).update(opens_on=days(-80), closes_on=days(5))
        give(kanel, one, {"sleep": value}, by=people.therapist)
    Wave.objects.filter(pk=first.pk).update(closes_on=days(-60))
    Response.objects.filter(wave=second).update(shared="yes")
    assert '<figure class="curve">' not in page(tea, kanel, "questions_shared")  # one of two is not shared
    Response.objects.update(shared="yes")
    assert '<figure class="curve">' in page(tea, kanel, "questions_shared")


def test_page_asks_first_whether_they_will_take_part(tea: Client, people: Cast, kanel: Citizen) -> None:
    study = study_with_wave(people).study
    html = page(tea, kanel)
    assert "Spørg først, om Kanel vil være med" in html
    assert address(kanel, "taking_part") in html
    assert "Giv telefonen" not in html
    says(people, kanel, study, "no")
    html = page(tea, kanel)
    assert "Har sagt nej til »Undersøgelsen maaling«. Det er i orden." in html
    assert "Spørg først" not in html
    assert not Respondent.objects.exists()


def test_page_without_a_round_says_when_the_next_opens(tea: Client, people: Cast, kanel: Citizen) -> None:
    assert "Ingen spørgsmål lige nu." in page(tea, kanel)
    wave = taking_part(people, kanel, opens=10, closes=40)
    opens_on = timezone.localdate() + timedelta(days=10)
    assert f"Næste bid åbner {opens_on.day}." in page(tea, kanel)
    Wave.objects.filter(pk=wave.pk).update(opens_on=days(-60), closes_on=days(-30))
    assert "Ingen spørgsmål lige nu." in page(tea, kanel)


def test_page_of_a_late_round_says_so_to_whom_may_finish(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    give(kanel, wave, {"sleep": 4}, by=people.therapist)
    Wave.objects.filter(pk=wave.pk).update(closes_on=days(-1))
    assert "Runden er lukket. Svaret gemmes som sent svar." in page(tea, kanel)


def test_page_of_a_form_without_a_licence_says_so(tea: Client, kanel: Citizen, wave: Wave) -> None:
    LicenceYes.objects.update(ended_at=timezone.now())
    html = page(tea, kanel)
    assert "Licensen til skemaet er ikke bekræftet her." in html
    assert "Giv telefonen" not in html


def test_page_is_nobodys_beyond_reach(people: Cast, kanel: Citizen, wave: Wave) -> None:
    for user in (people.colleague, people.therapist_elsewhere, people.leader):
        client = enter(Client(), user)
        for name in ("questions", "questions_shared", "questions_together", "questions_link", "hold", "no_answer"):
            assert client.get(address(kanel, name)).status_code == 404
        for name in ("questions_hand_over", "questions_link", "hold", "hold_lift", "no_answer", "no_answer_undo"):
            assert client.post(address(kanel, name)).status_code == 404
    bar(kanel, people.therapist, people.leader)
    assert enter(Client(), people.therapist).get(address(kanel)).status_code == 404
    assert not Event.objects.filter(action__startswith="questions.").exists()
    assert not Invitation.objects.exists()


def test_page_costs_the_same_with_much_as_with_little(tea: Client, people: Cast, kanel: Citizen, wave: Wave) -> None:
    names = ("questions", "questions_together", "questions_link", "hold", "no_answer", "questions_shared")

    def cost() -> list[int]:
        found = []
        for name in names:
            with CaptureQueriesContext(connection) as told:
                page(tea, kanel, name)
            found.append(len(told))
        return found

    give(kanel, wave, {"sleep": 4}, by=people.therapist)
    Response.objects.update(shared="yes")
    cost()  # the first page of a log-in notes the session
    few = cost()
    for number in range(2, 8):
        more = study_with_wave(people, number=number)
        give(kanel, more, {"sleep": 1}, by=people.therapist)
    Response.objects.update(shared="yes")
    assert cost() == few
    assert max(few) <= 15


def test_citizens_page_has_a_door_to_the_questions(tea: Client, kanel: Citizen) -> None:
    html = tea.get(f"/borgere/{kanel.code}/").content.decode()
    assert f'href="{address(kanel)}"' in html
