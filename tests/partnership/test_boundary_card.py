"""A peer's own card: written and signed by the peer, said yes to by the leader, the ones before it kept (F81)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from fremskudt.access.models import Event
from fremskudt.access.roles import Role
from fremskudt.partnership.actions import boundary_card as actions
from fremskudt.partnership.models import BoundaryCard
from fremskudt.partnership.rules import boundary_card as rules
from tests.access.peer_pages import card
from tests.casework.lix import lix
from tests.casework.pages import fill, form_at, shown, words
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OWN, EDIT = reverse("partnership:boundary_card"), reverse("partnership:boundary_card_edit")
PRINT, LIST = reverse("partnership:boundary_card_print"), reverse("partnership:boundary_cards")
DOES, DOES_NOT = "Jeg sidder med i køkkenet.", "Jeg holder ikke øje med medicin."


def sign_at(one: BoundaryCard) -> str:
    return reverse("partnership:boundary_card_sign", args=[one.pk])


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("is_newest", [True, False])
def test_boundary_card_is_signed_by_another_as_it_stands(is_own: bool, is_newest: bool) -> None:
    assert bool(rules.may_sign(is_own=is_own, is_newest=is_newest)) is (is_newest and not is_own)


@pytest.mark.parametrize(
    ("text", "is_whom_to_call", "is_kept"),
    [
        ("Jeg følges ad.", False, True),
        ("Jeg taler ikke med Jens.", False, False),
        ("Lea Holm, 22 33 44 55", True, True),
        ("Lea Holm, 22 33 44 55", False, False),
        ("120384-1234", True, False),
        ("K7M4-Q2RX", True, False),
    ],
)
def test_boundary_card_tells_of_no_one_but_a_colleague_to_call(text: str, is_whom_to_call: bool, is_kept: bool) -> None:
    assert (not rules.sentence_against(text, is_whom_to_call=is_whom_to_call)) is is_kept


def test_boundary_card_is_written_signed_and_waits_for_the_leader(people: Cast) -> None:
    pia, lea = enter(Client(), people.peer), enter(Client(), people.leader)
    assert EDIT in shown(pia, OWN)
    assert "Kortet er ikke skrevet endnu." in shown(pia, PRINT)
    assert "Har ikke skrevet sit kort endnu." in shown(lea, LIST)
    for _press in range(2):
        assert fill(pia, EDIT, does=DOES, does_not=DOES_NOT, calls="Lea 22 33 44 55").status_code == 302
    stands = BoundaryCard.objects.get()
    assert (stands.user, stands.leader_signed_at) == (people.peer, None)
    assert Event.objects.filter(action="boundary_card.write", subject=people.peer.key).count() == 1
    assert "Kortet mangler din leders ja." in shown(pia, OWN)
    assert sign_at(stands) in shown(lea, LIST)
    assert "Mangler dit ja" in shown(lea, LIST)
    page = words(lea.get(sign_at(stands)))  # type: ignore[arg-type]
    assert DOES in page
    assert DOES_NOT in page
    line = enter(Client(), people.second_leader)
    for leader in (lea, line):
        assert leader.post(sign_at(stands)).status_code == 302
    stands.refresh_from_db()
    assert stands.leader == people.leader  # the first stands
    assert Event.objects.filter(action="boundary_card.sign", subject=people.peer.key).count() == 1
    for address in (OWN, PRINT):
        page = shown(pia, address)
        assert "Lea sagde ja" in page
        assert "Kortet mangler" not in page


def test_boundary_card_written_anew_waits_again_and_keeps_the_old(people: Cast) -> None:
    pia, old = enter(Client(), people.peer), card(people.peer)
    actions.sign(card=old, by=people.leader)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert fill(pia, EDIT, does_not="Jeg bærer ikke beskeder.").status_code == 302
        lea = enter(Client(), people.leader)
        assert lea.post(sign_at(old)).status_code == 302  # already said, nothing happens
        page = shown(pia, OWN)
    assert "Før (1)" in page
    assert "Holder ikke øje." in page
    assert "Kortet mangler din leders ja." in page
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        waiting = BoundaryCard.objects.first()
        assert waiting is not None
        assert fill(pia, EDIT, does="Jeg følges ad.").status_code == 302
        lea = enter(Client(), people.leader)
        refused = lea.post(sign_at(waiting))
        assert refused.status_code == 409
        assert "Kortet er skrevet om imens. Læs det nye." in refused.content.decode()
        assert "Kortet er skrevet om imens." in shown(lea, sign_at(waiting))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"does_not": ""}, "Skriv én ting, du ikke skal."),
        ({"does": " "}, "Skriv én ting, du gør."),
        ({"does": "Jeg besøger Jens"}, "Det ligner et navn."),
        ({"does_not": "Ringer ikke 22 33 44 55"}, "Det ligner et nummer eller en adresse."),
        ({"does": "x " * 900}, "højst 800 tegn. Intet er slettet."),
        ({"calls": "Lea 120384-1234"}, "Det ligner et nummer eller en adresse."),
    ],
)
def test_boundary_card_form_says_what_is_wrong_and_keeps_what_was_typed(
    people: Cast, wrong: dict[str, Any], said: str
) -> None:
    pia = enter(Client(), people.peer)
    response = fill(pia, EDIT, **{"does": DOES, "does_not": DOES_NOT, **wrong})
    assert response.status_code == 422
    assert said in response.content.decode()
    kept = form_at(response, EDIT)
    assert kept["does_not"] == [wrong.get("does_not", DOES_NOT)]
    assert not BoundaryCard.objects.exists()


def test_boundary_card_is_read_by_its_own_and_the_towns_leaders_alone(people: Cast) -> None:
    one = card(people.peer)
    viggo = enter(Client(), people.leader_elsewhere)
    assert viggo.get(sign_at(one)).status_code == viggo.post(sign_at(one)).status_code == 404
    assert "Pia" not in shown(viggo, LIST)
    for user in (people.therapist, people.partner, people.professional, people.dpo, people.steering):
        client = enter(Client(), user)
        assert client.get(LIST).status_code == client.get(sign_at(one)).status_code == 403
        assert client.get(OWN).status_code == 403
    other = person("Per", people.centre, Role.PEER)
    assert "Holder ikke øje" not in shown(enter(Client(), other), OWN)
    people.peer.memberships.all().delete()
    assert enter(Client(), people.leader).get(sign_at(one)).status_code == 404  # a peer no more


def test_boundary_card_is_not_signed_by_its_own_writer(people: Cast) -> None:
    one = card(people.leader)
    person_seat = people.peer.memberships.get()
    person_seat.user = people.leader
    person_seat.save()
    refused = enter(Client(), people.leader).post(sign_at(one))
    assert refused.status_code == 409
    assert "Du kan ikke sige ja til dit eget kort." in refused.content.decode()


def test_boundary_cards_ask_the_same_however_many_there_are(people: Cast) -> None:
    def n_asked() -> int:
        lea = enter(Client(), people.leader)
        lea.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert lea.get(LIST).status_code == 200
        return len(asked)

    card(people.peer)
    before = n_asked()
    for number in range(12):
        card(person(f"Peer{number}", people.centre, Role.PEER))
    assert n_asked() == before <= 15


def test_boundary_card_is_in_plain_words(people: Cast) -> None:
    card(people.peer)
    pia, text = enter(Client(), people.peer), ""
    for address in (OWN, EDIT, PRINT):
        main = shown(pia, address).split("<main")[1].split("</main")[0]
        text += "\n".join(part.strip() for part in html.fromstring(f"<main{main}</main>").itertext() if part.strip())
    assert lix(text) <= 30, lix(text)
