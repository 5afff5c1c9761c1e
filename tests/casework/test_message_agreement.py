"""May we write by SMS: asked, heard, written down; and STOP from the phone itself, which is answered once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from fremskudt.access.models import Event
from fremskudt.casework.actions import message
from fremskudt.casework.models import Citizen, Message, MessageAgreement
from fremskudt.casework.rules.message_agreement import QUESTION
from fremskudt.casework.selectors.message_agreement import newest_answer, who_said_yes
from tests.casework.field import citizen
from tests.casework.message_field import NOON, NUMBER, WHOLE, phone_folder, reachable, says, sent, write_back
from tests.casework.pages import at, fill, words
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LAST = "Vi skriver ikke mere. Du kan altid ringe på 20 00 00 44."


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    cache.clear()
    return phone_folder(settings, tmp_path)


@pytest.fixture
def kanel(people: Cast) -> Citizen:
    return reachable(people)


def page_of(people: Cast, one: Citizen, user: str = "therapist") -> str:
    response = enter(Client(), getattr(people, user)).get(at("message_agreement", one))
    assert response.status_code == 200
    return words(response)  # type: ignore[arg-type]


def test_message_agreement_is_asked_in_the_words_on_the_page_and_the_newest_answer_decides(people: Cast) -> None:
    one = citizen(people, followed_by=people.therapist)
    client = enter(Client(), people.therapist)
    page = page_of(people, one)
    assert QUESTION in page
    assert "Ingen har spurgt endnu. Så skriver vi ikke." in page
    assert who_said_yes() == []
    for answer, told in (("yes", "Har sagt ja til sms"), ("no", "Har sagt nej til sms"), ("yes", "Har sagt ja")):
        assert fill(client, at("message_agreement", one), answer=answer).status_code == 302
        assert told in page_of(people, one)
        assert who_said_yes() == ([one.pk] if answer == "yes" else [])
    row = MessageAgreement.objects.first()
    assert row is not None
    assert (row.answer, row.form, row.witness, row.by) == ("yes", "oral", "Vi var alene", people.therapist)
    assert Event.objects.filter(action="message_agreement.answer", subject=one.key).count() == 3


def test_message_agreement_pressed_twice_is_one(people: Cast, kanel: Citizen) -> None:
    client = enter(Client(), people.therapist)
    for _press in range(2):
        assert fill(client, at("message_agreement", kanel), answer="no").status_code == 302
    assert MessageAgreement.objects.count() == 2


def test_message_agreement_bad_input_is_kept_and_told_where_it_is(people: Cast, kanel: Citizen) -> None:
    client = enter(Client(), people.therapist)
    response = fill(client, at("message_agreement", kanel), form="oral", witness="", answer="no")
    assert response.status_code == 422
    assert "Skriv" in words(response)
    response = client.post(at("message_agreement", kanel), {"form": "oral", "witness": "Tom", "answer": "stop"})  # type: ignore[assignment]
    assert response.status_code == 422
    assert 'value="Tom"' in response.content.decode()
    assert MessageAgreement.objects.count() == 1


def test_message_agreement_shows_the_end_of_the_number_to_who_may_read_it_and_logs_the_look(
    people: Cast, kanel: Citizen
) -> None:
    page = page_of(people, kanel)
    assert "Vi skriver til •• •• •• 01." in page
    assert NUMBER not in page
    looks = Event.objects.filter(action="message_agreement.read", subject=kanel.key)
    assert looks.filter(actor=people.therapist.key, fields="identifying").count() == 1
    people.leader.assignments.create(citizen=kanel, began_at=NOON, by=people.leader)
    page = page_of(people, kanel, "leader")
    assert "••" not in page
    assert "Vi kender et nummer at skrive til." in page
    assert looks.filter(actor=people.leader.key, fields="coded").count() == looks.count() - 1 == 1


@pytest.mark.parametrize(("user", "status"), [("colleague", 404), ("therapist_elsewhere", 404), ("partner", 403)])
def test_message_agreement_is_for_those_who_follow(people: Cast, kanel: Citizen, user: str, status: int) -> None:
    client = enter(Client(), getattr(people, user))
    address = at("message_agreement", kanel)
    assert client.get(address).status_code == status
    sent_by_hand = {"form": "oral", "witness": "Tom", "answer": "no"}
    assert client.post(address, sent_by_hand).status_code == status
    assert MessageAgreement.objects.count() == 1


def test_message_agreement_page_asks_few_questions_however_many_answers(
    people: Cast, kanel: Citizen, django_assert_max_num_queries: Any
) -> None:
    client = enter(Client(), people.therapist)
    for _time in range(12):
        says(kanel, "no", people.therapist)
    client.get(at("message_agreement", kanel))
    with django_assert_max_num_queries(15):
        client.get(at("message_agreement", kanel))


@pytest.mark.parametrize("said", ["STOP", "stop", "Stop.", "»stop tak«"])
def test_stop_from_the_phone_stops_and_is_answered_once(people: Cast, kanel: Citizen, folder: Path, said: str) -> None:
    write_back(folder, said)
    with time_machine.travel(NOON, tick=False):
        assert message.read_replies(NOON) == 1
    newest = newest_answer(kanel)
    assert newest is not None
    assert (newest.answer, newest.form, newest.by) == ("stop", "sms", None)
    assert sent(folder) == [(WHOLE, LAST)]
    assert who_said_yes() == []
    for words_again in ("STOP", "STOP nu!", "Ikke nu", "Hej"):
        write_back(folder, words_again)
        assert message.read_replies(NOON + timedelta(hours=1)) == 1
    assert sent(folder) == [(WHOLE, LAST)]
    assert MessageAgreement.objects.count() == 2
    assert Event.objects.filter(action="message_agreement.stop", subject=kanel.key, actor="nobody").count() == 1
    assert "Skrev STOP" in page_of(people, kanel)


def test_stop_at_night_is_answered_at_once(kanel: Citizen, folder: Path) -> None:
    write_back(folder, "stop")
    message.read_replies(NOON.replace(hour=3))
    assert sent(folder) == [(WHOLE, LAST)]


def test_stop_stands_also_where_the_clock_was_set_back_an_hour(people: Cast, folder: Path) -> None:
    with time_machine.travel(NOON, tick=False):
        kanel = reachable(people)
    write_back(folder, "STOP")
    message.read_replies(NOON - timedelta(hours=1))
    assert who_said_yes() == []
    assert getattr(newest_answer(kanel), "answer", "") == "stop"


def test_stop_is_heard_from_a_shared_phone_for_both_and_answered_once(
    people: Cast, kanel: Citizen, folder: Path
) -> None:
    reachable(people, "Havre")
    reachable(people, "Timian", number="20 00 00 02")
    write_back(folder, "Stop")
    message.read_replies(NOON)
    assert sent(folder) == [(WHOLE, LAST)]
    assert MessageAgreement.objects.filter(answer="stop").count() == 2
    assert len(who_said_yes()) == 1


def test_stop_of_a_merged_record_stops_the_one_that_was_kept(people: Cast, kanel: Citizen, folder: Path) -> None:
    kept = citizen(people, "Havre", followed_by=people.therapist)
    Citizen.objects.filter(pk=kanel.pk).update(merged_into=kept)
    assert who_said_yes() == [kept.pk]
    write_back(folder, "Stop")
    message.read_replies(NOON)
    assert who_said_yes() == []
    assert sent(folder) == [(WHOLE, LAST)]


def test_replies_are_not_kept_and_not_told_of(
    people: Cast, kanel: Citizen, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """From somebody unknown, from somebody with a no, and words that nobody reads: gone, unanswered."""
    says(reachable(people, "Havre", number="20 00 00 02"), "no", people.therapist)
    for number, name in ((WHOLE, "1.json"), ("+4520000002", "2.json"), ("+4599999999", "3.json"), ("nul", "4.json")):
        write_back(folder, "Jeg har det skidt", number, name)
    before = Event.objects.count()
    assert message.read_replies(NOON) == 4
    assert sent(folder) == []
    assert not list((folder / "ind").iterdir())
    assert Event.objects.count() == before
    assert "skidt" not in caplog.text
    assert "2000" not in caplog.text


def test_not_now_is_handed_on_without_its_words_and_answered_with_the_day(
    people: Cast, kanel: Citizen, folder: Path
) -> None:
    heard: list[Any] = []
    day = NOON.date() + timedelta(days=7)

    def put_off(*told: Any) -> Any:
        heard.append(told)
        return day

    for said in ("ikke nu", "IKKE NU", "Ikke nu tak"):
        write_back(folder, said)
        message.read_replies(NOON, put_off)
    assert heard == [(kanel, NOON)] * 3
    text = "Helt i orden. Jeg skriver igen mandag den 30. november. Skriv før, hvis du vil. Hilsen Tea"
    assert sent(folder) == [(WHOLE, text)]  # once a day
    assert MessageAgreement.objects.count() == 1


def test_not_now_where_nothing_waits_is_not_answered(kanel: Citizen, folder: Path) -> None:
    write_back(folder, "ikke nu")
    message.read_replies(NOON, lambda _one, _now: None)
    assert sent(folder) == []
    assert not Message.objects.exists()


def test_reply_is_let_go_of_only_when_it_was_heard(
    kanel: Citizen, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(**_told: object) -> None:
        raise KeyboardInterrupt

    write_back(folder, "STOP")
    with monkeypatch.context() as patch:
        patch.setattr("fremskudt.casework.actions.message_agreement.stop", killed)
        with pytest.raises(KeyboardInterrupt):
            message.read_replies(NOON)
    assert who_said_yes() == [kanel.pk]
    message.read_replies(NOON)
    assert who_said_yes() == []


def test_message_agreement_address_names_no_one(kanel: Citizen) -> None:
    assert reverse("casework:message_agreement", args=[kanel.code]) == f"/borgere/{kanel.code}/sms/"
