"""»Skriv til os« by a card, a poster or the own link: one box, kept nowhere on the phone, and harmless when misused."""

import gzip
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.core import signing
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from fremskudt.access.links import token_hash
from fremskudt.access.models import Area, Event, Organisation, PersonalLink
from fremskudt.basics.codes import ALPHABET
from fremskudt.casework.forms import call_request as forms
from fremskudt.casework.models import CallRequest, Citizen
from fremskudt.casework.rules.typed_code import MISTAKEN, readings
from fremskudt.casework.selectors.call_request import opened
from fremskudt.casework.views import write_to_us as views
from fremskudt.partnership.models import PosterFace
from tests.access.call_pages import card
from tests.access.safety_pages import area_in
from tests.casework.lix import lix
from tests.casework.pages import form_at, shown, words
from tests.cast import Cast
from tests.partnership.tip_field import wall_code

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WRITE, TYPE, OWN = reverse("casework:write_to_us"), reverse("casework:type_code"), reverse("casework:own_write")
ZONE = timezone.get_default_timezone()
MONDAY = datetime(2026, 11, 23, 10, tzinfo=ZONE)
TOKEN = "en-nøgle-der-er-lang-nok-til-prøver-0123456789"


@pytest.fixture(autouse=True)
def _nothing_counted_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def by_card(people: Cast) -> str:
    """The page of a card in Randers."""
    return reverse("casework:write_by_code", args=[card(people).code])


@pytest.fixture
def anybody() -> Client:
    """A phone that holds nothing, and keeps no rule about where a form comes from."""
    return Client(enforce_csrf_checks=True)


def sent(client: Client, address: str, **more: Any) -> HttpResponse:
    """The page, filled in and sent; a public form has no address of its own but the page's."""
    page = client.get(address)
    assert page.status_code == 200, page.content.decode()
    return again(client, page, address, **more)  # type: ignore[arg-type]


def again(client: Client, page: HttpResponse, address: str, **more: Any) -> HttpResponse:
    told = form_at(page, None)  # type: ignore[arg-type]
    for name in more:
        assert f'name="{name}"' in page.content.decode(), name
    return client.post(address, {**told, **more})  # type: ignore[return-value]


def test_write_to_us_by_a_card_is_kept_sealed_and_promised_to_be_read(
    people: Cast, anybody: Client, by_card: str
) -> None:
    north = area_in(people, "Randers", "Nordbyen")
    with time_machine.travel(MONDAY, tick=False):
        done = sent(anybody, by_card, words="Jeg vil gerne snakke", phone="12 34 56 78", name="Kim", area=str(north.pk))
    assert done.status_code == 200
    assert "Tak. Vi læser det i dag før kl. 16." in words(done)
    one = CallRequest.objects.get()
    assert (one.who, one.area, one.batch, one.citizen, one.by) == ("self", north, one.batch, None, None)
    assert one.batch is not None
    assert one.municipality == people.municipalities["Randers"]
    told = opened(one)
    assert (told.words, told.phone, told.name) == ("Jeg vil gerne snakke", "+4512345678", "Kim")
    event = Event.objects.get(action="call_request.ask")
    assert (event.actor, event.subject) == ("nobody", f"call:{one.code}")


@pytest.mark.parametrize(
    ("now", "promise"),
    [
        (MONDAY, "Vi læser det i dag før kl. 16."),
        (MONDAY.replace(hour=16), "Vi læser det i morgen før kl. 16."),
        (MONDAY + timedelta(days=4, hours=7), "Vi læser det mandag den 30. november før kl. 16."),
        (MONDAY + timedelta(days=6), "Vi læser det i morgen før kl. 16."),
    ],
)
def test_write_to_us_promises_no_night(anybody: Client, by_card: str, now: datetime, promise: str) -> None:
    with time_machine.travel(now, tick=False):
        assert promise in words(anybody.get(by_card))  # type: ignore[arg-type]


def test_write_to_us_keeps_nothing_on_the_phone_and_says_nothing_of_what_it_is(anybody: Client, by_card: str) -> None:
    page = anybody.get(by_card)
    done = again(anybody, page, by_card, words="Hej", no_call="on")  # type: ignore[arg-type]
    for answer in (page, done, anybody.get(TYPE), anybody.get(WRITE)):
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        text = answer.content.decode().lower()
        for word in ("stof", "misbrug", "behandling", "rusmid", "fremskudt", "centret i randers", "<script"):
            assert word not in text, word
    assert not anybody.cookies


