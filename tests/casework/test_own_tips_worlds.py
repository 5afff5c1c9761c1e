"""Two worlds: in one the team is looking, in the other it has met the person. The page is one (F73)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.actions import consent
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.models import Tip, TipPair, TipStep
from fremskudt.partnership.rules.tip import Step
from tests.casework.agreed_field import NEVER
from tests.casework.agreed_field import fill as fill_course
from tests.casework.field import citizen
from tests.casework.own_tips_field import bare, may_know, said_yes
from tests.casework.pages import shown
from tests.cast import Cast, enter
from tests.partnership.tip_field import OUR_WORK, tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE, REMOVE = reverse("casework:own_tips"), reverse("casework:own_tip_remove")
FRIDAY = datetime(2026, 11, 20, 12, tzinfo=timezone.get_default_timezone())
IN_CONTACT = "Har sagt ja til, at du ved det: Vi er i kontakt. Tak."


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(FRIDAY, tick=False) as moved:
        yield moved


def worlds(people: Cast, one: Tip, hidden: str) -> Iterator[str]:
    """Step by step more becomes of a tip, and none of it is the house's to know."""
    yield "looked for"
    TipStep.objects.create(tip=one, kind=hidden, made_at=timezone.now() - timedelta(days=1), by=people.therapist)
    yield f"the team wrote {hidden}"
    kanel = citizen(people, "Kanel", "KKKK-2222", followed_by=people.therapist)
    TipPair.objects.create(first=one, second=tip(people, organisation=people.jobcentre), made_at=timezone.now(),
                           by=people.therapist)  # fmt: skip
    yield "perhaps the same as another house's"
    said_yes(one, kanel, people)
    yield "a course, and nothing said of the house"
    may_know(kanel, people.jobcentre, people)
    may_know(kanel, people.drop_in, people, purpose="help")
    yield "a yes to another house, and to this one for something else"
    consent.withdraw(entry=may_know(kanel, people.drop_in, people), by=people.therapist)
    yield "withdrawn"
    may_know(kanel, people.drop_in, people, answer="no")
    yield "a no"


@pytest.mark.parametrize("hidden", sorted(set(Step) - OUR_WORK))
@pytest.mark.parametrize("weeks", [0, 8, 11])
def test_own_tips_are_the_same_to_the_byte_whatever_became_of_the_person(
    people: Cast, clock: Any, hidden: str, weeks: int
) -> None:
    clock.move_to(FRIDAY - timedelta(weeks=weeks, days=3))
    one = tip(people, memory_word="grøn termokande")
    tip(people, memory_word="blåt krus")
    tip_step.step(tip=one, kind="looking", by=people.therapist)
    clock.move_to(FRIDAY)
    palle = enter(Client(), people.partner)
    seen: set[tuple[bytes, ...]] = set()
    for _world in worlds(people, one, hidden):
        asked, sure = palle.post(REMOVE, {"tip": one.code}), palle.post(REMOVE, {"tip": one.code, "sure": "1"})
        answers = [palle.get(PAGE), asked, sure]
        seen.add(tuple(bare(answer) for answer in answers))
        assert asked.status_code == sure.status_code == 409
    assert len(seen) == 1


@pytest.mark.parametrize("hidden", sorted(set(Step) - OUR_WORK))
def test_own_tips_whose_first_answer_is_hidden_look_like_those_we_are_looking_for(
    people: Cast, clock: Any, hidden: str
) -> None:
    clock.move_to(FRIDAY - timedelta(days=3))
    one = tip(people)
    first = tip_step.step(tip=one, kind="looking", by=people.therapist)
    clock.move_to(FRIDAY)
    palle = enter(Client(), people.partner)
    before = bare(palle.get(PAGE))
    TipStep.objects.filter(pk=first.pk).update(kind=hidden)
    assert bare(palle.get(PAGE)) == before
    assert palle.post(REMOVE, {"tip": one.code}).status_code == 409


def test_own_tips_cost_the_same_whatever_became_of_the_person(people: Cast) -> None:
    one = tip(people)
    tip_step.step(tip=one, kind="looking", by=people.therapist)
    palle = enter(Client(), people.partner)
    palle.get(PAGE)
    costs = set()
    for _world in worlds(people, one, "in_contact"):
        with CaptureQueriesContext(connection) as asked:
            palle.get(PAGE)
        costs.add(len(asked))
    assert len(costs) == 1


def test_own_tips_tell_nothing_of_a_citizen_even_with_a_yes(people: Cast) -> None:
    """Canaries in every text of the course, its code, alias and follower: none of it comes along."""
    kanel = citizen(people, "Kanelkanarie", "KKKK-2222", followed_by=people.therapist)
    User.objects.filter(pk=people.therapist.pk).update(name="K-behandler Tea")
    fill_course(kanel, people, people.partner, people.drop_in)
    one = tip(people, memory_word="grøn termokande")
    said_yes(one, kanel, people, may_know(kanel, people.drop_in, people))
    seen = shown(enter(Client(), people.partner), PAGE)
    assert IN_CONTACT in seen
    for canary in (
        *NEVER,
        "Kanelkanarie",
        kanel.code,
        "Tea",
        "14.41",
        "K-egen",
        "K-sagt",
        "Vi var alene",
        "Vil du have",
    ):
        assert canary not in seen, canary
