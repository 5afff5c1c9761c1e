"""The Friday mail: to volunteers of houses that give tips, once a week each, and a no is a no (F74). By real mail."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.models import Event, User
from fremskudt.access.roles import Role
from fremskudt.partnership.actions import tip_step, weekly_mail
from fremskudt.partnership.actions.weekly_mail import send_due
from fremskudt.partnership.models import HouseSum, WeeklyMail
from tests import cast
from tests.access.test_audit_writers import fremskudt, url  # noqa: F401  url is a fixture
from tests.casework.lix import lix
from tests.casework.test_alarm import go, told
from tests.cast import Cast
from tests.mailbox import link_in, open_mailbox
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

HERE = timezone.get_default_timezone()
FRIDAY = datetime(2026, 11, 20, 9, tzinfo=HERE)
BOTH = ["karla@example.org", "palle@example.org"]
N_MORE = 12


@pytest.fixture(autouse=True)
def _nobody_rests() -> None:
    cache.clear()


@pytest.fixture
def house(people: Cast) -> Cast:
    """A house that gave a tip last week, which the team has read."""
    with time_machine.travel(FRIDAY - timedelta(days=9), tick=False):
        tip_step.step(tip=tip(people), kind="received", by=people.therapist)
    return people


def to(mailbox: Any) -> list[str]:
    return [to for to, _subject, _text in told(mailbox)]


def test_weekly_mail_goes_once_to_each_volunteer_and_says_thanks(house: Cast, settings: Any) -> None:
    with open_mailbox(settings) as mailbox:
        assert send_due(FRIDAY) == 2
        came = told(mailbox)
        assert [to for to, _subject, _text in came] == BOTH
        assert {subject for _to, subject, _text in came} == {"Tak"}
        text = came[0][2]
        assert "Alle jeres praj er læst. Vi kigger stadig. Tak, fordi I holder øje." in text
        assert link_in(text).endswith("/praj/mine/")
        assert "sig nej tak" in text
        assert lix(text.replace(link_in(text), "")) <= 30
        for absent in ("behandling", "stof", "misbrug", "Kajen", "Centret", "Palle", "Karla"):
            assert absent not in text
        for later in (FRIDAY, FRIDAY + timedelta(hours=10)):
            assert send_due(later) == 0
        assert send_due(FRIDAY + timedelta(days=7)) == 2
        assert to(mailbox) == BOTH
    assert Event.objects.filter(action="weekly.send", actor="system", subject=house.partner.key).count() == 2
    assert WeeklyMail.objects.filter(sent_at=None).count() == 0


def test_weekly_mail_tells_the_houses_number(house: Cast, settings: Any) -> None:
    HouseSum.objects.create(organisation=house.drop_in, month_on=date(2026, 11, 1), n_at_least=6, made_at=FRIDAY)
    with open_mailbox(settings) as mailbox:
        send_due(FRIDAY)
        assert all("Siden nytår er mindst 6 af jeres praj blevet til kontakt." in text for *_to, text in told(mailbox))


@pytest.mark.parametrize("hours", [-1, -24, 11, 24, 72])
def test_weekly_mail_disturbs_nobody_at_other_times(house: Cast, settings: Any, hours: int) -> None:
    with open_mailbox(settings) as mailbox:
        assert send_due(FRIDAY + timedelta(hours=hours)) == 0
        assert to(mailbox) == []


def test_weekly_mail_goes_to_nobody_else(house: Cast, settings: Any) -> None:
    """Professionals and peers are told at work; a house that gave none for a year, and who has left, is left alone."""
    silent = house.municipalities["Randers"].partners.create(kind="shelter", name="Herberget")
    cast.person("Sif", silent, Role.PARTNER)
    with time_machine.travel(FRIDAY - timedelta(days=9), tick=False):
        for organisation in (house.jobcentre, house.centre):
            tip(house, organisation=organisation)
    with time_machine.travel(FRIDAY - timedelta(days=366), tick=False):
        tip(house, organisation=silent)
    User.objects.filter(pk=house.partner.pk).update(is_active=False)
    with open_mailbox(settings) as mailbox:
        assert send_due(FRIDAY) == 1
        assert to(mailbox) == ["karla@example.org"]


def test_weekly_mail_stops_by_a_no_until_there_is_a_yes(house: Cast, settings: Any) -> None:
    for _press in range(2):
        weekly_mail.stop(by=house.partner)
    with open_mailbox(settings) as mailbox:
        assert send_due(FRIDAY) == 1
        assert to(mailbox) == ["karla@example.org"]
        for _press in range(2):
            weekly_mail.begin_again(by=house.partner)
        assert send_due(FRIDAY) == 1
        assert to(mailbox) == ["palle@example.org"]
    for action in ("weekly.stop", "weekly.begin"):
        assert Event.objects.filter(action=action, subject=house.partner.key).count() == 1


def test_weekly_mail_of_somebody_in_two_houses_is_one(house: Cast, settings: Any) -> None:
    second = house.municipalities["Randers"].partners.create(kind="shelter", name="Herberget")
    house.partner.memberships.create(organisation=second, role=Role.PARTNER)
    house.partner.memberships.create(organisation=house.drop_in, role=Role.PARTNER_CONTACT)
    with time_machine.travel(FRIDAY - timedelta(days=9), tick=False):
        tip(house, organisation=second)  # not read
    with open_mailbox(settings) as mailbox:
        assert send_due(FRIDAY) == 2
        came = {to: text for to, _subject, text in told(mailbox)}
    assert "Alle jeres praj er læst." in came["karla@example.org"]
    assert "Alle jeres praj er læst." not in came["palle@example.org"]


def test_weekly_mail_that_could_not_be_sent_is_tried_again_later_and_others_get_theirs(
    house: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = mail.send
    with open_mailbox(settings) as mailbox:
        monkeypatch.setattr(mail, "send", lambda one: one.to != ["palle@example.org"] and real(one))
        assert send_due(FRIDAY) == 1
        assert to(mailbox) == ["karla@example.org"]
        assert not WeeklyMail.objects.filter(user=house.partner).exists()
        monkeypatch.undo()
        settings.MAIL_IS_ON = True
        assert send_due(FRIDAY) == 0  # rests for a quarter of an hour
        cache.clear()
        assert send_due(FRIDAY) == 1
        assert to(mailbox) == ["palle@example.org"]


def test_weekly_mail_of_a_worker_that_was_killed_is_not_sent_twice(
    house: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between claim and mail: nobody knows whether it went, so it does not go again this week."""

    def killed(_message: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(mail, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        send_due(FRIDAY)
    monkeypatch.undo()
    claimed = WeeklyMail.objects.get(sent_at=None).user
    with open_mailbox(settings) as mailbox:
        assert send_due(FRIDAY) == 1
        assert claimed.email not in to(mailbox)
        assert send_due(FRIDAY + timedelta(days=7)) == 2


def test_weekly_mail_stays_quiet_where_no_mail_is_set_up(house: Cast, settings: Any) -> None:
    settings.MAIL_IS_ON = False
    assert send_due(FRIDAY) == 0
    assert not WeeklyMail.objects.exists()


def test_weekly_mail_is_in_the_readers_language(house: Cast, settings: Any) -> None:
    User.objects.filter(pk=house.partner.pk).update(language="en")
    with open_mailbox(settings) as mailbox:
        send_due(FRIDAY)
        came = {to: subject for to, subject, _text in told(mailbox)}
    assert came["karla@example.org"] == "Tak"
    assert came["palle@example.org"].isascii()


def test_weekly_mail_by_two_workers_at_once_is_sent_once(
    house: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    for number in range(N_MORE):
        cast.person(f"Frivillig{number}", house.drop_in, Role.PARTNER)
    address = request.getfixturevalue("url")
    with open_mailbox(settings) as mailbox:
        monkeypatch.setenv("EMAIL_HOST", "127.0.0.1")
        monkeypatch.setenv("EMAIL_PORT", str(settings.EMAIL_PORT))
        monkeypatch.setenv("EMAIL_TLS", "no")
        monkeypatch.setenv("EMAIL_FROM", "ingen-svar@example.org")
        workers = [fremskudt(address, "-m", "tests.partnership.thanking", FRIDAY.isoformat()) for _worker in range(2)]
        go(workers)
        ends = [worker.communicate(timeout=120) for worker in workers]
        assert [errors for _said, errors in ends] == ["", ""]
        assert sum(int(said) for said, _errors in ends) == 2 + N_MORE
        came = to(mailbox)
    assert len(came) == len(set(came)) == 2 + N_MORE
