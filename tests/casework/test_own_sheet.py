"""»Mit ark«: one page in plain words, without a word that tells whoever finds it too much."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.casework.models import Appointment, Citizen, Letter
from fremskudt.casework.rules.contact import Place
from fremskudt.casework.rules.own_sheet import PARTS, PLACES, Part, is_discreet
from tests.casework.lix import lix
from tests.casework.plan_pages import at
from tests.cast import Cast

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.usefixtures("tom_follows")]
EVERYTHING = "&".join(["?print=1", *(f"part={part}" for part in Part)])


def appointment(kanel: Citizen, people: Cast, days: int = 2, **more: Any) -> Appointment:
    told = {"place": "home", "what_for": "Vi ser på brevet", **more}
    return Appointment.objects.create(
        case=kanel.cases.get(), at=timezone.now() + timedelta(days=days), owner=people.therapist,
        made_at=timezone.now(), by=people.therapist, **told,
    )  # fmt: skip


def letter(kanel: Citizen, people: Cast, line: str, days: int = 5, **more: Any) -> Letter:
    return Letter.objects.create(
        case=kanel.cases.get(), line=line, deadline_on=timezone.localdate() + timedelta(days=days),
        owner=people.therapist, made_at=timezone.now(), by=people.therapist, **more,
    )  # fmt: skip


def sheet(client: Client, kanel: Citizen, asked: str = EVERYTHING) -> str:
    response = client.get(at("own_sheet", kanel) + asked)
    assert response.status_code == 200
    return re.sub(r"<[^>]+>", "\n", response.content.decode().split("<main")[1].split("</main>")[0])


def test_own_sheet_holds_the_next_the_people_the_papers_and_what_burns(
    tea: Client, kanel: Citizen, people: Cast, settings: Any
) -> None:
    settings.CONTACT = "20 30 40 50"
    appointment(kanel, people, days=9, what_for="Senere")
    appointment(kanel, people, days=1, what_for="Aflyst", outcome="called_off")
    appointment(kanel, people, days=-1, what_for="I går")
    appointment(kanel, people)
    letter(kanel, people, "Svar på brevet om boligen")
    letter(kanel, people, "En anden gang", days=9)
    letter(kanel, people, "Gjort", days=1, done_at=timezone.now())
    page = sheet(tea, kanel)
    for said in (
        "Det næste", "Hjemme hos dig", "Vi ser på brevet", "Mine folk", "Tea, Tom", "20 30 40 50", "Mine papirer",
        "Svar på brevet om boligen", "Hvis det brænder på", "Er der fare, så ring 112.",
    ):  # fmt: skip
        assert said in page
    for wrong in ("Senere", "Aflyst", "I går", "En anden gang", "Gjort", "Kanel", kanel.code, "Centret"):
        assert wrong not in page
    assert Event.objects.filter(action="own_sheet.print", subject=kanel.key).count() == 1


def test_own_sheet_parts_are_left_out_by_their_ticks(tea: Client, kanel: Citizen, people: Cast) -> None:
    choice = tea.get(at("own_sheet", kanel)).content.decode()
    assert choice.count(" checked") == len(PARTS)
    for part, name in PARTS.items():
        page = sheet(tea, kanel, f"?print=1&part={part}")
        assert [other for other in PARTS.values() if other in page] == [name]
    nothing = tea.get(at("own_sheet", kanel) + "?print=1")
    assert nothing.status_code == 422
    assert "Vælg mindst én del." in nothing.content.decode()


def test_own_sheet_without_anything_to_tell_still_helps(tea: Client, kanel: Citizen) -> None:
    page = sheet(tea, kanel)
    for said in ("Vi har ingen aftale lige nu.", "Der er ingen frist lige nu.", "Telefon: ____"):
        assert said in page


def test_own_sheet_leaves_out_lines_that_tell_too_much_and_says_so(tea: Client, kanel: Citizen, people: Cast) -> None:
    appointment(kanel, people, what_for="Lægesamtale om behandling", place="centre", place_words="Centret i Randers")
    letter(kanel, people, "Svar til Rusmiddelcentret")
    page = sheet(tea, kanel)
    assert "Hos os" in page
    choice = tea.get(at("own_sheet", kanel)).content.decode()
    for told in ("Lægesamtale om behandling", "Centret i Randers", "Svar til Rusmiddelcentret"):
        assert told not in page
        assert told in choice


@pytest.mark.parametrize(
    ("line", "discreet"),
    [
        ("", True), ("Vi ser på brevet", True), ("Sæk med tøj", True), ("STOFFRI", False), ("Hente metadon", False),
        ("Om din afhængighed", False), ("Hos kajen i dag", True), ("Kaffe på Kajen", False), ("Fase 2", False),
    ],
)  # fmt: skip
def test_own_sheet_telling_words(line: str, discreet: bool) -> None:
    assert is_discreet(line, ["på Kajen", ""]) is discreet


def test_own_sheet_own_words_are_easy_and_short(tea: Client, kanel: Citizen, people: Cast) -> None:
    """LIX at most 25, no sentence of more than 15 words, both with and without something to tell."""
    empty = sheet(tea, kanel)
    appointment(kanel, people)
    letter(kanel, people, "Ring om din bolig")
    for page in (empty, sheet(tea, kanel)):
        text = page.split("kommer ikke med.")[1]
        assert lix(text) <= 25, text
        assert all(len(line.split()) <= 15 for line in re.split(r"[.\n]", text))


def test_own_sheet_every_place_has_a_word_without_a_house() -> None:
    assert set(PLACES) == set(Place)
    assert all(is_discreet(word) for word in PLACES.values())


def test_own_sheet_is_neutral_and_asks_few_questions(tea: Client, kanel: Citizen, people: Cast) -> None:
    for number in range(20):
        appointment(kanel, people, days=number + 1)
        letter(kanel, people, f"Brev {number}")
    address = at("own_sheet", kanel) + EVERYTHING
    assert "<title>Mit ark</title>" in tea.get(address).content.decode()
    with CaptureQueriesContext(connection) as queries:
        tea.get(address)
    assert len(queries) <= 15