def test_write_to_us_shows_whom_to_ring(people: Cast, anybody: Client, by_card: str) -> None:
    for user, name, town_phone in (
        (people.therapist, "Tea", "11 22 33 44"), (people.therapist_elsewhere, "Ulla", "99 99 99 99"),
    ):  # fmt: skip
        PosterFace.objects.create(user=user, first_name=name, phone=town_phone, made_at=timezone.now())
    page = anybody.get(by_card)
    assert "Tea" in words(page)  # type: ignore[arg-type]
    assert 'href="tel:11223344"' in page.content.decode()
    assert "Ulla" not in words(page)  # type: ignore[arg-type]
    assert "Er der fare? Ring 112." in words(page)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phone": ""}, "Skriv et nummer, hvis vi skal ringe."),
        ({"phone": "ring bare"}, "Et telefonnummer har otte cifre"),
        ({"phone": "12345678", "no_call": "on"}, "Du har skrevet et nummer. Slet det, eller fjern krydset."),
        ({"words": "", "no_call": "on"}, "Skriv lidt, eller skriv et nummer."),
        ({"phone": "12345678", "words": "<i>" + "x" * 2000}, "Det er for langt: 2.003 tegn"),
        ({"phone": "12345678", "name": "x" * 61}, "Det er for langt"),
        ({"phone": "12345678", "who": "professional"}, "Vælg en fra listen."),
        ({"phone": "12345678", "token": "x"}, "Siden har stået åben længe. Se det igennem, og send igen."),
    ],
)
def test_write_to_us_says_what_is_missing_and_keeps_what_was_typed(
    anybody: Client, by_card: str, wrong: dict[str, Any], said: str
) -> None:
    page = sent(anybody, by_card, **{"words": "<i>Hej</i>", "name": "Kim", **wrong})
    assert page.status_code == 422
    assert said in words(page)
    if "words" not in wrong:
        assert "&lt;i&gt;Hej&lt;/i&gt;" in page.content.decode()
    assert not CallRequest.objects.exists()
    assert not page.cookies


def test_write_to_us_same_page_sent_again_is_one_request(anybody: Client, by_card: str) -> None:
    page = anybody.get(by_card)
    for said in ("Hej", "Hej", "Andet"):
        assert again(anybody, page, by_card, words=said, phone="12345678").status_code == 200  # type: ignore[arg-type]
    assert opened(CallRequest.objects.get()).words == "Hej"
    assert Event.objects.filter(action="call_request.ask").count() == 1


def test_write_to_us_page_that_was_open_for_a_day_is_asked_again_with_the_words(anybody: Client, by_card: str) -> None:
    page = anybody.get(by_card)
    with time_machine.travel(timezone.now() + forms.TOKEN_LASTS + timedelta(minutes=1), tick=False):
        old = again(anybody, page, by_card, words="Hej med jer", phone="12345678")  # type: ignore[arg-type]
        assert old.status_code == 422
        assert "Hej med jer" in old.content.decode()
        done = again(anybody, old, by_card)
    assert done.status_code == 200
    assert opened(CallRequest.objects.get()).words == "Hej med jer"


def test_write_to_us_note_of_another_page_is_none(people: Cast, anybody: Client, by_card: str) -> None:
    other = forms.new_token("DDDD-2222")
    forged = signing.dumps(["CCCC-2222", "0" * 32], salt="en anden")
    for token in (other, forged, "", "x" * 5000):
        assert sent(anybody, by_card, words="Hej", phone="12345678", token=token).status_code == 422
    assert not CallRequest.objects.exists()


