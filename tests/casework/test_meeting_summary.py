"""»Til borgeren bagefter«: plain words made from what was agreed, given by hand, and the leader's agenda."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Agenda, Citizen, Meeting, MeetingItem
from fremskudt.casework.rules.meeting import AGENDA
from fremskudt.casework.selectors.meeting_agenda import points_in_force
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.casework.lix import lix
from tests.casework.meeting_field import address, item_of, meeting_about, next_week, open_page, press
from tests.casework.pages import fill, form_at, send_from, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def havre(people: Cast) -> Citizen:
    made = citizen(people, "Havre", followed_by=people.therapist)
    say(made, people.jobcentre, by=people.therapist)
    return made


@pytest.fixture
def meeting(people: Cast, havre: Citizen) -> Meeting:
    return meeting_about(people, [havre], [(people.professional, people.jobcentre)])


@pytest.fixture
def item(meeting: Meeting, havre: Citizen) -> MeetingItem:
    return item_of(meeting, havre)


def at(item: MeetingItem, name: str = "meeting_summary") -> str:
    return reverse(f"casework:{name}", args=[item.meeting_id, item.pk])


def test_summary_is_made_of_what_was_agreed_in_plain_words(
    people: Cast, meeting: Meeting, item: MeetingItem, tea: Client
) -> None:
    press(tea, meeting, "meeting_line", words_2="Kanarielinje til os selv")
    press(tea, meeting, "meeting_task", task_words="Ring om bolig.", task_on=next_week())
    press(tea, meeting, "meeting_end")
    assert at(item) in open_page(tea, meeting).content.decode()
    draft: str = form_at(tea.get(at(item)), at(item))["words"][0]  # type: ignore[arg-type]
    assert "– Ring om bolig. Det gør Tea senest den" in draft
    for never in ("Kanarielinje", "Havre", "fase", "behandling", "misbrug", "samtykke"):
        assert never not in draft
    assert lix(draft) <= 25
    assert fill(tea, at(item), act="save").status_code == 302
    item.refresh_from_db()
    assert item.summary == draft
    assert item.given_at is None


@pytest.mark.parametrize("way", ["paper", "aloud", "sms", "link"])
def test_summary_is_given_in_one_press(item: MeetingItem, tea: Client, way: str) -> None:
    page = tea.get(at(item))
    for _press in range(2):
        assert send_from(tea, page, at(item), words="Vi ringer tirsdag.", act=way).status_code == 302  # type: ignore[arg-type]
    item.refresh_from_db()
    assert (item.summary, item.given_how, item.edit) == ("Vi ringer tirsdag.", way, 2)
    assert item.given_at is not None
    assert [Event.objects.filter(action=f"meeting.{act}").count() for act in ("summary", "give")] == [1, 1]


def test_summary_that_is_changed_has_not_been_given(item: MeetingItem, tea: Client) -> None:
    fill(tea, at(item), words="Første", act="aloud")
    fill(tea, at(item), words="Anden", act="save")
    item.refresh_from_db()
    assert (item.summary, item.given_how, item.given_at) == ("Anden", "", None)


def test_summary_message_tells_nothing(item: MeetingItem, tea: Client) -> None:
    page = tea.get(at(item)).content.decode()
    told = "Hej. Vi har talt om din hjælp i dag. Ring, eller se det på dit ark. Hilsen Tea"
    assert f"readonly>{told}</textarea>" in page
    assert "sms:?&amp;body=Hej.%20Vi%20har" in page


def test_summary_written_by_two_at_once_shows_both(people: Cast, item: MeetingItem, meeting: Meeting) -> None:
    item.case.citizen.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
    meeting.seats.create(user=people.colleague, organisation=people.centre, made_at=timezone.now(), by=people.therapist)
    tea, tom = (enter(Client(), user) for user in (people.therapist, people.colleague))
    first, second = tea.get(at(item)), tom.get(at(item))
    send_from(tea, first, at(item), words="Teas tekst", act="save")  # type: ignore[arg-type]
    met: Any = send_from(tom, second, at(item), words="Toms tekst", act="aloud")  # type: ignore[arg-type]
    assert met.status_code == 409
    for said in ("En kollega skrev imens. Her er begge tekster.", "Teas tekst", "Toms tekst"):
        assert said in words(met)
    assert send_from(tom, met, at(item), words="Begges tekst", act="aloud").status_code == 302
    item.refresh_from_db()
    assert (item.summary, item.given_how) == ("Begges tekst", "aloud")


@pytest.mark.parametrize(("typed", "said"), [
    ("", "Skriv først, hvad borgeren skal have at vide."),
    ("   ", "Skriv først, hvad borgeren skal have at vide."),
    ("x" * 10_000, "10.000 tegn, og der er plads til 1.000"),
])  # fmt: skip
def test_summary_form_says_what_is_wrong(item: MeetingItem, tea: Client, typed: str, said: str) -> None:
    answer = fill(tea, at(item), words=typed, act="save")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not MeetingItem.objects.exclude(summary="").exists()


def test_summary_on_paper_holds_the_words_and_nothing_else(item: MeetingItem, tea: Client) -> None:
    assert tea.get(at(item, "meeting_summary_print")).status_code == 302
    fill(tea, at(item), words="Vi ringer tirsdag. <b>🙂</b>", act="paper")
    paper = tea.get(at(item, "meeting_summary_print")).content.decode()
    assert "Vi ringer tirsdag. &lt;b&gt;🙂&lt;/b&gt;" in paper
    for never in ("Havre", item.case.citizen.code, "Jobcentret", "behandling", "fase", "Tea"):
        assert never not in paper.split("<main")[1]
    assert "<title>Det har vi talt om</title>" in paper


def test_summary_is_for_one_who_follows_and_was_there(people: Cast, item: MeetingItem, meeting: Meeting) -> None:
    meeting.seats.create(user=people.colleague, organisation=people.centre, made_at=timezone.now(), by=people.leader)
    say(item.case.citizen, people.centre, by=people.therapist)
    tom, jens = enter(Client(), people.colleague), enter(Client(), people.professional)
    assert tom.get(address("meeting", meeting)).status_code == 200
    assert [tom.get(at(item, name)).status_code for name in ("meeting_summary", "meeting_summary_print")] == [404, 404]
    assert jens.get(at(item)).status_code == 403


def test_summary_waits_until_they_were_spoken_of(people: Cast, havre: Citizen, tea: Client) -> None:
    meeting = meeting_about(people, [havre], runs=False)
    item = item_of(meeting, havre)
    page = tea.get(at(item))
    assert "Mødet er ikke begyndt." in page.content.decode()
    assert send_from(tea, page, at(item), words="Noget", act="save").status_code == 409  # type: ignore[arg-type]


def test_agenda_holds_for_meetings_that_are_planned_after(people: Cast, havre: Citizen) -> None:
    lea, where, town = enter(Client(), people.leader), reverse("casework:agenda"), people.municipalities["Randers"]
    before = meeting_about(people, [havre])
    assert points_in_force(town.pk) == AGENDA
    assert form_at(lea.get(where), where)["points"] == ["\n".join(AGENDA)]  # type: ignore[arg-type]
    for _press in range(2):
        assert fill(lea, where, points="Nyt\nHvem gør hvad\n\nØnsker").status_code == 302
    assert points_in_force(town.pk) == ("Nyt", "Hvem gør hvad", "Ønsker")
    assert points_in_force(people.municipalities["Vejle"].pk) == AGENDA
    assert Agenda.objects.count() == Event.objects.filter(action="agenda.write").count() == 1
    before.refresh_from_db()
    assert before.agenda == "\n".join(AGENDA)


@pytest.mark.parametrize(("points", "said"), [
    ("", "Skriv mindst tre punkter"), ("Et\nTo", "Skriv mindst tre punkter"), ("Et\nTo\nEt", "Det samme punkt"),
    ("\n".join("abcdefgh"), "Der er plads til syv punkter."), ("Et\nTo\n" + "x" * 61, "højst være 60 tegn"),
])  # fmt: skip
def test_agenda_form_says_what_is_wrong(people: Cast, points: str, said: str) -> None:
    lea, where = enter(Client(), people.leader), reverse("casework:agenda")
    answer = fill(lea, where, points=points)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert form_at(answer, where)["points"] == [points]
    assert not Agenda.objects.exists()


def test_agenda_is_the_leaders(people: Cast, tea: Client) -> None:
    assert tea.get(reverse("casework:agenda")).status_code == 403


def test_agenda_of_ones_own_is_walked_through(people: Cast, havre: Citizen, tea: Client) -> None:
    meeting = meeting_about(people, [havre], agenda="Hvordan går det\nHvem gør hvad\nResten")
    page = words(open_page(tea, meeting))
    assert "1. Hvordan går det" in page
    assert "3. Resten" in page
    assert press(tea, meeting, "meeting_line", words_3="Noget").status_code == 302
