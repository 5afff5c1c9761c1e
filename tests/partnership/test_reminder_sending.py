"""Reminders go out: each once, one a week at most, also with two workers and after a kill. By real mail (F13)."""

import asyncio
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.models import Event, Organisation, User
from fremskudt.access.roles import Role
from fremskudt.partnership.actions import reminder as actions
from fremskudt.partnership.models import NoWeeklyMail, ReminderSent
from tests import cast
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.access.visibility_pages import reminder
from tests.casework.pages import shown, words
from tests.casework.test_alarm import go
from tests.cast import Cast, enter
from tests.mailbox import Mailbox, open_mailbox
from tests.partnership.reminder_field import DAY, MONDAY, WEEK, at, came, to_whom

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
LIST = reverse("partnership:reminders")
N_PEOPLE = 12


@pytest.fixture(autouse=True)
def _nobody_rests() -> None:
    cache.clear()


def test_reminder_goes_to_each_once_and_comes_again(people: Cast, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["aftaler.example.org"]
    one = reminder(people, "Randers", people.drop_in, people.jobcentre, next_on=MONDAY)
    with open_mailbox(settings) as mailbox:
        assert actions.send_due(at(MONDAY - 3 * DAY)) == actions.send_due(at(MONDAY, 8)) == 0
        with time_machine.travel(at(MONDAY), tick=False):
            assert actions.send_due(at(MONDAY)) == 3
            assert actions.send_due(at(MONDAY)) == 0
        mails = came(mailbox)
        assert [to for to, *_rest in mails] == ["jens@example.org", "karla@example.org", "palle@example.org"]
        for _to, subject, text in mails:
            assert subject == "Kaffe og en snak"
            assert "Kender du en?" in text
            assert "aftaler.example.org" in text
            for absent in ("behandling", "misbrug", "Randers", "Kajen"):
                assert absent.lower() not in text.lower()
        one.refresh_from_db()
        assert one.next_on == MONDAY + 4 * WEEK
        assert Event.objects.filter(action="reminder.send", subject=f"reminder:{one.pk}", role="system").count() == 1
        with time_machine.travel(at(MONDAY + 4 * WEEK), tick=False):
            assert actions.send_due(at(MONDAY + 4 * WEEK)) == 3
        assert len(came(mailbox)) == 3


def test_reminder_passes_over_who_said_no_who_left_and_other_roles(people: Cast, settings: Any) -> None:
    reminder(people, "Randers", people.drop_in, people.jobcentre, people.centre, next_on=MONDAY)
    NoWeeklyMail.objects.create(user=people.partner, made_at=timezone.now())
    User.objects.filter(pk=people.professional.pk).update(is_active=False)
    with open_mailbox(settings) as mailbox:
        assert actions.send_due(at(MONDAY)) == 1
        assert to_whom(mailbox) == ["karla@example.org"]


def test_partner_gets_at_most_one_a_week_however_many_there_are(people: Cast, settings: Any) -> None:
    reminder(people, "Randers", words="Den ene", next_on=MONDAY)
    reminder(people, "Randers", words="Den anden", next_on=MONDAY)
    reminder(people, "Randers", words="Den tredje", next_on=MONDAY + 4 * DAY)
    reminder(people, "Randers", words="Ugen efter", next_on=MONDAY + WEEK)
    with open_mailbox(settings) as mailbox:
        for n_days, n_mails in ((0, 2), (4, 0), (7, 2)):
            with time_machine.travel(at(MONDAY + n_days * DAY, 9), tick=False):
                assert actions.send_due(timezone.now()) == n_mails
        assert to_whom(mailbox) == ["karla@example.org", "karla@example.org", "palle@example.org", "palle@example.org"]


def test_partner_of_two_houses_gets_it_once(people: Cast, settings: Any) -> None:
    people.partner.memberships.create(organisation=people.jobcentre, role=Role.PROFESSIONAL)
    reminder(people, "Randers", people.drop_in, people.jobcentre, next_on=MONDAY)
    with open_mailbox(settings) as mailbox:
        assert actions.send_due(at(MONDAY)) == 3
        assert to_whom(mailbox).count("palle@example.org") == 1


def test_reminder_that_could_not_be_sent_is_tried_again_and_given_up(
    people: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = reminder(people, "Randers", next_on=MONDAY)
    settings.MAIL_IS_ON = True
    tried: list[str] = []

    def refuse(message: Any) -> bool:
        tried.append(message.to[0])
        return message.to[0] != "palle@example.org"

    monkeypatch.setattr(mail, "send", refuse)
    with time_machine.travel(at(MONDAY), tick=False) as clock:
        assert actions.send_due(timezone.now()) == 1
        assert actions.send_due(timezone.now()) == 0
        assert tried.count("palle@example.org") == 1  # not at every round
        clock.shift(16 * 60)
        assert actions.send_due(timezone.now()) == 0
        assert tried.count("palle@example.org") == 2
        assert tried.count("karla@example.org") == 1
        assert ReminderSent.objects.count() == 1
        one.refresh_from_db()
        assert one.next_on == MONDAY
        clock.move_to(at(MONDAY + 4 * DAY))
        assert actions.send_due(timezone.now()) == 0
    one.refresh_from_db()
    assert one.next_on == MONDAY + 4 * WEEK


def test_reminder_of_a_worker_that_was_killed_is_not_sent_again(people: Cast, settings: Any) -> None:
    """Between the mail and the note of it: the mail may have gone, so it never goes twice, and the page says so."""
    one = reminder(people, "Randers", next_on=MONDAY)
    ReminderSent.objects.create(reminder=one, user=people.partner, organisation=people.drop_in, due_on=MONDAY)
    with open_mailbox(settings) as mailbox, time_machine.travel(at(MONDAY), tick=False) as clock:
        assert actions.send_due(timezone.now()) == 1
        one.refresh_from_db()
        assert one.next_on == MONDAY  # the other worker may be at it still
        clock.move_to(at(MONDAY + DAY))
        assert actions.send_due(timezone.now()) == 0
        assert to_whom(mailbox) == ["karla@example.org"]
    one.refresh_from_db()
    assert one.next_on == MONDAY + 4 * WEEK
    page = words(enter(Client(), people.leader).get(LIST))  # type: ignore[arg-type]
    assert "For 1 person ved vi ikke, om mailen nåede frem. Den sendes ikke igen." in page


def test_reminder_stays_quiet_where_no_mail_is_set_up(people: Cast, settings: Any) -> None:
    reminder(people, "Randers", next_on=MONDAY)
    settings.MAIL_IS_ON = False
    assert actions.send_due(at(MONDAY)) == 0
    assert not ReminderSent.objects.exists()
    assert "Der sendes ingen mails herfra endnu." in shown(enter(Client(), people.leader), LIST)


@pytest.fixture
def reminded(people: Cast) -> str:
    """Twelve at a house, two reminders due to them; the moment they are due, as a worker is told it."""
    house = Organisation.objects.create(kind="shelter", name="Herberget", municipality=people.municipalities["Randers"])
    for number in range(N_PEOPLE):
        cast.person(f"Vagt{number}", house, Role.PARTNER)
    for name in ("Den ene", "Den anden"):
        reminder(people, "Randers", house, words=name, next_on=MONDAY)
    return at(MONDAY).isoformat()


def mails_go_to(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those of other processes."""
    told = {"HOST": "127.0.0.1", "PORT": str(settings.EMAIL_PORT), "TLS": "no", "FROM": "ingen-svar@example.org"}
    for name, value in told.items():
        monkeypatch.setenv(f"EMAIL_{name}", value)


def test_reminder_by_a_worker_that_is_killed_comes_to_each_once(
    reminded: str, settings: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Stopped by force while the mail server has a mail and has not answered."""
    address, answer = request.getfixturevalue("url"), Mailbox.handle_DATA

    async def slowly(mailbox: Mailbox, *told: Any) -> str:
        await answer(mailbox, *told)
        await asyncio.sleep(10)
        return "250 OK"

    with open_mailbox(settings) as mailbox:
        mails_go_to(settings, monkeypatch)
        with monkeypatch.context() as patch:
            patch.setattr(Mailbox, "handle_DATA", slowly)
            killed = fremskudt(address, "-m", "tests.partnership.reminding", reminded)
            go([killed])
            first = str(mailbox.next()["To"])
            killed.kill()
            killed.communicate()
        other = fremskudt(address, "-m", "tests.partnership.reminding", reminded)
        go([other])
        said, errors = other.communicate(timeout=120)
        assert (int(said), errors) == (N_PEOPLE - 1, "")
        rest = to_whom(mailbox)
    assert len({first, *rest}) == len([first, *rest]) == N_PEOPLE


def test_reminder_by_two_workers_at_once_is_sent_once_to_each(
    reminded: str, settings: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    address = request.getfixturevalue("url")  # the database as it is now, also where other processes have a copy
    with open_mailbox(settings) as mailbox:
        mails_go_to(settings, monkeypatch)
        workers = [fremskudt(address, "-m", "tests.partnership.reminding", reminded) for _worker in range(2)]
        go(workers)
        ends = [worker.communicate(timeout=120) for worker in workers]
        assert [errors for _said, errors in ends] == ["", ""]
        assert sum(int(said) for said, _errors in ends) == N_PEOPLE
        sent = to_whom(mailbox)
    assert len(sent) == len(set(sent)) == N_PEOPLE