def test_write_to_us_flood_is_bounded_and_told_whom_to_ring(
    people: Cast, anybody: Client, by_card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    PosterFace.objects.create(
        user=people.therapist, first_name="Tea", phone="11 22 33 44", made_at=timezone.now()
    )  # fmt: skip
    monkeypatch.setattr(views, "SENT", "3/m/ip")
    answers = [sent(anybody, by_card, words="Hej", phone="12345678") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 2
    assert CallRequest.objects.count() == 3
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "Tea" in words(answers[-1])
    assert not answers[-1].cookies


def test_write_to_us_one_code_is_bounded_wherever_it_comes_from(
    anybody: Client, by_card: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "OF_ONE_CODE", "2/h/key")
    page, answers = anybody.get(by_card), []
    for n in range(4):
        told = {**form_at(page, None), "token": forms.new_token("CCCC-2222"), "phone": "12345678"}  # type: ignore[arg-type]
        answers.append(anybody.post(by_card, told, REMOTE_ADDR=f"10.0.0.{n}").status_code)
    assert answers == [200, 200, 429, 429]


@pytest.mark.parametrize("address", [None, TYPE])
def test_write_to_us_twenty_megabytes_are_refused_unread(anybody: Client, by_card: str, address: str | None) -> None:
    answer = anybody.post(address or by_card, {"words": "x" * 20 * 1024 * 1024})
    assert answer.status_code == 413
    assert "Det er for langt" in words(answer)  # type: ignore[arg-type]
    assert not CallRequest.objects.exists()


def test_write_to_us_without_a_code_asks_for_it_where_there_are_several_municipalities(
    people: Cast, anybody: Client
) -> None:
    assert anybody.get(WRITE).headers["Location"] == TYPE
    assert anybody.post(WRITE, {"words": "Hej"}).headers["Location"] == TYPE
    assert not CallRequest.objects.exists()


def test_write_to_us_without_a_code_goes_on_where_there_is_one_municipality(anybody: Client) -> None:
    town = Organisation.objects.filter(kind="municipality").first()
    Organisation.objects.filter(kind="municipality").exclude(pk=town.pk if town else 0).delete()
    town = town or Organisation.objects.create(kind="municipality", name="Randers")
    assert sent(anybody, WRITE, words="Hej", phone="12345678").status_code == 200
    assert CallRequest.objects.get().municipality == town


def test_write_to_us_code_that_is_unknown_is_no_page_and_counted(
    people: Cast, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MISSES", "3/m/ip")
    unknown = reverse("casework:write_by_code", args=["2222-3333"])
    answers = [anybody.get(unknown) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404] * 3 + [429]
    assert "Koden passer ikke. Se, om to tegn er byttet om." in words(answers[0])  # type: ignore[arg-type]
    known = reverse("casework:write_by_code", args=[card(people).code])
    assert anybody.get(known).status_code == 200  # who has a card is not kept out by who guesses


def test_write_to_us_closed_code_says_so_with_whom_to_ring(people: Cast, anybody: Client, by_card: str) -> None:
    PosterFace.objects.create(
        user=people.therapist, first_name="Tea", phone="11 22 33 44", made_at=timezone.now()
    )  # fmt: skip
    closed = card(people, "DDDD-2222", closed_at=timezone.now())
    for answer in (
        anybody.get(reverse("casework:write_by_code", args=[closed.code])), anybody.post(TYPE, {"code": closed.code}),
    ):  # fmt: skip
        assert answer.status_code == 404
        assert "Koden virker ikke mere. Bed om en ny, eller ring til os." in words(answer)  # type: ignore[arg-type]
        assert "Tea" in words(answer)  # type: ignore[arg-type]
    assert not CallRequest.objects.exists()


# a code that is typed (C0)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("CCCC-2222", ["CCCC-2222"]),
        (" cccc 2222 ", ["CCCC-2222"]),
        ("c c c c.2.2.2.2", ["CCCC-2222"]),
        ("CCCC–ZZZZ", ["CCCC-2222"]),
        ("S8QX-23TV", ["58QX-23TV"]),
        ("5BQX-23TU", ["58QX-23TV"]),
        ("0CCC-2222", ["DCCC-2222", "QCCC-2222"]),
        ("lCCC-2222", ["7CCC-2222", "JCCC-2222"]),
        ("CCCC-222", []),
        ("CCCC-22222", []),
        ("", []),
        ("ÆÆÆÆ-2222", []),
        ("E" * 8, []),
        ("0" * 7 + "2", []),
        ("x" * 5000, []),
    ],
)
def test_typed_code_is_read_as_it_may_have_been_meant(typed: str, read: list[str]) -> None:
    assert readings(typed) == read


def test_typed_code_repairs_to_signs_that_codes_have() -> None:
    assert not set(MISTAKEN) & set(ALPHABET)
    assert set("".join(MISTAKEN.values())) <= set(ALPHABET)


def test_typed_code_leads_to_its_page(people: Cast, anybody: Client) -> None:
    batch, wall = card(people), wall_code(people)
    for typed in (batch.code, "cccc2222", "cccc zzzz"):
        answer = sent_code(anybody, typed)
        assert answer.headers["Location"] == reverse("casework:write_by_code", args=[batch.code])
        assert not answer.cookies
    assert sent_code(anybody, wall.code).headers["Location"] == reverse("partnership:tip_by_code", args=[wall.code])
    by_call = reverse("casework:write_by_code", args=[wall.code])
    assert anybody.get(by_call).headers["Location"] == reverse("partnership:tip_by_code", args=[wall.code])


def sent_code(client: Client, typed: str) -> Any:
    page = client.get(TYPE)
    return client.post(TYPE, {**form_at(page, TYPE), "code": typed})  # type: ignore[arg-type]


def test_typed_code_that_may_be_two_leads_to_neither(people: Cast, anybody: Client) -> None:
    card(people, "DCCC-2222")
    assert sent_code(anybody, "0CCC-2222").status_code == 302
    card(people, "QCCC-2222")
    assert sent_code(anybody, "0CCC-2222").status_code == 422


@pytest.mark.parametrize("typed", ["2222-3333", "", "<b>x</b>", "x" * 5000])
def test_typed_code_that_fits_nothing_is_told_kept_and_counted(
    people: Cast, anybody: Client, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MISSES", "2/m/ip")
    answers = [sent_code(anybody, typed) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "Koden passer ikke. Se, om to tegn er byttet om." in words(answers[0])
    assert "<b>" not in answers[0].content.decode()
    card(people)
    assert sent_code(anybody, "CCCC-2222").status_code == 302  # a right one is never kept waiting


# the own link (C5)


@pytest.fixture
def holder(kanel: Citizen, people: Cast) -> Client:
    now = timezone.now()
    PersonalLink.objects.create(
        token_hash=token_hash(TOKEN), subject=kanel.key, purpose="own_papers", made_at=now, made_by=people.therapist,
        expires_at=now + timedelta(days=30),
    )  # fmt: skip
    client = Client()
    client.post(reverse("casework:link_enter", args=[TOKEN]))
    return client


def test_write_to_us_by_the_own_link_is_for_those_who_follow(people: Cast, kanel: Citizen, holder: Client) -> None:
    page = holder.get(OWN)
    assert not form_at(page, None).keys() & {"phone", "name", "who"}  # type: ignore[arg-type]
    for _press in range(2):
        done = again(holder, page, OWN, words="Kom på torsdag", is_urgent="on")  # type: ignore[arg-type]
    assert "Tak. Vi læser det" in words(done)
    one = CallRequest.objects.get()
    assert (one.citizen, one.is_urgent, one.who, opened(one).words) == (kanel, True, "self", "Kom på torsdag")
    event = Event.objects.get(action="call_request.ask")
    assert (event.subject, event.purpose, event.actor.split(":")[0]) == (kanel.key, "own", "link")


def test_write_to_us_by_the_own_link_says_what_is_missing(holder: Client) -> None:
    empty = again(holder, holder.get(OWN), OWN, words="")  # type: ignore[arg-type]
    assert empty.status_code == 422
    assert "Skriv lidt. Et par ord er nok." in words(empty)


def test_write_to_us_own_page_is_for_who_holds_the_link(people: Cast, anybody: Client, tea: Client) -> None:
    for client in (anybody, tea):
        assert client.get(OWN).status_code == 404


# weight and words


def test_write_to_us_is_light_to_fetch(people: Cast, anybody: Client, by_card: str) -> None:
    sheets = [Path(str(finders.find(f"ui/css/{name}.css"))).read_bytes() for name in ("tokens", "small")]
    for address in (by_card, TYPE):
        page = anybody.get(address).content
        assert sum(len(gzip.compress(one)) for one in (page, *sheets)) <= 15_000


@pytest.mark.parametrize("language", ["da", "en"])
def test_write_to_us_is_in_plain_words(people: Cast, anybody: Client, by_card: str, language: str) -> None:
    anybody.cookies["django_language"] = language
    with override(language):
        texts = [words(anybody.get(by_card)), words(anybody.get(TYPE))]  # type: ignore[arg-type]
    if language == "da":
        for text in texts:
            assert lix(text) <= 25, text


def test_write_to_us_areas_that_are_closed_are_not_offered(people: Cast, anybody: Client, by_card: str) -> None:
    assert 'name="area"' not in shown(anybody, by_card)
    area_in(people, "Randers", "Nordbyen")
    Area.objects.create(
        municipality=people.municipalities["Randers"], name="Gamleby", closed_at=timezone.now()
    )  # fmt: skip
    page = shown(anybody, by_card)
    assert "Nordbyen" in page
    assert "Gamleby" not in page
