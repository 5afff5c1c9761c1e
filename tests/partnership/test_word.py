"""A4: a municipality's own words on the screens of citizens and partners, and the words it avoids (F82)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from fremskudt.access.models import Event, Membership
from fremskudt.access.reach import Reach, reach_of
from fremskudt.access.roles import Role
from fremskudt.basics.verdict import NotNow
from fremskudt.partnership.actions import word as actions
from fremskudt.partnership.models import AvoidedWord, OwnWord
from fremskudt.partnership.rules import word as rules
from fremskudt.partnership.rules.word import AVOIDED, MOST_AVOIDED, TERMS, THINK_TWICE
from tests.casework.pages import form_at, send_from, shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGE, UNDO = reverse("partnership:words"), reverse("partnership:words_undo")
AVOID, ALLOW = reverse("partnership:words_avoid"), reverse("partnership:words_allow")
SPEAKS = Template('{% load words %}{% word "praj" %} {% word "teamet" %}')


@pytest.fixture
def ada(people: Cast) -> Client:
    return enter(Client(), people.administrator)


def save(client: Client, **more: Any) -> Any:
    told = {name.replace("_", "-"): value for name, value in more.items()}
    return send_from(client, client.get(PAGE), PAGE, **told)  # type: ignore[arg-type]


def said(people: Cast, user: Any = None, **more: Any) -> str:
    request: HttpRequest = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    request.reach = reach_of(user) if user else Reach()  # type: ignore[attr-defined]
    return SPEAKS.render(Context({"request": request, **more}))


def test_word_is_chosen_shown_and_put_back(people: Cast, ada: Client) -> None:
    assert "Vi bruger standardordene." in shown(ada, PAGE)
    for _press in range(2):
        assert save(ada, ord_praj="  lille   vink ").status_code == 302
    assert OwnWord.objects.get().word == "lille vink"
    town = people.municipalities["Randers"]
    assert Event.objects.filter(action="words.choose", subject=f"org:{town.pk}").count() == 1
    page = shown(ada, PAGE)
    assert "Vi bruger standardordene." not in page
    assert "giv os et <strong>lille vink</strong>.«" in page
    assert said(people, people.partner) == "lille vink teamet"
    assert save(ada, ord_praj="").status_code == 302
    assert not OwnWord.objects.exists()


def test_word_is_seen_first_without_being_saved(people: Cast, ada: Client) -> None:
    response = save(ada, ord_praj="forebyggende samarbejdsmeddelelse", see="1")
    assert response.status_code == 200
    assert not OwnWord.objects.exists()
    on_page = words(response)
    assert "giv os et forebyggende samarbejdsmeddelelse.«" in on_page
    assert "Gør sætningen kortere." in on_page
    assert form_at(response, PAGE)["ord-praj"] == ["forebyggende samarbejdsmeddelelse"]
    assert "Gør sætningen kortere." not in words(ada.get(PAGE))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("behandling", rules.ON_OUR_LIST), ("et misbrugstip", rules.ON_OUR_LIST), ("bruger", rules.ON_OUR_LIST),
        ("Stofsnak", rules.ON_THE_LIST), ("stofsnakken", rules.ON_THE_LIST), ("a\nb", rules.ONE_LINE),
        ("x" * 61, "højst 60 tegn. Intet er slettet."),
    ],
)  # fmt: skip
def test_word_on_a_list_is_refused_and_stands_in_the_field(people: Cast, ada: Client, word: str, reason: str) -> None:
    actions.avoid(municipality=people.municipalities["Randers"], word="stofsnak", by=people.administrator)
    response = save(ada, ord_praj=word, ord_huskeord="kendeord")
    assert response.status_code == 422
    assert reason in words(response)
    assert form_at(response, PAGE)["ord-huskeord"] == ["kendeord"]
    assert not OwnWord.objects.exists()
    with pytest.raises(NotNow):
        actions.choose(municipality=people.municipalities["Randers"], words={"praj": word}, by=people.administrator)


def test_word_is_text_and_nothing_else(people: Cast, ada: Client) -> None:
    assert save(ada, ord_praj="<b>vink</b>").status_code == 302
    assert "<b>vink</b>" not in shown(ada, PAGE)
    assert said(people, people.partner).startswith("&lt;b&gt;vink&lt;/b&gt;")


def test_word_undo_puts_back_what_was_done_last_for_ten_minutes(people: Cast, ada: Client) -> None:
    town = people.municipalities["Randers"]
    save(ada, ord_praj="vink")
    save(ada, ord_praj="vink", ord_huskeord="kendeord")
    assert "Fortryd" in shown(ada, PAGE)
    assert ada.post(UNDO).status_code == 302
    assert dict(OwnWord.objects.values_list("term", "word")) == {"praj": "vink"}
    assert ada.post(UNDO).status_code == 409  # once
    ada.post(AVOID, {"word": "stofsnak"})
    ada.post(UNDO)
    assert not AvoidedWord.objects.exists()
    actions.avoid(municipality=town, word="stofsnak", by=people.administrator)
    ada.post(ALLOW, {"word": "stofsnak"})
    assert not AvoidedWord.objects.exists()
    ada.post(UNDO)
    assert AvoidedWord.objects.get().word == "stofsnak"
    save(ada, ord_praj="")
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert "Fortryd" not in shown(ada, PAGE)
        assert ada.post(UNDO).status_code == 409
    assert not OwnWord.objects.exists()


def test_word_to_avoid_is_added_once_and_removed_and_ours_cannot_be(people: Cast, ada: Client) -> None:
    for word in ("stofsnak", " Stofsnak "):
        assert send_from(ada, ada.get(PAGE), AVOID, word=word).status_code == 302  # type: ignore[arg-type]
    assert AvoidedWord.objects.get().word == "stofsnak"
    assert Event.objects.filter(action="words.avoid").count() == 1
    page = shown(ada, PAGE)
    assert all(word in page for word in [*AVOIDED["da"], *AVOIDED["en"], *THINK_TWICE])
    assert page.count('name="word" value=') == 1  # only one's own can be removed
    for _press in range(2):
        assert ada.post(ALLOW, {"word": "stofsnak"}).status_code == 302
    assert Event.objects.filter(action="words.allow").count() == 1
    assert ada.post(ALLOW, {"word": "behandling"}).status_code == 302
    assert rules.avoided_in("behandling") == ["behandling"]


def test_word_to_avoid_that_is_in_use_or_nothing_is_stopped(people: Cast, ada: Client) -> None:
    save(ada, ord_praj="lille vink")
    for word, reason in (("vink", rules.IN_USE), ("", "Skriv ordet."), ("x" * 61, "højst 60 tegn")):
        response = send_from(ada, ada.get(PAGE), AVOID, word=word)  # type: ignore[arg-type]
        assert response.status_code == 422
        assert reason in words(response)
        assert form_at(response, AVOID).get("word", [""]) == [word]
    for number in range(MOST_AVOIDED):
        ada.post(AVOID, {"word": f"ord{number}nummer"})
    assert rules.FULL_LIST in words(ada.post(AVOID, {"word": "et til"}))  # type: ignore[arg-type]
    assert AvoidedWord.objects.count() == MOST_AVOIDED


def test_word_is_of_ones_own_municipality(people: Cast, ada: Client) -> None:
    vejle = people.municipalities["Vejle"]
    for address in (PAGE, AVOID, ALLOW, UNDO):
        assert ada.post(address, {"municipality": vejle.pk, "word": "vink", "ord-praj": "vink"}).status_code == 404
    assert ada.get(PAGE, {"municipality": vejle.pk}).status_code == 404
    Membership.objects.create(user=people.administrator, organisation=vejle, role=Role.ADMINISTRATOR)
    assert "Vælg en kommune" in shown(ada, PAGE)
    assert ada.post(AVOID, {"word": "vink"}).status_code == 404
    assert "Vejle" in shown(ada, f"{PAGE}?municipality={vejle.pk}")
    Membership.objects.filter(user=people.administrator).delete()
    Membership.objects.create(user=people.administrator, organisation=people.institute, role=Role.ADMINISTRATOR)
    assert "Din rolle hører ikke til en kommune." in shown(enter(Client(), people.administrator), PAGE)
    for user in (people.leader, people.therapist, people.partner_contact):
        assert enter(Client(), user).get(PAGE).status_code == 403


def test_word_tag_finds_the_municipality_and_falls_back_to_ours(people: Cast) -> None:
    towns = people.municipalities
    for town, word in (("Randers", "vink"), ("Vejle", "hint")):
        actions.choose(municipality=towns[town], words={"praj": word}, by=people.administrator)
    assert said(people) == "praj teamet"
    assert said(people, people.partner) == "vink teamet"
    assert said(people, people.therapist_elsewhere) == "hint teamet"
    assert said(people, people.partner, town=towns["Vejle"]) == "hint teamet"  # the page says whose it is
    assert said(people, town=towns["Odder"].pk) == "praj teamet"
    assert said(people, people.partner, town="Vejle") == "vink teamet"  # a name is no municipality
    assert SPEAKS.render(Context({"town": towns["Vejle"]})) == "hint teamet"  # a mail
    Membership.objects.create(user=people.partner, organisation=towns["Vejle"], role=Role.STEERING_GROUP)
    assert said(people, people.partner) == "praj teamet"
    with translation.override("en"):
        assert said(people, people.therapist_elsewhere) != "hint teamet"
    with pytest.raises(KeyError):
        Template('{% load words %}{% word "findes ikke" %}').render(Context({}))


def test_word_tag_asks_once_a_request(people: Cast) -> None:
    many = Template("{% load words %}" + '{% word "praj" %}{% word "forløb" %}' * 20)
    request: HttpRequest = RequestFactory().get("/")
    request.reach = reach_of(people.partner)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as asked:
        many.render(Context({"request": request}))
        many.render(Context({"request": request}))
    assert len(asked) == 1


def test_word_page_costs_the_same_for_many(people: Cast, ada: Client) -> None:
    def cost() -> int:
        ada.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert ada.get(PAGE).status_code == 200
        return len(asked)

    few, town = cost(), people.municipalities["Randers"]
    actions.choose(municipality=town, words=dict.fromkeys(TERMS, "vink"), by=people.administrator)
    for number in range(20):
        actions.avoid(municipality=town, word=f"ord{number}nummer", by=people.administrator)
    assert cost() == few
    assert few <= 15


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Et forløb og en snak", []),
        ("Din behandlingsplan", ["behandling"]),
        ("STOFMISBRUGET", ["misbrug"]),
        ("Fasen er slut", ["fase"]),
        ("fasetter og fraser", []),
        ("klientel", []),
        ("Manglende fremmøde, igen", ["manglende fremmøde"]),
        ("Vi overlever vinteren. En overlevering er noget andet.", ["overlevering"]),
    ],
)
def test_word_avoided_forms(text: str, found: list[str]) -> None:
    assert rules.avoided_in(text) == found


def test_word_avoided_forms_in_english() -> None:
    assert rules.avoided_in("Drug treatment for addicts, phase 2", "en") == ["treatment", "addict", "phase"]
    assert rules.avoided_in("Treat yourself. It phased nobody but Anne.", "en") == ["phase"]
    assert rules.avoided_in("A treat for the clientele", "en") == []


def test_word_standard_words_and_sentences_keep_the_rules_themselves() -> None:
    for term, known in TERMS.items():
        assert known.sentence.count("%(word)s") == 1
        assert rules.may_use(known.standard, []), term
        assert rules.lix(known.sentence % {"word": known.standard}) <= known.most_lix, term
        assert len(term) <= 30
