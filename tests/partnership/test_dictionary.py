"""The shared dictionary: disputed words, what they mean here, and which houses have signed (F78)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.partnership.models import Term, TermSigning
from fremskudt.partnership.rules import term as rules
from tests.access.agreement_pages import house_elsewhere, term
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, NEW = reverse("partnership:dictionary"), reverse("partnership:term_new")
RETIRE, UNDO = reverse("partnership:term_retire"), reverse("partnership:term_undo")
MEANING = "Noget bliver bedre for personen selv."


def of(name: str, one: Term) -> str:
    return reverse(f"partnership:{name}", args=[one.pk])


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ((False, False, True), ""),
        ((True, True, True), rules.RETIRED),
        ((False, True, True), rules.REPLACED),
        ((False, False, False), rules.NOTHING_TO_SIGN),
    ],
)
def test_term_is_signed_as_the_newest_of_a_word_on_the_list(facts: tuple[bool, bool, bool], reason: str) -> None:
    retired, replaced, speaks = facts
    assert rules.may_sign(is_retired=retired, is_replaced=replaced, speaks_for_any=speaks).reason == reason


def test_term_misses_the_houses_that_are_asked_and_have_not_signed() -> None:
    assert rules.missing([3, 1, 2], {1, 9}) == [3, 2]
    assert rules.missing([], {1}) == []


def test_dictionary_that_is_empty_offers_words_to_the_leader_alone(people: Cast) -> None:
    lea = enter(Client(), people.leader)
    page = shown(lea, LIST)
    for one in rules.SUGGESTIONS:
        assert f">{one.word}</a>" in page
    assert "?forslag=2" in page  # no word in an address
    assert form_at(lea.get(f"{NEW}?forslag=2"), NEW)["word"] == ["forandring"]  # type: ignore[arg-type]
    for odd in ("?forslag=99", "?forslag=-1", "?forslag=x"):
        assert "word" not in form_at(lea.get(f"{NEW}{odd}"), NEW)  # type: ignore[arg-type]
    for user in (people.partner, people.partner_contact, people.professional, people.peer):
        page = shown(enter(Client(), user), LIST)
        assert "Listen er tom." in page
        assert NEW not in page
        assert not [one.word for one in rules.SUGGESTIONS if one.word in page]


def test_term_is_written_once_and_signed_by_each_house(people: Cast) -> None:
    lea, karla = enter(Client(), people.leader), enter(Client(), people.partner_contact)
    for _press in range(2):
        assert fill(lea, NEW, word="forandring", meaning=MEANING, we_say="noget rykker sig").status_code == 302
    one = Term.objects.get()
    assert Event.objects.filter(action="term.write", subject=f"org:{one.municipality_id}").count() == 1
    assert "Mangler at skrive under: Værestedet Kajen." in words(lea.get(LIST))  # type: ignore[arg-type]
    assert "1 venter på din underskrift." in shown(karla, reverse("partnership:cooperation"))
    page = karla.get(of("term", one))
    for said in (MEANING, "noget rykker sig", "Er I enige? Så skriv under for Værestedet Kajen."):
        assert said in words(page)  # type: ignore[arg-type]
    assert send_from(karla, page, of("term_sign", one)).status_code == 302  # type: ignore[arg-type]
    assert karla.post(of("term_sign", one)).status_code == 302  # pressed twice, it is one
    assert TermSigning.objects.count() == 2
    assert Event.objects.filter(action="term.sign").count() == 1
    page = words(enter(Client(), people.partner).get(LIST))  # type: ignore[arg-type]
    assert "Alle har skrevet under." in page
    page = words(enter(Client(), people.peer).get(of("term", one)))  # type: ignore[arg-type]
    assert "Værestedet Kajen: Karla" in page
    assert "Randers: Lea" in page


def test_term_written_anew_asks_every_house_again_and_the_old_stays(people: Cast) -> None:
    lea, karla = enter(Client(), people.leader), enter(Client(), people.partner_contact)
    old = term(people, "Randers")
    karla.post(of("term_sign", old))
    for _press in range(2):
        assert fill(lea, of("term_edit", old), meaning="Det, personen selv mærker.").status_code == 302
    new = Term.objects.get(replaces=old)
    page = words(karla.get(LIST))  # type: ignore[arg-type]
    assert "Det, personen selv mærker." in page
    assert MEANING not in page
    assert "Mangler at skrive under: Værestedet Kajen." in page
    assert MEANING in words(karla.get(of("term", new)))  # type: ignore[arg-type]  # »Før stod der«
    late = karla.post(of("term_sign", old))
    assert late.status_code == 409
    assert rules.REPLACED in words(late)  # type: ignore[arg-type]
    line = enter(Client(), people.second_leader)
    late = fill(line, of("term_edit", old), meaning="Noget helt tredje.")
    assert late.status_code == 409
    assert rules.REPLACED in words(late)
    assert form_at(late, of("term_edit", old))["meaning"] == ["Noget helt tredje."]
    assert Term.objects.count() == 2


def test_term_is_signed_by_a_strong_log_in_of_the_same_town(people: Cast) -> None:
    one, far = term(people, "Randers"), term(people, "Vejle")
    weak = enter(Client(), people.partner_contact, Strength.LINK)
    assert weak.post(of("term_sign", one)).headers["Location"] == reverse("access:strengthen")
    assert weak.get(of("term", one)).status_code == 200
    assert of("term_sign", one) not in shown(weak, of("term", one))
    karla, lea = enter(Client(), people.partner_contact), enter(Client(), people.leader)
    for client in (karla, lea):
        assert client.get(of("term", far)).status_code == client.post(of("term_sign", far)).status_code == 404
    assert lea.get(of("term_edit", far)).status_code == lea.post(RETIRE, {"row": far.pk}).status_code == 404
    for user in (people.partner, people.professional, people.peer):
        assert enter(Client(), user).post(of("term_sign", one)).status_code == 403
    finn = person("Finn", house_elsewhere(people), Role.PARTNER_CONTACT)
    assert enter(Client(), finn).post(of("term_sign", one)).status_code == 404
    assert not TermSigning.objects.exists()
    assert "Vejle" not in shown(lea, LIST)


def test_term_is_taken_off_and_put_back_within_ten_minutes(people: Cast) -> None:
    one, lea = term(people, "Randers"), enter(Client(), people.leader)
    for _press in range(2):
        assert lea.post(RETIRE, {"row": one.pk}).status_code == 302
    assert "»forandring« er taget af listen." in shown(lea, LIST)
    assert MEANING not in shown(enter(Client(), people.partner), LIST)
    late = enter(Client(), people.partner_contact).post(of("term_sign", one))
    assert late.status_code == 409
    assert rules.RETIRED in words(late)  # type: ignore[arg-type]
    for _press in range(2):
        assert lea.post(UNDO, {"row": one.pk}).status_code == 302
    assert MEANING in shown(enter(Client(), people.partner), LIST)
    assert Event.objects.filter(action__in=["term.retire", "term.undo"]).count() == 2
    lea.post(RETIRE, {"row": one.pk})
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        lea.post(UNDO, {"row": one.pk})
    one.refresh_from_db()
    assert one.retired_at is not None


def test_term_that_was_written_again_meanwhile_is_not_put_back(people: Cast) -> None:
    one, lea = term(people, "Randers"), enter(Client(), people.leader)
    lea.post(RETIRE, {"row": one.pk})
    fill(lea, NEW, word="Forandring", meaning="Noget andet.")
    assert lea.post(UNDO, {"row": one.pk}).status_code == 302
    assert Term.objects.filter(retired_at=None).count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"word": ""}, "Skriv ordet."),
        ({"word": "x" * 61}, "højst 60 tegn"),
        ({"word": "FORANDRING"}, "Ordet står på listen. Skriv det om dér."),
        ({"meaning": " "}, "Skriv, hvad ordet betyder hos jer."),
        ({"meaning": "Det, Jens Hansen gjorde"}, "Det ligner et navn."),
        ({"we_say": "x" * 61}, "højst 60 tegn"),
        ({"house": "987654"}, ""),
    ],
)
def test_term_form_says_what_is_wrong(people: Cast, wrong: dict[str, Any], said: str) -> None:
    term(people, "Randers")
    told = {"word": "parathed", "meaning": "Hvad der skal være på plads.", **wrong}
    response = fill(enter(Client(), people.leader), NEW, **told)
    assert response.status_code == 422
    assert said in words(response)
    assert form_at(response, NEW).get("meaning", [""])[0].strip() == told["meaning"].strip()
    assert Term.objects.count() == 1


def test_dictionary_asks_the_database_as_often_for_many_as_for_one(people: Cast) -> None:
    karla, counts = enter(Client(), people.partner_contact), []
    karla.get(LIST)  # the first visit notes that the screen is in use
    for n in (1, 12):
        for at in range(n):
            one = term(people, "Randers", f"ord {n} {at}")
            TermSigning.objects.create(term=one, organisation=people.drop_in, at=timezone.now(), by=people.leader)
        with CaptureQueriesContext(connection) as asked:
            shown(karla, LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
