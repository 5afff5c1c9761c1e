"""Who is not back: a colleague is told, fifteen minutes later the leader, each once whoever tells. By real mail."""

import subprocess
from datetime import datetime, timedelta
from queue import Empty
from typing import Any

import pytest
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.models import Event, Membership, User
from fremskudt.access.roles import Role
from fremskudt.casework.actions import visit as visits
from fremskudt.casework.actions.alarm import tell_overdue
from fremskudt.casework.models import Duty, Visit
from fremskudt.config.cli import main
from tests import cast
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.cast import Cast
from tests.mailbox import Mailbox, open_mailbox

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

N_OUT = 12


def out(user: User, town: Any, minutes_late: int) -> Visit:
    back = timezone.now() - timedelta(minutes=minutes_late)
    return Visit.objects.create(user=user, municipality=town, began_at=back - timedelta(hours=1), back_at=back)


def told(mailbox: Mailbox) -> list[tuple[str, str, str]]:
    """Everything that has come: to whom, the subject, the text."""
    found = []
    while True:
        try:
            one = mailbox.came.get_nowait()
        except Empty:
            return sorted(found)
        found.append((str(one["To"]), str(one["Subject"]), one.get_content().strip()))


def words(back_at: datetime, name: str = "Tea") -> str:
    return f"Ring til {name} nu. Ventet tilbage kl. {timezone.localtime(back_at):%H.%M}."


@pytest.fixture
def town(people: Cast) -> Any:
    return people.municipalities["Randers"]


def test_alarm_tells_a_colleague_and_then_the_leader_each_once(people: Cast, town: Any, settings: Any) -> None:
    User.objects.filter(pk=people.therapist.pk).update(name="Tea Bo Larsen")
    visit = out(people.therapist, town, 1)
    now = timezone.now()
    with open_mailbox(settings) as mailbox:
        assert tell_overdue(now) == 1
        assert told(mailbox) == [("tom@example.org", "Ring nu", words(visit.back_at))]
        assert tell_overdue(now) == tell_overdue(now + timedelta(minutes=13)) == 0
        assert tell_overdue(now + timedelta(minutes=15)) == 1
        assert [to for to, _subject, _text in told(mailbox)] == ["lea@example.org", "line@example.org"]
        assert tell_overdue(now + timedelta(hours=5)) == 0
        assert told(mailbox) == []
    assert Event.objects.filter(action="visit.alarm", subject=people.therapist.key, role="system").count() == 2


def test_alarm_tells_nobody_of_who_is_home_or_not_due(people: Cast, town: Any, settings: Any) -> None:
    out(people.therapist, town, 5)
    out(people.colleague, town, -5)
    visits.end(by=people.therapist)
    with open_mailbox(settings) as mailbox:
        assert tell_overdue(timezone.now()) == 0
        assert told(mailbox) == []


def test_alarm_goes_to_who_is_on_duty_but_never_to_oneself(people: Cast, town: Any, settings: Any) -> None:
    third = cast.person("Tim", people.centre, Role.THERAPIST)
    duty = Duty.objects.create(municipality=town, on=timezone.localdate(), user=third, by=people.leader)
    with open_mailbox(settings) as mailbox:
        visit = out(people.therapist, town, 1)
        Duty.objects.update(on=timezone.localdate(visit.back_at))
        tell_overdue(timezone.now())
        assert [to for to, *_rest in told(mailbox)] == ["tim@example.org"]
        Visit.objects.all().delete()
        Duty.objects.filter(pk=duty.pk).update(user=people.therapist)
        out(people.therapist, town, 1)
        tell_overdue(timezone.now())
        assert [to for to, *_rest in told(mailbox)] == ["tim@example.org", "tom@example.org"]


def test_alarm_of_who_has_no_colleague_goes_to_the_leaders_at_once(people: Cast, town: Any, settings: Any) -> None:
    Membership.objects.filter(user=people.colleague).delete()
    out(people.therapist, town, 1)
    with open_mailbox(settings) as mailbox:
        tell_overdue(timezone.now())
        assert [to for to, *_rest in told(mailbox)] == ["lea@example.org", "line@example.org"]


def test_alarm_begins_anew_when_more_time_was_asked_for(people: Cast, town: Any, settings: Any) -> None:
    out(people.therapist, town, 1)
    with open_mailbox(settings) as mailbox:
        tell_overdue(timezone.now())
        assert len(told(mailbox)) == 1
        later = visits.more_time(seen_back_at=None, by=people.therapist).back_at
        assert tell_overdue(timezone.now()) == 0
        assert tell_overdue(later) == 1
        assert told(mailbox) == [("tom@example.org", "Ring nu", words(later))]


def test_alarm_that_could_not_be_sent_is_tried_again(
    people: Cast, town: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = out(people.therapist, town, 1)
    monkeypatch.setattr(mail, "send", lambda _message: False)
    assert tell_overdue(timezone.now()) == 0
    visit.refresh_from_db()
    assert visit.colleague_told_at is None
    assert not Event.objects.filter(action="visit.alarm").exists()
    monkeypatch.undo()
    with open_mailbox(settings) as mailbox:
        assert tell_overdue(timezone.now()) == 1
        assert len(told(mailbox)) == 1


def test_alarm_stays_quiet_where_no_mail_is_set_up(people: Cast, town: Any, settings: Any) -> None:
    visit = out(people.therapist, town, 30)
    settings.MAIL_IS_ON = False
    assert tell_overdue(timezone.now()) == 0
    visit.refresh_from_db()
    assert visit.leader_told_at is None


def test_alarm_is_in_the_readers_language(people: Cast, town: Any, settings: Any) -> None:
    User.objects.filter(pk=people.colleague.pk).update(language="en")
    out(people.therapist, town, 1)
    with open_mailbox(settings) as mailbox:
        tell_overdue(timezone.now())
        [(_to, subject, text)] = told(mailbox)
    assert "Tea" in text
    assert subject.isascii()


def test_alarm_by_two_workers_at_once_is_sent_once(
    people: Cast, town: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    for number in range(N_OUT):
        user = cast.person(f"Ude{number}", people.jobcentre, Role.PROFESSIONAL)
        out(user, town, 20)
    address = request.getfixturevalue("url")  # the database as it is now, also where other processes have a copy
    with open_mailbox(settings) as mailbox:
        monkeypatch.setenv("EMAIL_HOST", "127.0.0.1")
        monkeypatch.setenv("EMAIL_PORT", str(settings.EMAIL_PORT))
        monkeypatch.setenv("EMAIL_TLS", "no")
        monkeypatch.setenv("EMAIL_FROM", "ingen-svar@example.org")
        workers = [fremskudt(address, "-m", "tests.casework.watching") for _worker in range(2)]
        go(workers)
        ends = [worker.communicate(timeout=120) for worker in workers]
        assert [errors for _said, errors in ends] == ["", ""]
        assert sum(int(said) for said, _errors in ends) == 2 * N_OUT
        came = told(mailbox)
    to_team = [text for to, _subject, text in came if to == "tom@example.org"]
    to_leader = [text for to, _subject, text in came if to == "line@example.org"]
    assert len(to_team) == len(set(to_team)) == N_OUT
    assert len(to_leader) == 2 * N_OUT  # as one of the team, and as the leader


def go(workers: list[subprocess.Popen[str]]) -> None:
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("\n")
        worker.stdin.flush()


def test_alarm_command_looks_once(people: Cast, town: Any, settings: Any) -> None:
    out(people.therapist, town, 1)
    with open_mailbox(settings) as mailbox:
        assert main(["watch", "--once"]) == 0
        assert len(told(mailbox)) == 1
