"""Looked for before one is made, and looked through later; near ones are asked, never blocked."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.access.models import Area, Event
from fremskudt.casework.actions import identity as identities
from fremskudt.casework.models import (
    Appointment,
    Citizen,
    NotSame,
)  # fmt: skip
from tests.casework.duplicates import CODES, NEW, PAIRS, hidden, one, page, text
from tests.casework.test_citizen import bar, open_door
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


# before one is made


def test_new_is_searched_for_first_and_made_by_the_next_press(tea: Client, people: Cast) -> None:
    assert "Søg først, så ingen bliver oprettet to gange." in text(tea.get(NEW))
    answer = tea.post(NEW, {"alias": "Kanel", "first_name": "Bo", "birth_year": "1970", "seen": ""})
    assert "Ingen ligner" in text(answer)
    assert not Citizen.objects.exists()
    sent = hidden(answer)
    assert "first_name" not in sent
    assert tea.post(NEW, sent).status_code == 302
    made = Citizen.objects.get()
    assert (made.alias, made.birth_year) == ("Kanel", 1970)
    assert made.code in text(tea.post(NEW, sent))  # pressed twice: the one that was made is shown
    assert Citizen.objects.count() == 1


def test_new_shows_those_who_look_alike_and_asks(tea: Client, people: Cast) -> None:
    alike = one(people, "Lanterne", people.therapist)
    also = one(people, "Havre", people.therapist)
    identities.write(citizen=also, name="Christian Prøve", by=people.therapist)
    one(people, "Ugle", people.therapist)
    answer = tea.post(NEW, {"alias": "Lantærne", "first_name": "Kristian"})
    assert "To ligner hinanden. Se dem, før du går videre." in text(answer)
    assert set(CODES.findall(text(answer))) == {alike.code, also.code}
    for words in ("Dæknavnene ligner hinanden", "Navnene lyder ens", "Det er en anden. Opret Lantærne"):
        assert words in text(answer)
    for word in ("Kristian", "Christian", "Prøve"):
        assert word not in text(answer)
    told = Event.objects.filter(action="duplicates.read").order_by("number")
    assert {event.subject for event in told} == {people.therapist.key, alike.key, also.key}
    assert {(event.purpose, event.fields) for event in told} == {("care", "coded,identifying")}
    assert tea.post(NEW, hidden(answer)).status_code == 302
    made = Citizen.objects.get(alias="Lantærne")
    assert {pair.first for pair in NotSame.objects.filter(second=made)} == {alike, also}
    assert not CODES.findall(text(tea.get(PAIRS)))


def test_new_is_not_made_past_somebody_who_was_not_shown(tea: Client, people: Cast) -> None:
    answer = tea.post(NEW, {"alias": "Lanterne"})
    late = one(people, "Lantærne", people.therapist)
    again = tea.post(NEW, hidden(answer))
    assert again.status_code == 200
    assert late.code in text(again)
    assert Citizen.objects.count() == 1
    assert tea.post(NEW, {"alias": "Lanterne", "create": "yes"}).status_code == 200
    assert tea.post(NEW, hidden(again)).status_code == 302


def test_new_compares_birth_year_and_area_and_only_what_the_reader_sees(tea: Client, people: Cast) -> None:
    town = people.municipalities["Randers"]
    harbour, north = (Area.objects.create(municipality=town, name=name) for name in ("Havnen", "Nord"))
    mine = one(people, "Ugle", people.therapist, 1970)
    Appointment.objects.create(
        case=mine.cases.get(), at=timezone.now(), place="outdoors", area=harbour, owner=people.therapist,
        made_at=timezone.now(), by=people.therapist,
    )  # fmt: skip
    sent = {"alias": "Havre", "birth_year": "1970"}
    assert mine.code in text(tea.post(NEW, {**sent, "area": harbour.pk}))
    for other in ({"area": north.pk}, {"area": ""}, {"area": harbour.pk, "birth_year": "1969"}):
        assert mine.code not in text(tea.post(NEW, {**sent, **other}))
    assert tea.post(NEW, {**sent, "area": "0"}).status_code == 422
    for alias, who in (("Lanterne", people.colleague), ("Laterner", None)):
        hid = one(people, alias, who)
        assert hid.code not in text(tea.post(NEW, {"alias": "Laterne"}))
    open_door(hid, people.therapist)
    barred = one(people, "Lantern", people.therapist)
    bar(people, barred, people.therapist)
    elsewhere = one(people, "Lantærner", people.therapist, municipality="Vejle")
    shown = text(tea.post(NEW, {"alias": "Lanterner"}))
    assert not {hid.code, barred.code, elsewhere.code} & set(CODES.findall(shown))


def test_new_of_a_leader_compares_aliases_of_the_town_and_never_names(client: Client, people: Cast) -> None:
    alike = one(people, "Lanterne", people.therapist)
    named = one(people, "Havre", people.therapist)
    identities.write(citizen=named, name="Kristian", by=people.therapist)
    enter(client, people.leader)
    assert "Fornavn" not in text(client.get(NEW))
    answer = client.post(NEW, {"alias": "Laterne", "first_name": "Kristian"})
    assert set(CODES.findall(text(answer))) == {alike.code}
    assert f'href="{page("citizen", alike.code)}"' not in text(answer)  # by code and alias, not the page
    event = Event.objects.get(action="duplicates.read")
    assert (event.subject, event.purpose, event.fields) == (alike.key, "administration", "coded")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"birth_year": "1899"}, "Skriv et årstal mellem 1900 og i år"),
        ({"birth_year": "3000"}, "Skriv et årstal mellem 1900 og i år"),
        ({"birth_year": "halvfjerds"}, "Skriv et årstal mellem 1900 og i år"),
        ({"first_name": "x" * 61}, "højst 60 tegn"),
        ({"alias": ""}, "Skriv et dæknavn."),
    ],
)
def test_new_keeps_what_was_written_beside_what_is_wrong(
    tea: Client, people: Cast, wrong: dict[str, str], said: str
) -> None:
    sent = {"alias": "Kanel", "birth_year": "1970", "first_name": "Bo", **wrong}
    answer = tea.post(NEW, sent)
    assert answer.status_code == 422
    assert said in text(answer)
    for value in sent.values():
        assert f'value="{value}"' in text(answer) or not value
    assert not Citizen.objects.exists()


def test_new_asks_the_same_number_of_questions_for_many(tea: Client, people: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert tea.post(NEW, {"alias": "Lanterner", "first_name": "Kristian"}).status_code == 200
        return len(found)

    first = one(people, "Lanterne", people.therapist)
    identities.write(citizen=first, name="Kristian", by=people.therapist)
    cost()
    few = cost()
    for number in range(20):
        made = one(people, f"Havre {'abcdefghijklmnopqrstu'[number]}", people.therapist)
        identities.write(citizen=made, name="Christian", by=people.therapist)
    assert cost() == few <= 15


# the list of pairs


def test_pairs_are_those_of_the_reader(tea: Client, people: Cast) -> None:
    mine = [one(people, "Lanterne", people.therapist), one(people, "Laterne", people.therapist)]
    one(people, "Lantern", people.colleague)
    shown = text(tea.get(PAIRS))
    assert set(CODES.findall(shown)) == {citizen.code for citizen in mine}
    assert "Dæknavnene ligner hinanden" in shown
    told = Event.objects.filter(action="duplicates.read").values_list("subject", flat=True)
    assert set(told) == {people.therapist.key, *(citizen.key for citizen in mine)}
    lea = text(enter(Client(), people.leader).get(PAIRS))
    assert len(set(CODES.findall(lea))) == 3


def test_pairs_by_name_are_found_without_a_name_on_the_page(tea: Client, people: Cast) -> None:
    both = [one(people, "Kanel", people.therapist), one(people, "Havre", people.therapist)]
    for citizen, name in zip(both, ("Sofie Prøve", "Sophie Proeve"), strict=True):
        identities.write(citizen=citizen, name=name, by=people.therapist)
    shown = text(tea.get(PAIRS))
    assert "Navnene lyder ens" in shown
    assert "Sofie" not in shown
    assert "Navnene lyder ens" not in text(enter(Client(), people.leader).get(PAIRS))


def test_pairs_that_are_not_the_same_are_never_shown_again(tea: Client, people: Cast) -> None:
    first, second = one(people, "Lanterne", people.therapist), one(people, "Laterne", people.therapist)
    for _press in range(2):
        assert tea.post(page("not_same", second.code, first.code)).status_code == 302
    assert NotSame.objects.get().first == first
    assert Event.objects.filter(action="merge.not_same").count() == 2
    assert not CODES.findall(text(tea.get(PAIRS)))


def test_pairs_cost_the_same_for_many(tea: Client, people: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            assert tea.get(PAIRS).status_code == 200
        return len(found)

    one(people, "Lanterne", people.therapist)
    one(people, "Laterne", people.therapist)
    cost()
    few = cost()
    for letter in "abcdefghijklmnopqrstu":
        one(people, f"Lanterne{letter}", people.therapist)
    assert cost() == few <= 15


def test_pairs_by_code_are_found_in_any_spelling_and_only_within_sight(tea: Client, people: Cast) -> None:
    first, second = one(people, "Kanel", people.therapist), one(people, "Havre", people.therapist)
    hid = one(people, "Ugle", people.colleague)
    sent = {"first": first.code.lower(), "second": second.code.replace("-", "")}
    assert tea.post(PAIRS, sent).url == page("merge", first.code, second.code)
    wrongs = [{"second": hid.code}, {"second": first.code}, {"second": "ZZZZ-9999"}, {"first": ""}, {"first": "x" * 31}]
    for wrong in wrongs:
        answer = tea.post(PAIRS, {**sent, **wrong})
        assert answer.status_code == 422
        assert hid.alias not in text(answer)
