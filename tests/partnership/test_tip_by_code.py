"""A tip by the code on a wall: no account, nothing kept on the phone, and nothing a bot can do to it (F01, F14)."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event
from fremskudt.partnership.forms.tip import new_token
from fremskudt.partnership.models import ListRules, Tip, TipStep
from fremskudt.partnership.selectors.tip import hash_of
from fremskudt.partnership.views import tip_by_code as views
from tests.cast import Cast
from tests.partnership.test_tip import fields
from tests.partnership.tip_field import area, wall_code

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ANSWER = reverse("partnership:tip_receipt")
RECEIPT = re.compile(r'<p class="receipt">([0-9A-Z-]{9})</p>')


def wall(people: Cast, **more: Any) -> str:
    return reverse("partnership:tip_by_code", args=[wall_code(people, **more).code])


def nobody() -> Client:
    return Client(enforce_csrf_checks=True)


def press(address: str, client: Client | None = None, **more: Any) -> HttpResponse:
    client = client or nobody()
    return client.post(address, {**fields(client.get(address)), "seen": ["alone"], "worry": ["much"], **more})


def receipt(answer: HttpResponse) -> str:
    found = RECEIPT.search(answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def test_wall_takes_a_tip_without_an_account_and_keeps_nothing_on_the_phone(people: Cast) -> None:
    client, address = nobody(), wall(people)
    nordbyen, page = area(people), client.get(address)
    assert "Set-Cookie" not in page.headers
    assert "<title>Nyt praj</title>" in page.content.decode()
    assert "Kajen" not in page.content.decode()
    answer = press(address, client, memory_word="blåt krus")
    assert answer.status_code == 200
    assert "Tak. Vi har det." in answer.content.decode()
    assert not client.cookies
    made = Tip.objects.get()
    assert (made.source, made.by, made.organisation, made.area) == ("wall", None, people.drop_in, nordbyen)
    assert (made.batch.code, made.place) == (address.split("/")[2], "drop_in")  # type: ignore[union-attr]
    assert made.receipt_hash == hash_of(receipt(answer))
    assert receipt(answer) not in str(Tip.objects.values())
    assert Event.objects.get(action="tip.add").actor == "nobody"


def test_wall_same_form_twice_is_one_tip_with_one_receipt(people: Cast) -> None:
    client, address = nobody(), wall(people)
    sent = {**fields(client.get(address)), "seen": ["alone"], "worry": ["much"]}
    assert len({receipt(client.post(address, sent)) for _ in range(3)}) == 1
    assert Tip.objects.count() == 1
    assert receipt(press(address)) != receipt(press(address))


def test_wall_note_that_is_forged_old_or_of_another_code_stores_nothing_and_keeps_what_was_typed(people: Cast) -> None:
    address, now = wall(people), timezone.now()
    with time_machine.travel(now - timedelta(hours=25), tick=False):
        old = new_token("WWWW-2222")
    for token in ("", "x", "\x00", old, new_token("XXXX-9999"), new_token("WWWW-2222") + "x"):
        answer = press(address, token=token, memory_word="blåt krus", place="street")
        assert answer.status_code == 422, token
        html = answer.content.decode()
        assert "Siden har stået åben længe." in html
        assert 'value="blåt krus"' in html
        assert fields(answer)["place"] == ["street"]
        assert not Tip.objects.exists()
        again = nobody().post(address, fields(answer))  # the page that came back can be sent
        assert again.status_code == 200
        Tip.objects.all().delete()


def test_wall_name_in_the_word_is_stopped_kindly(people: Cast) -> None:
    answer = press(wall(people), memory_word="Jens Hansen")
    assert answer.status_code == 422
    assert "Det ligner et navn. Skriv et andet ord, så gemmer vi." in answer.content.decode()
    assert 'value="Jens Hansen"' in answer.content.decode()
    assert not Tip.objects.exists()
    assert "Jens" not in str(Event.objects.values())


def test_wall_code_that_is_unknown_closed_or_for_something_else_is_one_neutral_page(people: Cast) -> None:
    closed = wall(people, code="CCCC-2222", closed_at=timezone.now())
    call = wall(people, code="CCCC-3333", leads_to="call")
    pages = {nobody().get(address).content for address in (closed, call, "/p/XXXX-9999/")}
    assert len(pages) == 1
    [page] = pages
    assert "Koden virker ikke her" in page.decode()
    for address in (closed, call, "/p/XXXX-9999/"):
        assert nobody().get(address).status_code == 404
        assert nobody().post(address, {"seen": "alone"}).status_code == 404
    assert not Tip.objects.exists()


def test_wall_flooded_by_a_bot_says_when_to_try_again(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    address = wall(people)
    monkeypatch.setattr(views, "SENT", "3/m/ip")
    answers = [press(address) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429, 429]
    assert "Prøv igen kl." in answers[-1].content.decode()
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Set-Cookie" not in answers[-1].headers
    assert Tip.objects.count() == 3


def test_wall_code_itself_has_a_limit_from_wherever_they_come(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    address, other = wall(people), wall(people, code="CCCC-2222")
    monkeypatch.setattr(views, "OF_ONE_CODE", "2/h/key")
    clients = [Client(REMOTE_ADDR=f"192.0.2.{n}") for n in range(1, 5)]
    assert [press(address, one).status_code for one in clients] == [200, 200, 429, 429]
    assert press(other).status_code == 200


def test_wall_codes_cannot_be_tried_without_end(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MISSES", "2/m/ip")
    assert [nobody().get("/p/XXXX-9999/").status_code for _ in range(4)] == [404, 404, 429, 429]
    assert nobody().get(wall(people)).status_code == 200  # whoever has the right one is not kept out


def test_receipt_shows_our_work_and_never_how_it_went(people: Cast) -> None:
    code = receipt(press(wall(people)))
    made = Tip.objects.get()
    assert "Vi har ikke læst det endnu." in ask(code).content.decode()
    for kind in ("received", "looking", "not_found", "in_contact", "said_no", "closed"):
        TipStep.objects.create(tip=made, kind=kind, made_at=timezone.now(), by=people.therapist)
    html = ask(f" {code.lower().replace('-', ' ')} ").content.decode()
    assert "Modtaget" in html
    assert "Vi kigger" in html
    assert f"Vi var ude i uge {timezone.localdate().isocalendar().week} og fandt ikke personen." in html
    for told in ("kontakt", "Lukket", "Sagde nej", "Afsluttet", "Tea"):
        assert told not in html
    assert Event.objects.filter(action="tip.answer_read", subject=f"tip:{made.code}").count() == 2


def test_receipt_closes_after_its_weeks_whatever_happened(people: Cast) -> None:
    code = receipt(press(wall(people)))
    ListRules.objects.create(municipality=people.municipalities["Randers"], shown_weeks=3)
    monday = Tip.objects.get().week_on
    day = timezone.make_aware(datetime.combine(monday, datetime.min.time()))
    with time_machine.travel(day + timedelta(weeks=3, hours=-1), tick=False):
        assert ask(code).status_code == 200
    with time_machine.travel(day + timedelta(weeks=3, hours=1), tick=False):
        closed = ask(code)
    assert closed.status_code == 404
    assert closed.content.decode().replace(code, "") == ask("XXXX-9999").content.decode().replace("XXXX-9999", "")


@pytest.mark.parametrize("typed", ["", "K7", "XXXX-9999", "' OR 1=1", "\x00", "å" * 5000])
def test_receipt_that_is_no_receipt_gets_one_neutral_sentence(people: Cast, typed: str) -> None:
    press(wall(people))
    answer = ask(typed)
    assert answer.status_code == 404
    assert "Vi kan ikke vise noget for den kode." in answer.content.decode()
    assert "Set-Cookie" not in answer.headers


def test_receipts_cannot_be_guessed(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "GUESSES", "2/m/ip")
    code = receipt(press(wall(people)))
    assert [ask(code).status_code for _ in range(4)] == [200] * 4  # only misses count
    assert [ask("XXXX-9999").status_code for _ in range(3)] == [404, 404, 429]
    assert ask(code).status_code == 429


def test_receipt_undoes_for_ten_minutes(people: Cast) -> None:
    address = wall(people)
    code = receipt(press(address))
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        late = nobody().post(ANSWER, {"code": code, "undo": "1"})
        assert late.status_code == 409
        assert "Set-Cookie" not in late.headers
        assert "Fortryd" not in ask(code).content.decode()
    assert "Fortryd" in ask(code).content.decode()
    assert nobody().post(ANSWER, {"code": code, "undo": "1"}).status_code == 200
    assert not Tip.objects.standing().exists()
    assert ask(code).status_code == 404


def test_receipt_of_a_tip_that_was_taken_back_is_not_given_again(people: Cast) -> None:
    client, address = nobody(), wall(people)
    sent = {**fields(client.get(address)), "seen": ["alone"], "worry": ["much"]}
    code = receipt(client.post(address, sent))
    client.post(ANSWER, {"code": code, "undo": "1"})
    assert "Prajet er taget tilbage." in client.post(address, sent).content.decode()
    assert not Tip.objects.standing().exists()


def ask(code: str) -> HttpResponse:
    return nobody().post(ANSWER, {"code": code})
