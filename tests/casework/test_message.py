"""A message goes once: claimed, sent, noted; tried again only where the gateway refused it. And A6, which counts."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.gateways import FileGateway
from fremskudt.access.models import Event
from fremskudt.casework.actions import message
from fremskudt.casework.models import Barring, Citizen, ContactAgreement, Ending, Message, Pause
from fremskudt.casework.rules.message import KINDS, Kind
from fremskudt.partnership.models import AvoidedWord
from tests.casework.message_field import NOON, NUMBER, WHOLE, phone_folder, reachable, says, sent
from tests.casework.pages import shown, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PAGE = reverse("casework:messages")
TEXT = "Hej. Her er det, vi talte om: http://aftaler.example.org/s/x/ Hilsen Tea"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    cache.clear()
    return phone_folder(settings, tmp_path)


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    with time_machine.travel(NOON - timedelta(days=30), tick=False):
        return reachable(people)


def send(people: Cast, one: Citizen, occasion: str = "1", text: str = TEXT, **more: Any) -> bool:
    told = {"kind": Kind.QUESTIONS, "by": people.therapist, "now": NOON, **more}
    with time_machine.travel(told["now"], tick=False):
        return message.send(citizen=one, occasion=occasion, text=lambda: text, **told)


def test_message_goes_once_and_the_log_tells_that_the_number_was_read(
    people: Cast, kanel: Citizen, folder: Path
) -> None:
    assert send(people, kanel)
    for later in (timedelta(), timedelta(days=8), -timedelta(hours=1)):
        assert not send(people, kanel, now=NOON + later)
    assert sent(folder) == [(WHOLE, TEXT)]
    row = Message.objects.get()
    assert (row.sent_at, row.failed_at, row.by) == (NOON, None, people.therapist)
    event = Event.objects.get(action="message.send")
    assert (event.subject, event.actor, event.fields) == (kanel.key, people.therapist.key, "identifying")
    assert TEXT not in repr(row)
    assert NUMBER.replace(" ", "") not in repr(message.Claim(row, WHOLE))


def test_message_by_itself_is_logged_as_the_systems(people: Cast, kanel: Citizen) -> None:
    assert send(people, kanel, by=None, sender=people.therapist)
    assert Event.objects.get(action="message.send").actor == "system"


def test_message_is_one_a_week_in_all(people: Cast, kanel: Citizen, folder: Path) -> None:
    assert send(people, kanel, "1")
    assert not send(people, kanel, "2", now=NOON + timedelta(days=6))
    assert not send(people, kanel, "1", kind=Kind.QUESTIONS_AGAIN, now=NOON + timedelta(days=6, hours=7))
    assert send(people, kanel, "1", kind=Kind.QUESTIONS_AGAIN, now=NOON + timedelta(days=7))
    assert len(sent(folder)) == 2


def keep_from(people: Cast, kanel: Citizen, what: str) -> dict[str, Any]:
    case, by = kanel.cases.get(), people.leader
    common = {"case": case, "made_at": NOON, "by": by}
    if what in {"no", "stop"}:
        says(kanel, what, people.therapist)
    elif what == "pause":
        Pause.objects.create(cause="rest", began_on=NOON.date(), look_again_on=NOON.date(), **common)
    elif what == "ended":
        Ending.objects.create(
            reason=6, phase=1, on=NOON.date(), onward="other", onward_words="Vi ses måske igen", **common
        )
    elif what == "not now":
        ContactAgreement.objects.create(not_now_until=NOON.date() + timedelta(days=1), **common)
    elif what == "no phone":
        kanel.identity.delete()
    elif what == "barred":
        Barring.objects.create(
            citizen=kanel, user=people.therapist, reason="Borgeren bad om det", set_at=NOON, set_by=people.dpo,
            review_on=NOON.date(),
        )  # fmt: skip
    return {"night": {"now": NOON.replace(hour=21)}, "dead": {"is_dead": True}}.get(what, {})


@pytest.mark.parametrize(
    "what", ["no", "stop", "pause", "ended", "not now", "no phone", "barred", "night", "dead", "no gateway"]
)
def test_message_does_not_go(people: Cast, kanel: Citizen, folder: Path, settings: Any, what: str) -> None:
    if what == "no gateway":
        settings.SMS_GATEWAY = "no"
    assert not send(people, kanel, **keep_from(people, kanel, what))
    assert sent(folder) == []
    assert not Message.objects.exists()  # nothing is claimed, so it can go when it may
    assert not Event.objects.filter(action="message.send").exists()


def test_message_that_the_gateway_refused_is_tried_again_after_a_quarter_of_an_hour(
    people: Cast, kanel: Citizen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(FileGateway, "send", lambda *_told: False)
        assert not send(people, kanel)
    assert Message.objects.get().failed_at == NOON
    assert not send(people, kanel, now=NOON + timedelta(minutes=14))
    assert send(people, kanel, now=NOON + timedelta(minutes=15))
    assert not send(people, kanel, now=NOON + timedelta(minutes=40))
    assert len(sent(folder)) == 1
    row = Message.objects.get()
    assert (row.failed_at, row.sent_at) == (None, NOON + timedelta(minutes=15))


def test_message_of_a_worker_that_was_killed_never_goes_again(
    people: Cast, kanel: Citizen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_told: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(FileGateway, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            send(people, kanel)
    for days in (0, 1, 8, 400):
        assert not send(people, kanel, now=NOON + timedelta(days=days))
    assert sent(folder) == []
    assert Message.objects.get(sent_at=None, failed_at=None).occasion == "1"


def test_message_whose_text_cannot_be_made_is_given_back_and_the_fault_is_told(people: Cast, kanel: Citizen) -> None:
    def broken() -> str:
        raise RuntimeError("made up")

    with pytest.raises(RuntimeError):
        message.send(citizen=kanel, kind=Kind.QUESTIONS, occasion="1", text=broken, by=people.therapist, now=NOON)
    assert Message.objects.get().failed_at == NOON


@pytest.mark.parametrize("text", ["Din behandling", "https://stofcenter.example/s/x/", "Centret i Randers", "Kaffetid"])
def test_message_that_tells_what_it_is_about_does_not_go(
    people: Cast, kanel: Citizen, folder: Path, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    AvoidedWord.objects.create(municipality=kanel.municipality, word="kaffetid", made_at=NOON, by=people.administrator)
    assert not send(people, kanel, text=text)
    assert sent(folder) == []
    assert "tells what it is about" in caplog.text
    assert text not in caplog.text


def test_message_of_a_merged_record_is_the_kept_ones(people: Cast, kanel: Citizen, folder: Path) -> None:
    assert send(people, kanel)
    with time_machine.travel(NOON - timedelta(days=30), tick=False):
        kept = reachable(people, "Havre", number="20 00 00 02")
    Citizen.objects.filter(pk=kanel.pk).update(merged_into=kept)
    assert not send(people, kept, now=NOON + timedelta(days=8))
    assert send(people, kept, "2", now=NOON + timedelta(days=8))
    assert [to for to, _text in sent(folder)] == [WHOLE, "+4520000002"]


# A6


def test_messages_page_shows_each_text_and_counts_only(people: Cast, kanel: Citizen) -> None:
    with time_machine.travel(NOON, tick=False):
        client = enter(Client(), people.administrator)
        assert "Ingen endnu" in shown(client, PAGE)
    assert send(people, kanel)
    Message.objects.create(citizen=kanel, kind=Kind.QUESTIONS, occasion="2", made_at=NOON, failed_at=NOON)
    Message.objects.create(citizen=kanel, kind=Kind.QUESTIONS, occasion="3", made_at=NOON)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        response = enter(Client(), people.administrator).get(PAGE)
    page = words(response)  # type: ignore[arg-type]
    for title in KINDS.values():
        assert title in page
    for told in (
        "Sendt i alt1", "Sidst sendt23. november 2026 kl. 12.00", "Venter på at blive prøvet igen1",
        "Måske sendt1", "Har sagt ja til sms1", "Du har en ny besked.", "Spring over, hvad du vil. Hilsen Tea",
        "Filer i en mappe på serveren", "Røber ikke noget.", "misbrug",
    ):  # fmt: skip
        assert told in page, told
    assert "Teksten røber" not in page
    for absent in (kanel.alias, kanel.code, "20 00 00 01", "2000 0001"):
        assert absent not in page


def test_messages_page_counts_ones_own_municipality_alone(people: Cast, kanel: Citizen) -> None:
    assert send(people, kanel)
    page = words(enter(Client(), people.administrator_elsewhere).get(PAGE))  # type: ignore[arg-type]
    assert "Sendt i alt0" in page
    assert "Har sagt ja til sms0" in page


def test_messages_page_says_where_a_text_tells_too_much(people: Cast, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["stofcentret.example.org", "testserver"]
    page = words(enter(Client(), people.administrator).get(PAGE))  # type: ignore[arg-type]
    assert page.count("Teksten røber, hvad det handler om. Den bliver ikke sendt. stofcentret") == 1
    settings.ALLOWED_HOSTS = ["testserver"]
    AvoidedWord.objects.create(
        municipality=people.municipalities["Randers"], word="ringe", made_at=timezone.now(), by=people.administrator
    )
    page = words(enter(Client(), people.administrator).get(PAGE))  # type: ignore[arg-type]
    assert "Den bliver ikke sendt. ringe" in page


@pytest.mark.parametrize("gateway", ["no", "mail"])
def test_messages_page_tells_the_way_out_and_the_sender(people: Cast, settings: Any, gateway: str) -> None:
    settings.SMS_GATEWAY, settings.SMS_DOMAIN, settings.EMAIL_FROM = gateway, "sms.example.org", "a@rusmiddel.example"
    page = words(enter(Client(), people.administrator).get(PAGE))  # type: ignore[arg-type]
    if gateway == "no":
        assert "Der bliver ikke skrevet til nogen herfra endnu." in page
    else:
        assert "Mailen kommer fra a@rusmiddel.example." in page
        assert "Afsenderen røber, hvad det handler om." in page


def test_messages_page_asks_few_questions_however_many_messages(
    people: Cast, kanel: Citizen, django_assert_max_num_queries: Any
) -> None:
    client = enter(Client(), people.administrator)
    Message.objects.bulk_create(
        Message(citizen=kanel, kind=Kind.QUESTIONS, occasion=str(n), made_at=NOON, sent_at=NOON) for n in range(50)
    )
    with django_assert_max_num_queries(15):
        client.get(PAGE)


@pytest.mark.parametrize("user", ["therapist", "leader", "evaluator", "partner"])
def test_messages_page_is_the_administrators(people: Cast, user: str) -> None:
    client = enter(Client(), getattr(people, user))
    assert client.get(PAGE).status_code == 403
    assert client.post(reverse("casework:message_try"), {"kind": "questions"}).status_code == 403


def test_message_can_be_tried_on_oneself_and_twice_is_once(people: Cast, settings: Any, folder: Path) -> None:
    settings.MAIL_IS_ON, settings.EMAIL_BACKEND = True, "django.core.mail.backends.locmem.EmailBackend"
    client, address = enter(Client(), people.administrator), reverse("casework:message_try")
    assert client.get(address).status_code == 405
    for _press in range(2):
        response = client.post(address, {"kind": "questions"}, follow=True)
        assert "Prøven er sendt til din egen mail." in words(response)  # type: ignore[arg-type]
    assert len(outbox.outbox) == 1
    tried = outbox.outbox[0]
    assert (tried.to, tried.subject) == ([people.administrator.email], "Du har en ny besked.")
    assert tried.body.startswith("Hej. Her er det, vi talte om: http://aftaler.example.org:8000/s/xxx")
    assert Event.objects.filter(action="message.try", subject=people.administrator.key).count() == 1
    assert sent(folder) == []
    assert client.post(address, {"kind": "noget andet"}).status_code == 422


def test_message_that_cannot_be_tried_says_so(people: Cast, settings: Any) -> None:
    settings.MAIL_IS_ON = False
    client = enter(Client(), people.administrator)
    response = client.post(reverse("casework:message_try"), {"kind": "stopped"}, follow=True)
    assert "Prøven kunne ikke sendes." in words(response)  # type: ignore[arg-type]
