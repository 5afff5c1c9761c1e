"""A partner's own proposals and what became of them (F77)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from fremskudt.partnership.models import Proposal, ProposalAnswer
from fremskudt.partnership.rules import proposal as rules
from tests.access.agreement_pages import house_elsewhere
from tests.casework.pages import fill, form_at, send_from, shown, words
from tests.cast import Cast, enter, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIST, BACK = reverse("partnership:proposals"), reverse("partnership:proposal_take_back")
COOPERATION = reverse("partnership:cooperation")
STOPPED = "Det ligner et navn. Skriv et andet ord, så gemmer vi."


def of(proposal: Proposal) -> str:
    return reverse("partnership:proposal_answer", args=[proposal.pk])


def propose(client: Client, title: str = "Fælles gåtur", **more: Any) -> Proposal:
    assert send_from(client, client.get(LIST), LIST, title=title, **more).status_code == 302  # type: ignore[arg-type]
    return Proposal.objects.get(title=title)


@pytest.mark.parametrize("is_mine", [True, False])
@pytest.mark.parametrize("is_answered", [True, False])
def test_proposal_is_taken_back_by_its_writer_until_it_is_answered(is_mine: bool, is_answered: bool) -> None:
    assert bool(rules.may_take_back(is_mine=is_mine, is_answered=is_answered)) is (is_mine and not is_answered)
    assert bool(rules.may_answer(is_taken_back=is_answered)) is not is_answered


def test_proposal_is_written_once_and_answered_as_it_goes(people: Cast) -> None:
    palle, lea = enter(Client(), people.partner, Strength.LINK), enter(Client(), people.leader)
    idea = propose(palle, words="Hver torsdag")
    propose(palle, words="Hver torsdag")
    assert Event.objects.filter(action="proposal.make").count() == 1
    assert "Et forslag venter på svar." in shown(lea, reverse("partnership:partners"))
    page = shown(lea, reverse("partnership:partner", args=[people.drop_in.pk]))
    assert "Fælles gåtur" in page
    assert "Palle" not in page  # their house, and not who
    for kind, why in (("seen", ""), ("trying", "Vi går en tur i april"), ("trying", "Vi går en tur i april")):
        assert fill(lea, of(idea), kind=kind, why=why).status_code == 302
    assert ProposalAnswer.objects.count() == Event.objects.filter(action="proposal.answer").count() == 2
    for user in (people.partner, people.partner_contact):
        page = words(enter(Client(), user).get(LIST))  # type: ignore[arg-type]
        assert page.index("Vi prøver det: Vi går en tur i april") < page.index("Set")
    assert "Vi prøver det" in shown(palle, COOPERATION)
    assert "Fælles gåtur" not in shown(enter(Client(), people.professional), LIST)


def test_proposal_is_taken_back_until_it_is_answered(people: Cast) -> None:
    palle, lea = enter(Client(), people.partner), enter(Client(), people.leader)
    first, second = propose(palle), propose(palle, "Kaffe i haven")
    assert enter(Client(), people.partner_contact).post(BACK, {"row": first.pk}).status_code == 409
    for _press in range(2):
        assert palle.post(BACK, {"row": first.pk}).status_code == 302
    assert "Fælles gåtur" not in shown(palle, LIST)
    late = lea.post(of(first), {"kind": "seen"})
    assert late.status_code == 409
    assert rules.TAKEN_BACK in words(late)  # type: ignore[arg-type]
    lea.post(of(second), {"kind": "seen"})
    assert "Tag tilbage" not in shown(palle, LIST)
    late = palle.post(BACK, {"row": second.pk})
    assert late.status_code == 409
    assert rules.ANSWERED in words(late)  # type: ignore[arg-type]


def test_proposal_of_another_house_or_town_is_nobodys(people: Cast) -> None:
    idea = propose(enter(Client(), people.partner))
    finn = enter(Client(), person("Finn", house_elsewhere(people), Role.PARTNER))
    assert finn.post(BACK, {"row": idea.pk}).status_code == 404
    assert enter(Client(), people.professional).post(BACK, {"row": idea.pk}).status_code == 404
    elsewhere = enter(Client(), people.leader_elsewhere)
    assert elsewhere.get(of(idea)).status_code == elsewhere.post(of(idea), {"kind": "seen"}).status_code == 404
    for user in (people.partner, people.partner_contact, people.therapist, people.steering):
        assert enter(Client(), user).post(of(idea), {"kind": "seen"}).status_code == 403
    assert not ProposalAnswer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "Skriv forslaget med få ord."),
        ({"title": "x" * 101}, "højst 100 tegn"),
        ({"title": "Besøg Jens Hansen"}, STOPPED),
        ({"words": "Ring 22 33 44 55"}, "Det ligner et nummer eller en adresse."),
        ({"words": "x " * 900}, "højst 1500 tegn"),
        ({"house": "987654"}, "Vælg en fra listen."),
    ],
)
def test_proposal_form_says_what_is_wrong(people: Cast, wrong: dict[str, str], said: str) -> None:
    palle = enter(Client(), people.partner)
    response = fill(palle, LIST, **{"title": "Gåtur", "words": "<i>Frisk luft</i>", **wrong})
    assert response.status_code == 422
    assert said in words(response) or "house" in wrong  # a hidden field has no sentence of its own
    assert form_at(response, LIST).get("words", [""])[0].strip() == wrong.get("words", "<i>Frisk luft</i>").strip()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": ""}, "Vælg et svar."),
        ({"kind": "måske"}, "Vælg et svar."),
        ({"kind": "not_now"}, "Skriv grunden. Huset har ret til at kende den."),
        ({"why": "Fordi Jens Hansen sagde det"}, STOPPED),
        ({"why": "x" * 501}, "højst 500 tegn"),
    ],
)
def test_proposal_answer_says_what_is_wrong(people: Cast, wrong: dict[str, str], said: str) -> None:
    idea = propose(enter(Client(), people.partner))
    response = fill(enter(Client(), people.leader), of(idea), **{"kind": "seen", "why": "", **wrong})
    assert response.status_code == 422
    assert said in words(response)
    assert not ProposalAnswer.objects.exists()
