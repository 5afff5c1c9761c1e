"""»Sådan går det«: seen through the own link alone, one question at a time, without a verdict."""

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from fremskudt.access.links import ANSWER, OWN_PAPERS
from fremskudt.access.models import Event
from fremskudt.casework.actions import link as link_actions
from fremskudt.casework.models import Citizen
from fremskudt.instruments import Missing
from fremskudt.surveys.models import Response
from fremskudt.surveys.selectors.curve import curves_of
from tests.casework.field import citizen
from tests.casework.lix import lix
from tests.cast import Cast
from tests.surveys.asking_field import days, give, says_yes, study_with_wave

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PAGE = reverse("surveys:curve")
VERDICTS = ("bedre", "dårligere", "værre", "fremgang", "tilbage", "gennemsnit", "point", "af 100", "↑", "↓")


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    return citizen(people, "Kanel", "K7M4Q2RX", followed_by=people.therapist)


def holder(people: Cast, kanel: Citizen, purpose: str = OWN_PAPERS) -> Client:
    _link, token = link_actions.give(citizen=kanel, purpose=purpose, by=people.therapist)
    client = Client()
    client.post(reverse("casework:link_enter", args=[token]))
    return client


def answered(people: Cast, kanel: Citizen, *said: int | Missing, slug: str = "maaling") -> list[Response]:
    """One round after the other, two months apart; the newest is this month's."""
    given = []
    for number, value in enumerate(said, 1):
        ago = 60 * (len(said) - number)
        wave = study_with_wave(people, slug, number=number, opens=-10 - ago, closes=40)
        if number == 1:
            says_yes(people, kanel, wave.study)
        response = give(kanel, wave, {"tem_personal": value}, by=people.therapist)
        Response.objects.filter(pk=response.pk).update(answered_on=days(-ago))
        given.append(response)
    return given


def text(client: Client, address: str = PAGE) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(html.fromstring(page.content).find(".//main").text_content().split())


def test_curve_says_what_was_answered_and_no_verdict(people: Cast, kanel: Citizen) -> None:
    answered(people, kanel, 4, Missing.SKIPPED, 6)
    client = holder(people, kanel)
    said = text(client)
    assert "svarede du: 4." in said
    assert "Sidst svarede du: 6." in said
    assert "sprang over" in said
    assert not [word for word in VERDICTS if word in said.replace("Tilbage", "").lower()]
    page = html.fromstring(client.get(PAGE).content)
    assert len(page.xpath("//circle")) == 2
    assert page.xpath("//line[@class='joined']") == []  # a gap lies between them
    assert "style=" not in client.get(PAGE).content.decode()
    assert Event.objects.filter(action="curve.read", subject=kanel.key).exists()


def test_curve_teaches_while_there_is_too_little(people: Cast, kanel: Citizen) -> None:
    client = holder(people, kanel)
    assert "Her kommer dine svar, når der er to." in text(client)
    answered(people, kanel, 4)
    assert "Her kommer dine svar, når der er to." in text(client)
    assert "Her kommer" in text(client, reverse("surveys:curve_print"))


def test_curve_asks_more_than_the_code_on_paper(people: Cast, kanel: Citizen) -> None:
    answered(people, kanel, 4, 6)
    closed = holder(people, kanel, ANSWER).get(PAGE)
    nobody = Client().get(PAGE)
    assert (closed.status_code, nobody.status_code) == (404, 404)
    assert closed.content == nobody.content


def test_curve_of_somebody_else_is_not_there(people: Cast, kanel: Citizen) -> None:
    answered(people, kanel, 4, 6)
    other = citizen(people, "Havre", "CCCC2222", followed_by=people.therapist)
    assert "Her kommer dine svar" in text(holder(people, other))


@pytest.mark.parametrize("asked", ["0", "2", "-1", "x", "9999999", "1.0"])
def test_curve_that_is_not_there_is_404(people: Cast, kanel: Citizen, asked: str) -> None:
    answered(people, kanel, 4, 6)
    assert holder(people, kanel).get(PAGE, {"emne": asked}).status_code == 404


def test_curve_for_the_contact_holds_only_what_is_shared(people: Cast, kanel: Citizen) -> None:
    first, second = answered(people, kanel, 4, 6)
    assert not curves_of(kanel, shared_only=True).curves
    Response.objects.filter(pk=first.pk).update(shared="yes")
    assert not curves_of(kanel, shared_only=True).curves  # one is not enough
    Response.objects.filter(pk=second.pk).update(shared="yes")
    assert len(curves_of(kanel, shared_only=True).curves) == 1
    Response.objects.filter(pk=second.pk).update(shared="no")
    assert not curves_of(kanel, shared_only=True).curves


def test_curve_costs_the_same_for_many_rounds(people: Cast, kanel: Citizen, django_assert_max_num_queries) -> None:
    answered(people, kanel, 4, 6)
    with django_assert_max_num_queries(4) as few:
        curves_of(kanel)
    answered(people, kanel, 3, 5, 7, 2, slug="en-anden")
    with CaptureQueriesContext(few.connection) as many:
        curves_of(kanel)
    assert len(many) == len(few)


def test_curve_follows_the_merged_record(people: Cast, kanel: Citizen) -> None:
    answered(people, kanel, 4, 6)
    other = citizen(people, "Havre", "CCCC2222", followed_by=people.therapist)
    Citizen.objects.filter(pk=other.pk).update(merged_into=kanel)
    assert len(curves_of(Citizen.objects.get(pk=other.pk)).curves) == 1


def test_curve_own_words_are_easy(people: Cast, kanel: Citizen) -> None:
    answered(people, kanel, 4, 6)
    main = html.fromstring(holder(people, kanel).get(PAGE).content).find(".//main")
    for instruments_own in main.xpath(".//select | .//h2 | .//figure | .//ul"):
        instruments_own.drop_tree()
    assert lix("\n".join(main.itertext())) <= 25
