"""The page of papers and agreements: deadlines first, everything that waits, and the same few queries however many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Appointment, Case, Citizen, Letter, PickUp, PickUpDay
from tests.casework.field import citizen
from tests.casework.pages import shown, words
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAPERS = "/borgere/K7M4-Q2RX/papirer/"
TODAY = timezone.localdate()
MOST = 15


def letter(kanel: Citizen, people: Cast, line: str, days: int | None = None, **more: object) -> Letter:
    return Letter.objects.create(
        case=kanel.cases.first(), line=line, owner=people.therapist, made_at=timezone.now(), by=people.therapist,
        deadline_on=None if days is None else TODAY + timedelta(days=days), **more,
    )  # fmt: skip


def many(kanel: Citizen, people: Cast, n: int) -> None:
    case, now, by = kanel.cases.first(), timezone.now(), people.therapist
    assert case
    for number in range(n):
        letter(kanel, people, f"Frist {number}", number)
        letter(kanel, people, f"Brev {number}")
        letter(kanel, people, f"Gammelt {number}", done_at=now, done_by=by)
        one = PickUp.objects.create(
            case=case, weekdays="1234567", place_words=f"Sted {number}", owner=by, made_at=now, by=by,
            from_on=TODAY - timedelta(days=9),
        )  # fmt: skip
        PickUpDay.objects.create(pick_up=one, on=TODAY, was_fetched=False, made_at=now, by=by)
        for outcome in ("", "held"):
            Appointment.objects.create(
                case=case, at=now + timedelta(days=number), place="home", owner=by, made_at=now, by=by, outcome=outcome,
                outcome_at=now if outcome else None, with_user=people.colleague,
            )  # fmt: skip


@pytest.mark.usefixtures("kanel")
def test_papers_of_somebody_new_say_what_to_do(tea: Client) -> None:
    assert "Ingen papirer. Tag et billede, næste gang I åbner et brev." in words(tea.get(PAPERS))


def test_papers_have_deadlines_first_then_letters_then_agreements(tea: Client, kanel: Citizen, people: Cast) -> None:
    letter(kanel, people, "Uden frist")
    letter(kanel, people, "Sen frist", 30)
    letter(kanel, people, "Snart frist", 2)
    letter(kanel, people, "Frist der er gået", -3)
    letter(kanel, people, "Er færdigt", 1, done_at=timezone.now(), done_by=people.therapist)
    told = words(tea.get(PAPERS))
    order = ["Frister", "Frist der er gået", "Snart frist", "Sen frist", "Breve", "Uden frist", "Færdige breve"]
    order += ["Er færdigt", "Faste aftaler", "Vi bestiller ikke medicin her.", "Aftaler"]
    places = [told.index(part, told.index("Tag billede af brev")) for part in order]
    assert places == sorted(places)
    assert told.count("Tea holder øje") == 4
    assert "Fristen var" in told


def test_papers_are_an_event_of_the_citizen(tea: Client, kanel: Citizen, people: Cast) -> None:
    tea.get(PAPERS)
    event = Event.objects.get(action="papers.read")
    assert (event.subject, event.fields, event.purpose) == (kanel.key, "free_text", "care")


def queries(tea: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert tea.get(address).status_code == 200
    return len([query for query in asked if "SAVEPOINT" not in query["sql"]])


def test_papers_take_the_same_few_queries_for_one_and_for_many(tea: Client, kanel: Citizen, people: Cast) -> None:
    tea.get(PAPERS)  # the first of a session and of a log write more
    many(kanel, people, 1)
    few = queries(tea, PAPERS)
    many(kanel, people, 40)
    assert queries(tea, PAPERS) == few
    pages = [
        reverse("casework:letter", args=[kanel.code, Letter.objects.order_by("pk")[0].pk]),
        reverse("casework:appointment", args=[kanel.code, Appointment.objects.filter(outcome="")[0].pk]),
        *(reverse(f"casework:{name}", args=[kanel.code]) for name in ("letter_new", "pick_up_new", "appointment_new")),
    ]
    told = {page: queries(tea, page) for page in [PAPERS, *pages]}
    assert max(told.values()) <= MOST, told


def test_papers_show_twenty_letters_and_the_rest_when_asked(tea: Client, kanel: Citizen, people: Cast) -> None:
    for number in range(23):
        letter(kanel, people, f"Brev nummer {number}.")
    told = words(tea.get(PAPERS))
    assert told.count("Brev nummer") == 20
    assert "Vis flere" in told
    assert words(tea.get(PAPERS + "?alle")).count("Brev nummer") == 23


def test_papers_of_an_earlier_course_are_still_here(tea: Client, kanel: Citizen, people: Cast) -> None:
    letter(kanel, people, "Fra det første forløb")
    Case.objects.create(citizen=kanel, number=2, found_on=TODAY, made_at=timezone.now(), by=people.leader)
    assert "Fra det første forløb" in shown(tea, PAPERS)


def test_papers_never_tell_the_alias_or_the_kind_of_place_in_title_or_address(tea: Client, kanel: Citizen) -> None:
    page = shown(tea, PAPERS)
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Papirer og aftaler" in title
    assert "Kanel" not in title


def test_papers_of_somebody_else_do_not_exist(tea: Client, people: Cast) -> None:
    citizen(people, "Havre", "H0H0-H0H0", followed_by=people.colleague)
    assert tea.get("/borgere/H0H0-H0H0/papirer/").status_code == 404
