"""The Friday mail: the week's line to every volunteer whose house gives tips, once a week each (F74).

Whoever comes first claims a person's week by writing its row (`WeeklyMail` without a time; the database lets one in),
then the mail goes, outside of any transaction, then the time is written. A mail that the server did not take gives the
claim back, and the person is tried again a quarter of an hour later, as long as it is Friday.

A worker that is killed between claim and time leaves a claim without a time. The mail may have gone, so it is not sent
again: that person has one thanks too few this week, never two, and next Friday is a new week.
"""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from fremskudt.access import mail
from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.partnership.models import NoWeeklyMail, WeeklyMail
from fremskudt.partnership.rules.weekly_line import is_time_to_mail
from fremskudt.partnership.selectors.weekly_line import WeeklyLine, weekly_line
from fremskudt.partnership.selectors.weekly_mail import Recipient, list_due, this_week

REST_SECONDS = 15 * 60  # before a person whose mail could not be sent is tried again


def send_due(now: datetime) -> int:
    """Everything that is due now; returns how many mails this worker sent. Never inside a transaction."""
    if not settings.MAIL_IS_ON or not is_time_to_mail(timezone.localtime(now)):
        return 0
    today = timezone.localdate(now)
    due = [one for one in list_due(now) if not cache.get(_resting(one.user))]
    lines = {houses: weekly_line(houses, today) for houses in {one.houses for one in due}}
    return sum(_send(one, lines[one.houses], now) for one in due)


def stop(*, by: User) -> None:
    """No more of them. Stopped twice, it is once."""
    with transaction.atomic():
        _row, is_new = NoWeeklyMail.objects.get_or_create(user=by, defaults={"made_at": timezone.now()})
        if is_new:
            record(by=by, action="weekly.stop", subject=by.key, purpose=Purpose.OWN, fields="coded")


def begin_again(*, by: User) -> None:
    with transaction.atomic():
        n_gone, _rows = NoWeeklyMail.objects.filter(user=by).delete()
        if n_gone:
            record(by=by, action="weekly.begin", subject=by.key, purpose=Purpose.OWN, fields="coded")


def _send(one: Recipient, line: WeeklyLine, now: datetime) -> bool:
    if not _claim(one.user, now):
        return False
    claimed = WeeklyMail.objects.filter(user=one.user, week_on=this_week(now), sent_at=None)
    if not mail.send(_message(one.user, line)):
        claimed.delete()
        cache.set(_resting(one.user), True, REST_SECONDS)
        return False
    with transaction.atomic():
        claimed.update(sent_at=timezone.now())
        record(by=SYSTEM, action="weekly.send", subject=one.user.key, purpose=Purpose.ADMINISTRATION, fields="coded")
    return True


def _claim(user: User, now: datetime) -> bool:
    """Whether this worker is the one who sends: nobody has, and the person may still be written to."""
    with transaction.atomic():
        if not list_due(now, user):
            return False
        return WeeklyMail.objects.get_or_create(user=user, week_on=this_week(now))[1]


def _message(user: User, line: WeeklyLine) -> EmailMessage:
    with translation.override(user.language):
        words = line.words
    return mail.weekly(to=user.email, language=user.language, words=words, link=link())


def link() -> str:
    """One's own tips on this site. A mail is sent by a worker that answers no request, so the settings are asked."""
    host = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    site = f"https://{host}" if settings.SECURE else f"http://{host}:8000"
    return site + reverse("casework:own_tips")


def _resting(user: User) -> str:
    return f"weekly_mail.rests:{user.pk}"
