"""The administrator says which instruments the municipality may use, on whose word; and that it may no more (A5)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.basics.verdict import NotNow
from fremskudt.instruments import get
from fremskudt.surveys.actions import licence as actions
from fremskudt.surveys.models import LicenceYes
from fremskudt.surveys.rules.licence import may_confirm, may_end
from fremskudt.surveys.selectors.asked import asked_of, why_not
from tests.casework.field import citizen
from tests.cast import Cast, enter
from tests.surveys.asking_field import licence, says_yes, study_with_wave
from tests.surveys.page_form import fields_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST = "surveys:licences"


@pytest.fixture
def ada(people: Cast) -> Client:
    return enter(Client(), people.administrator)


def address(people: Cast, name: str, slug: str = "progression", town: str = "Randers") -> str:
    return reverse(f"surveys:{name}", args=[people.municipalities[town].pk, slug])


@pytest.mark.parametrize(
    ("is_free", "stands", "allowed"), [(False, False, True), (False, True, False), (True, False, False)]
)
def test_licence_rules(is_free: bool, stands: bool, allowed: bool) -> None:
    assert bool(may_confirm(is_free=is_free, stands=stands)) is allowed
    assert bool(may_end(stands=stands)) is stands


def test_licence_the_list_names_holder_terms_and_state(ada: Client, people: Cast) -> None:
    text = ada.get(reverse(LIST)).content.decode()
    assert "Research Into Recovery" in text
    assert "Ordlyden må ikke ændres." in text
    assert "Licensen er ikke bekræftet her." in text
    assert "Slå til: Progressionsskema" in text
    licence(people.municipalities["Randers"], "progression", by=people.administrator)
    text = ada.get(reverse(LIST)).content.decode()
    assert "Mail fra rettighedshaveren, i journalen" in text
    assert "Bekræftet af Ada den" in text
    assert "Slå fra: Progressionsskema" in text


def test_licence_is_confirmed_with_the_words_on_whose_permission(ada: Client, people: Cast) -> None:
    page = ada.get(address(people, "licence_confirm"))
    assert {name: text.strip() for name, text in fields_of(page).items()} == {"words": ""}
    done = ada.post(address(people, "licence_confirm"), {"words": " Mail fra VIVE 3. maj 2026, sag 26/1234 "})
    assert (done.status_code, done["Location"]) == (302, reverse(LIST))
    made = LicenceYes.objects.get()
    assert (made.municipality.name, made.instrument, made.words, made.by.name, made.ended_at) == (
        "Randers", "progression", "Mail fra VIVE 3. maj 2026, sag 26/1234", "Ada", None,
    )  # fmt: skip
    event = Event.objects.get(action="licence.confirm")
    assert (event.subject, event.fields) == ("instrument:progression", "free_text")
    assert "Skemaet er slået til." in ada.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize(("words", "why"), [("", "Skriv, hvem der har givet lov"), ("x" * 301, "Skriv det kortere")])
def test_licence_without_words_is_not_confirmed_and_what_was_typed_stays(
    ada: Client, people: Cast, words: str, why: str
) -> None:
    page = ada.post(address(people, "licence_confirm"), {"words": words})
    assert page.status_code == 422
    assert why in page.content.decode()
    assert words in page.content.decode()
    assert not LicenceYes.objects.exists()


def test_licence_pressed_twice_stands_once(ada: Client, people: Cast) -> None:
    for _ in range(2):
        done = ada.post(address(people, "licence_confirm"), {"words": "Mail"})
    assert done.status_code == 409
    assert "Skemaet er slået til i forvejen." in done.content.decode()
    assert LicenceYes.objects.count() == Event.objects.filter(action="licence.confirm").count() == 1


def test_licence_of_two_who_confirm_at_once_one_does(people: Cast) -> None:
    """Both have looked; the second asks the rows again, under the lock."""
    randers, progression = people.municipalities["Randers"], get("progression")
    actions.confirm(municipality=randers, instrument=progression, words="Mail", by=people.administrator)
    with pytest.raises(NotNow):
        actions.confirm(municipality=randers, instrument=progression, words="Brev", by=people.administrator)


def test_licence_lets_people_be_asked_and_its_end_stops_it(ada: Client, people: Cast) -> None:
    wave = study_with_wave(people, is_licensed=False)
    one = citizen(people, "Kanel", "FFFF1111", followed_by=people.therapist)
    says_yes(people, one, wave.study)
    assert not why_not(asked_of(one, wave))
    ada.post(address(people, "licence_confirm"), {"words": "Mail"})
    assert why_not(asked_of(one, wave))
    page = ada.get(address(people, "licence_end"))
    assert "1 runde står stille: Undersøgelsen maaling." in " ".join(page.content.decode().split())
    done = ada.post(address(people, "licence_end"))
    assert done["Location"] == reverse(LIST)
    assert not why_not(asked_of(one, wave))
    assert LicenceYes.objects.get().ended_at is not None
    assert Event.objects.filter(action="licence.end").count() == 1


def test_licence_looking_at_the_end_ends_nothing(ada: Client, people: Cast) -> None:
    licence(people.municipalities["Randers"], "progression", by=people.administrator)
    page = ada.get(address(people, "licence_end"))
    assert "Ingen runde er i gang eller på vej med det." in page.content.decode()
    assert LicenceYes.objects.get().ended_at is None


def test_licence_that_does_not_stand_cannot_end(ada: Client, people: Cast) -> None:
    assert ada.get(address(people, "licence_end")).status_code == 409
    assert ada.post(address(people, "licence_end")).status_code == 409


def test_licence_can_be_confirmed_again_after_its_end(ada: Client, people: Cast) -> None:
    for words in ("Mail", "Brev"):
        ada.post(address(people, "licence_confirm"), {"words": words})
        ada.post(address(people, "licence_end"))
    assert LicenceYes.objects.filter(ended_at__isnull=False).count() == 2


def test_licence_beyond_reach_does_not_exist(ada: Client, people: Cast) -> None:
    for name in ("licence_confirm", "licence_end"):
        for wrong in (address(people, name, town="Vejle"), address(people, name, "findes-ikke")):
            assert ada.get(wrong).status_code == ada.post(wrong, {"words": "Mail"}).status_code == 404
    licence(people.municipalities["Vejle"], "progression", by=people.administrator_elsewhere)
    assert "Bekræftet af" not in ada.get(reverse(LIST)).content.decode()


def test_licence_the_list_asks_the_same_few_questions(ada: Client, people: Cast) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            ada.get(reverse(LIST))
        return len(asked)

    questions()
    none = questions()
    for slug in ("progression", "start", "running"):
        licence(people.municipalities["Randers"], slug, by=people.administrator)
    assert questions() == none <= 15
