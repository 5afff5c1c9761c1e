"""A tip given by somebody who is logged in: what is kept of it, what is not, and how it is taken back (F01, F03)."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Area, Event, Organisation
from fremskudt.access.roles import Role
from fremskudt.basics.verdict import NotNow
from fremskudt.partnership.actions import tip as actions
from fremskudt.partnership.models import MemoryWord, PosterFace, Tip, TipSeen, TipStep
from fremskudt.partnership.rules.tip import LONGEST_MEMORY_WORD, week_of
from fremskudt.partnership.rules.tip_form import may_keep, may_take_back, may_undo
from tests.cast import Cast, enter, person
from tests.partnership.tip_field import area, tip

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEW, FIRST, TYPED = (reverse(f"partnership:{name}") for name in ("tip_new", "seen_and_heard", "tip_typed"))
UNDO, SENT, ASKS = (reverse(f"partnership:{name}") for name in ("tip_undo", "tip_sent", "tip_professional"))


@pytest.fixture
def palle(people: Cast) -> Client:
    return enter(Client(), people.partner)


def fields(answer: HttpResponse) -> dict[str, Any]:
    """What a browser would send if nothing was touched: hidden fields, what is chosen and what was typed."""
    html, sent = answer.content.decode(), dict[str, Any]()
    main = html[html.index("<main") : html.index("</main>")]
    for tag in re.findall(r"<input[^>]*>", main):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if told.get("type") in {"radio", "checkbox"} and " checked" not in tag:
            continue
        if "name" in told and told["name"] != "csrfmiddlewaretoken":
            sent.setdefault(told["name"], []).append(told.get("value", ""))
    for name, inner in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', main, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', inner) or re.findall(r'<option value="([^"]*)"', inner)
        sent[name] = chosen[:1]
    return sent


def press(client: Client, address: str = NEW, **more: Any) -> HttpResponse:
    """Open the page, tick one word and one worry, and send."""
    sent = fields(client.get(address))
    return client.post(address, {**sent, "seen": ["often"], "worry": ["some"], **more})


def test_tip_of_a_volunteer_is_stored_with_its_week_and_nothing_finer(people: Cast, palle: Client) -> None:
    nordbyen = area(people)
    answer = press(palle, memory_word="grøn termokande", age="u25")
    assert answer.status_code == 302
    assert answer["Location"] == SENT
    [made] = Tip.objects.all()
    assert (made.organisation, made.municipality) == (people.drop_in, people.municipalities["Randers"])
    assert (made.place, made.area, made.age, made.worry, made.source) == ("drop_in", nordbyen, "u25", "some", "app")
    assert made.week_on == made.touched_on == week_of(timezone.localdate())
    assert [seen.word for seen in made.seen.all()] == ["often"]  # type: ignore[attr-defined]
    assert (made.memory_word.words, made.by, made.asked) == ("grøn termokande", people.partner, "")  # type: ignore[attr-defined]
    told = Event.objects.get(action="tip.add")
    assert (told.subject, told.fields) == (f"org:{people.drop_in.pk}", "coded,free_text")


def test_tip_form_has_no_field_for_who(people: Cast, palle: Client) -> None:
    area(people)
    page = palle.get(NEW)
    assert set(re.findall(r'name="(\w+)"', page.content.decode())) - {"viewport", "robots"} == {
        "csrfmiddlewaretoken", "operation", "asked", "place", "area", "seen", "age", "worry", "memory_word"
    }  # fmt: skip
    for wording in ("Nyt praj", "Send praj", "Er der fare? Ring 112.", "Skriv ikke navn eller adresse."):
        assert wording in page.content.decode()
    assert "maxlength" not in page.content.decode()


def test_tip_double_tap_is_one_tip(people: Cast, palle: Client) -> None:
    sent = {**fields(palle.get(NEW)), "seen": ["often"], "worry": ["much"], "memory_word": ["blåt krus"]}
    assert {palle.post(NEW, sent).status_code for _ in range(3)} == {302}
    assert (Tip.objects.count(), MemoryWord.objects.count(), TipSeen.objects.count()) == (1, 1, 1)
    assert Event.objects.filter(action="tip.add").count() == 1
    # a number that was used by another is no press of Karla's
    assert enter(Client(), people.partner_contact).post(NEW, sent).status_code == 409


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"place": []}, "Vælg, hvor det var. Cirka er nok."),
        ({"place": "kælder"}, "Vælg, hvor det var. Cirka er nok."),
        ({"seen": []}, "Sæt mindst ét kryds."),
        ({"seen": ["drugs"]}, "Sæt mindst ét kryds."),
        ({"worry": []}, "Vælg, hvor urolig du er."),
        ({"age": "17"}, "Vælg en fra listen."),
        ({"area": ""}, "Vælg, hvor det var. Cirka er nok."),
        ({"memory_word": "x" * 41}, "Skriv det kortere: højst 40 tegn. Intet er slettet."),
        ({"memory_word": "Jens Hansen"}, "Det ligner et navn. Skriv et andet ord, så gemmer vi."),
        ({"memory_word": "ring 22 33 44 55"}, "Det ligner et nummer eller en adresse. Skriv kun området."),
        ({"memory_word": "bredgade 7"}, "Det ligner et nummer eller en adresse. Skriv kun området."),
        ({"memory_word": "010180-1234"}, "Det ligner et nummer eller en adresse. Skriv kun området."),
    ],
)
def test_tip_bad_input_is_kept_and_nothing_is_stored(
    people: Cast, palle: Client, missing: dict[str, Any], said: str
) -> None:
    area(people), area(people, "Sydbyen")
    more = {"area": str(area(people).pk), "memory_word": "blåt krus", **missing}
    answer = press(palle, **more)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert html.count(said) == 2  # beside the field, and on top
    assert f'value="{more["memory_word"]}"' in html
    assert not Tip.objects.exists()
    assert not Event.objects.filter(action="tip.add").exists()


def test_tip_area_of_another_municipality_is_none_of_ours(people: Cast, palle: Client) -> None:
    area(people)
    assert press(palle, area=str(area(people, "Nørremarken", "Vejle").pk)).status_code == 422
    Area.objects.update(closed_at=timezone.now())
    assert press(palle).status_code == 302  # a municipality without areas is not asked for one
    assert Tip.objects.get().area is None


def test_tip_area_is_the_one_that_was_chosen_last_or_the_only_one(people: Cast, palle: Client) -> None:
    first = area(people)
    assert fields(palle.get(NEW))["area"] == [str(first.pk)]
    other = area(people, "Sydbyen")
    assert fields(palle.get(NEW))["area"] == [""]
    tip(people, area=other)
    assert fields(palle.get(NEW))["area"] == [str(other.pk)]


def test_tip_whoever_is_in_two_houses_says_which(people: Cast) -> None:
    town = people.municipalities["Randers"]
    shelter = Organisation.objects.create(kind="shelter", name="Herberget", municipality=town)
    both = person("Bo", shelter, Role.PARTNER)
    both.memberships.create(organisation=people.drop_in, role=Role.PARTNER)
    client = enter(Client(), both)
    assert press(client, house=str(people.jobcentre.pk), place="street").status_code == 422
    assert press(client, house=str(shelter.pk), place="street").status_code == 302
    assert Tip.objects.get().organisation == shelter
    assert fields(enter(Client(), person("Ib", shelter, Role.PARTNER)).get(NEW))["place"] == ["shelter"]


def test_tip_undone_within_ten_minutes_leaves_nothing_that_describes_anybody(people: Cast, palle: Client) -> None:
    press(palle, memory_word="blåt krus")
    page = palle.get(SENT)
    assert "Tak. Vi har det." in page.content.decode()
    assert "blåt krus" not in page.content.decode()
    assert palle.post(UNDO, fields(page), follow=True).redirect_chain[-1][0] == FIRST
    made = Tip.objects.get()
    assert (made.age, made.worry, made.asked, made.area) == ("", "", "", None)
    assert made.taken_back_at
    assert not TipSeen.objects.exists()
    assert not MemoryWord.objects.exists()
    assert palle.post(UNDO, {"code": made.code}).status_code == 302  # pressed twice, once
    assert Event.objects.filter(action="tip.take_back").count() == 1
    assert "Fortryd" not in palle.get(SENT).content.decode()


def test_tip_is_undone_by_its_giver_alone_and_not_later(people: Cast, palle: Client) -> None:
    made = tip(people)
    assert enter(Client(), people.partner_contact).post(UNDO, {"code": made.code}).status_code == 404
    assert palle.post(UNDO, {"code": "../x"}).status_code == 302
    Tip.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    answer = palle.post(UNDO, {"code": made.code}, follow=True)
    assert "mere end ti minutter" in answer.content.decode()
    Tip.objects.update(made_at=timezone.now())
    TipStep.objects.create(tip=made, kind="looking", made_at=timezone.now(), by=people.therapist)
    assert palle.post(UNDO, {"code": made.code}).status_code == 409
    assert Tip.objects.standing().count() == 1


def test_tip_rules_of_the_form() -> None:
    assert may_keep("")
    assert may_keep("grøn termokande")
    assert not may_keep("Jens")
    assert not may_keep("x" * (LONGEST_MEMORY_WORD + 1))
    assert may_undo(is_fresh=True)
    assert not may_undo(is_fresh=False)
    assert may_take_back(has_begun=False)
    assert not may_take_back(has_begun=True)


def test_tip_action_stores_no_word_that_tells_whoever_calls_it(people: Cast) -> None:
    with pytest.raises(NotNow):
        tip(people, memory_word="Jens Hansen")
    with pytest.raises(ValueError, match="worry"):
        tip(people, worry="")
    with pytest.raises(ValueError, match="area"):
        tip(people, area=area(people, "Nørremarken", "Vejle"))
    assert not Tip.objects.exists()


def test_first_page_shows_numbers_of_ones_own_house_and_whom_to_ring(people: Cast, palle: Client) -> None:
    face = {"phone": "20 30 40 50", "made_at": timezone.now()}
    PosterFace.objects.create(user=people.therapist, first_name="Tea", **face)
    PosterFace.objects.create(user=people.colleague, first_name="Tom", is_shown=False, **face)
    PosterFace.objects.create(user=people.therapist_elsewhere, first_name="Ulla", **face)
    empty = palle.get(FIRST).content.decode()
    assert "Velkommen. Ser du et menneske, du er urolig for, så giv os et praj." in empty
    assert "Siden sidst" not in empty
    assert "tel:20304050" in empty
    assert "Tom" not in empty
    assert "Ulla" not in empty
    tip(people, memory_word="blåt krus")
    tip(people, organisation=people.jobcentre, by=people.professional)
    made = tip(people)
    TipStep.objects.create(tip=made, kind="looking", made_at=timezone.now(), by=people.therapist)
    page = palle.get(FIRST).content.decode()
    assert "2 åbne · 1 nyt svar" in page
    assert "Siden sidst" in page
    assert "blåt krus" not in page
    assert "Velkommen" not in page


def test_first_page_sends_a_professional_to_the_question(people: Cast, palle: Client) -> None:
    assert NEW in palle.get(FIRST).content.decode()
    assert f'"{ASKS}"' in enter(Client(), people.professional).get(FIRST).content.decode()


def test_tip_of_a_professional_begins_with_the_question(people: Cast) -> None:
    client = enter(Client(), people.professional)
    question = client.get(ASKS).content.decode()
    assert "Har personen sagt ja til, at vi må ringe?" in question
    assert all(f">{answer}</a>" in question for answer in ("Ja", "Nej", "Ikke spurgt"))
    no = client.get(f"{ASKS}?svar=nej")
    assert "Du har svaret nej. Så må navn og nummer ikke stå her." in no.content.decode()
    assert press(client, f"{ASKS}?svar=nej", place="street").status_code == 302
    assert press(client, f"{ASKS}?svar=ikke-spurgt", place="street").status_code == 302
    assert sorted(Tip.objects.values_list("asked", flat=True)) == ["no", "not_asked"]
    kept = press(client, f"{ASKS}?svar=nej", place="street", worry=[])
    assert kept.status_code == 422
    assert fields(kept)["asked"] == ["no"]


def test_card_is_typed_in_for_its_house_and_its_word_never_comes_back(people: Cast) -> None:
    tea, on = enter(Client(), people.therapist), week_of(timezone.localdate()) - timedelta(weeks=2)
    card = {"house": str(people.drop_in.pk), "week_on": str(on), "place": "street", "memory_word": "blåt krus"}
    assert press(tea, TYPED, **{**card, "memory_word": "Jens Hansen"}).status_code == 422
    assert press(tea, TYPED, **{**card, "house": str(people.centre_elsewhere.pk)}).status_code == 422
    assert press(tea, TYPED, **{**card, "week_on": str(on - timedelta(weeks=20))}).status_code == 422
    assert press(tea, TYPED, **card).status_code == 302
    made = Tip.objects.get()
    assert (made.organisation, made.source, made.week_on, made.by) == (people.drop_in, "card", on, people.therapist)
    page = tea.get(TYPED)
    assert "blåt krus" not in page.content.decode()
    assert "Kortet fra Værestedet Kajen" in page.content.decode()
    assert tea.post(TYPED, {"code": made.code, "undo": "1"}).status_code == 302
    assert not Tip.objects.standing().exists()
    assert enter(Client(), people.partner).get(TYPED).status_code == 403


@pytest.mark.parametrize("address", [NEW, FIRST, SENT, ASKS])
def test_tip_pages_ask_as_little_for_many_as_for_one(people: Cast, palle: Client, address: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert palle.get(address).status_code == 200
        return len(queries)

    tip(people, area=area(people), memory_word="et krus")
    asked()
    few = asked()
    for number in range(12):
        one = tip(people, area=area(people, f"Område {'abcdefghijklm'[number]}"), memory_word="et krus")
        TipStep.objects.create(tip=one, kind="looking", made_at=timezone.now(), by=people.therapist)
    assert asked() <= few + 1
    assert few <= 15, few


def test_tip_actions_take_two_presses_of_two_people_apart(people: Cast) -> None:
    operation = uuid4()
    first = tip(people, operation=operation)
    assert tip(people, operation=operation) == first
    with pytest.raises(NotNow):
        tip(people, operation=operation, organisation=people.jobcentre)
    actions.take_back(tip=first, by=people.partner)
    assert tip(people, operation=operation) == first  # sent again, it does not come back
