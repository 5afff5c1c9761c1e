"""The conversation cards: five thoughts, plain words, nothing that presses and nothing about drugs (F80)."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from fremskudt.access.models import Event
from fremskudt.access.strength import Strength
from fremskudt.partnership.rules.card import CARDS
from tests.casework.lix import lix
from tests.casework.pages import shown
from tests.cast import Cast, enter

LIST, PRINT = reverse("partnership:cards"), reverse("partnership:cards_print")
# What is never said here: drugs and treatment (screens.md 6), a script that presses, more than can be held.
NEVER = re.compile(r"stof|rusmid|misbrug|behandl|afhængig|fase|tilbagefald|du bør|du skal sige|aldrig|altid svar|!")


def test_cards_are_five_and_say_one_thing_each() -> None:
    assert len(CARDS) == len({card.thought for card in CARDS}) == 5
    for said in (
        "Sig, hvad du ser. Ikke hvad du tror.", "Spørg: Vil du have, at jeg bliver?",
        "Lov ikke mere, end du kan holde.",
    ):  # fmt: skip
        assert said in {card.thought for card in CARDS}


@pytest.mark.parametrize("number", range(5))
def test_card_is_in_plain_words_and_presses_nobody(number: int) -> None:
    card = CARDS[number]
    text = "\n".join((card.thought, card.begin, card.promise, card.boundary))
    assert lix(text) <= 30, lix(text)
    assert not NEVER.search(text.lower())
    assert all(len(sentence.split()) <= 15 for sentence in re.split(r"[.?:]", text))


@pytest.mark.database
@pytest.mark.django_db
def test_cards_are_read_by_all_who_meet_people_and_printed(people: Cast) -> None:
    for user in (people.partner, people.partner_contact, people.professional, people.peer, people.therapist):
        page = shown(enter(Client(), user), LIST)
        assert page.count('class="card"') == 5
        main = page.split("<main")[1].split("</main")[0]
        assert not NEVER.search(re.sub(r"<[^>]+>|href=\S+", " ", main).lower())
    assert reverse("partnership:boundary_card") in shown(enter(Client(), people.peer), LIST)
    assert reverse("partnership:boundary_card") not in page  # a therapist has no such card
    assert enter(Client(), people.partner, Strength.LINK).get(LIST).status_code == 200
    sheet = shown(enter(Client(), people.partner), PRINT)
    assert sheet.count('class="card"') == 5
    assert "Luk hurtigt" not in sheet
    for user in (people.administrator, people.steering, people.evaluator, people.dpo):
        assert enter(Client(), user).get(LIST).status_code == 403
    assert not Event.objects.filter(action__startswith="card").exists()
    text = "\n".join(part.strip() for part in html.fromstring(f"<main{main}</main>").itertext() if part.strip())
    assert lix(text) <= 30, lix(text)
