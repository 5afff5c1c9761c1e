"""Two workers at once, and one that is killed with a message in its hand: each gets it once. On the real databases."""

import asyncio
from pathlib import Path
from queue import Empty
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from fremskudt.casework.actions import message
from fremskudt.casework.models import Message, MessageAgreement
from fremskudt.casework.rules.message import Kind
from fremskudt.casework.selectors.message_agreement import who_said_yes
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.casework.message_field import WHOLE, phone_folder, reachable, sent, write_back
from tests.casework.test_alarm import go
from tests.cast import Cast
from tests.mailbox import Mailbox, open_mailbox
from tests.surveys.asking_field import says_yes, study_with_wave

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
N_PEOPLE = 12


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    cache.clear()
    return phone_folder(settings, tmp_path)


@pytest.fixture
def due(people: Cast) -> str:
    """Twelve who are due; the moment, as a worker is told it."""
    wave = study_with_wave(people)
    for number in range(N_PEOPLE):
        says_yes(people, reachable(people, f"Borger {number}", number=f"{20000010 + number}"), wave.study)
    return timezone.localtime().replace(hour=12).isoformat()


def test_question_message_by_two_workers_at_once_goes_once_to_each(
    due: str, folder: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue("url")
    monkeypatch.setenv("FREMSKUDT_SMS_FOLDER", str(folder))
    workers = [fremskudt(address, "-m", "tests.surveys.telling", due) for _worker in range(2)]
    go(workers)
    ends = [worker.communicate(timeout=240) for worker in workers]
    assert [errors for _said, errors in ends] == ["", ""]
    assert sum(int(said) for said, _errors in ends) == N_PEOPLE
    numbers = [to for to, _text in sent(folder)]
    assert len(numbers) == len(set(numbers)) == N_PEOPLE


def test_question_message_by_a_worker_that_is_killed_goes_once_to_each(
    due: str, settings: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Stopped by force while the mail server has a message and has not answered."""
    address, answer = request.getfixturevalue("url"), Mailbox.handle_DATA

    async def slowly(mailbox: Mailbox, *told: Any) -> str:
        await answer(mailbox, *told)
        await asyncio.sleep(10)
        return "250 OK"

    with open_mailbox(settings) as mailbox:
        for name, value in {
            "FREMSKUDT_SMS": "mail", "FREMSKUDT_SMS_DOMAIN": "sms.example.org", "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(settings.EMAIL_PORT), "EMAIL_TLS": "no", "EMAIL_FROM": "ingen-svar@example.org",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        with monkeypatch.context() as patch:
            patch.setattr(Mailbox, "handle_DATA", slowly)
            killed = fremskudt(address, "-m", "tests.surveys.telling", due)
            go([killed])
            first = str(mailbox.next()["To"])
            killed.kill()
            killed.communicate()
        other = fremskudt(address, "-m", "tests.surveys.telling", due)
        go([other])
        said, errors = other.communicate(timeout=240)
        assert (int(said), errors) == (N_PEOPLE - 1, "")
        rest = to_whom(mailbox)
    assert len({first, *rest}) == len([first, *rest]) == N_PEOPLE
    assert first.endswith("@sms.example.org")


def test_message_of_one_occasion_by_six_at_once_goes_once(people: Cast, folder: Path) -> None:
    one, now = reachable(people), timezone.localtime().replace(hour=12)
    went = at_once(
        6, lambda: message.send(
            citizen=one, kind=Kind.QUESTIONS, occasion="1", text=lambda: "Hej.", by=None, now=now,
            sender=people.therapist,
        ),
    )  # fmt: skip
    assert sorted(went) == [False] * 5 + [True]
    assert len(sent(folder)) == Message.objects.count() == 1


def test_stop_heard_by_two_at_once_is_written_and_answered_once(people: Cast, folder: Path) -> None:
    reachable(people)
    write_back(folder, "STOP")
    at_once(2, lambda: message.read_replies(timezone.now()))
    assert who_said_yes() == []
    assert MessageAgreement.objects.filter(answer="stop").count() == 1
    assert [to for to, _text in sent(folder)] == [WHOLE]


def to_whom(mailbox: Mailbox) -> list[str]:
    found = []
    while True:
        try:
            found.append(str(mailbox.came.get_nowait()["To"]))
        except Empty:
            return found


def at_once(n: int, act: Any) -> list[Any]:
    """Each in a thread and a connection of its own, from the same moment."""
    done, start = list[Any](), Barrier(n)

    def run() -> None:
        try:
            start.wait()
            done.append(act())
        finally:
            connection.close()

    threads = [Thread(target=run) for _one in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == n
    return done
