"""The mail that reminds partners: set up, stopped, tried on oneself, and sent when it is due (F13).

Nobody gets the same one twice: whoever sends first writes a claim (`ReminderSent` with no time), then the mail goes,
then the time is written. Two workers meet at the claim. A worker that is killed between claim and time leaves a claim
without a time: the mail may have gone, so it is never sent again, and the page says that nobody knows. A mail that the
server would not take gives its claim back; the same person is tried again a quarter of an hour later, for three days.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.actor import SYSTEM, Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Event, Organisation, User
from fremskudt.partnership.models import Reminder, ReminderSent
from fremskudt.partnership.rules import reminder as rules
from fremskudt.partnership.selectors.reminder import Recipient, due_reminders, recipients_in


def begin(
    *, municipality: Organisation, to: Iterable[Organisation], words: str, every_days: int, next_on: date, by: User
) -> Reminder:
    """It goes from that day on. The same, pressed twice, is one."""
    houses = {house.pk for house in to}
    told = {"municipality": municipality, "words": words, "every_days": every_days, "next_on": next_on, "by": by}
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        for already in Reminder.objects.filter(stopped_at=None, **told).prefetch_related("to"):
            if {house.pk for house in already.to.all()} == houses:
                return already
        reminder = Reminder.objects.create(made_at=timezone.now(), **told)
        reminder.to.set(houses)
        _record(by, "reminder.begin", reminder, "free_text")
    return reminder


def stop(*, reminder: Reminder, by: User) -> None:
    """No more of it. Stopped twice, it is once."""
    with transaction.atomic():
        if Reminder.objects.filter(pk=reminder.pk, stopped_at=None).update(stopped_at=timezone.now()):
            _record(by, "reminder.stop", reminder, "coded")


def try_on_oneself(*, words: str, by: User) -> bool:
    """The mail as it will look, to nobody but who asks; whether it went. Pressed twice, it is one mail."""
    fresh = timezone.now() - rules.SAMPLE_LASTS
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if Event.objects.filter(actor=by.key, action="reminder.sample", at__gte=fresh).exists():
            return True
        record(by=by, action="reminder.sample", subject=by.key, purpose=Purpose.OWN, fields="free_text")
    return _send(by, words)


@dataclass
class Round:
    """What came of one due day of one reminder."""

    n_sent: int = 0
    n_failed: int = 0


def send_due(now: datetime) -> int:
    """Everything that is due now; returns how many mails this worker sent. Never inside a transaction."""
    local = timezone.localtime(now)
    if not settings.MAIL_IS_ON or not rules.may_send_at(local):
        return 0
    return sum(_send_round(reminder, now, local.date()) for reminder in due_reminders(local.date()))


def _send_round(reminder: Reminder, now: datetime, today: date) -> int:
    done = Round()
    for one in recipients_in(reminder.to.all()):
        claimed = None if cache.get(_resting(one)) else _claim(reminder, one, today)
        if claimed is None:
            done.n_failed += bool(cache.get(_resting(one)))
        elif _send(one.user, reminder.words):
            ReminderSent.objects.filter(pk=claimed.pk).update(sent_at=now)
            done.n_sent += 1
        else:
            claimed.delete()
            cache.set(_resting(one), True, rules.REST_SECONDS)
            done.n_failed += 1
    if done.n_sent:
        with transaction.atomic():
            _record(SYSTEM, "reminder.send", reminder, "coded")
    _move_on(reminder, done, today)
    return done.n_sent


def _claim(reminder: Reminder, one: Recipient, today: date) -> ReminderSent | None:
    """The right to send this one, which one worker gets; nobody where it was sent, is stopped, or comes too soon."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=one.user.pk)  # two reminders of one day take turns
        stands = Reminder.objects.filter(pk=reminder.pk, stopped_at=None, next_on=reminder.next_on).exists()
        if not stands or _had_one_lately(one.user, today):
            return None
        try:
            with transaction.atomic():
                return ReminderSent.objects.create(
                    reminder=reminder, user=one.user, organisation=one.organisation, due_on=reminder.next_on
                )
        except IntegrityError:
            return None


def _had_one_lately(user: User, today: date) -> bool:
    first = rules.first_blocking_day(today)
    sent = ReminderSent.objects.filter(user=user)
    morning = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    return sent.filter(sent_at__gte=morning).exists() or sent.filter(sent_at=None, due_on__gte=first).exists()


def _move_on(reminder: Reminder, done: Round, today: date) -> None:
    """To the next day of the series, by one conditional UPDATE, once everybody is done with."""
    n_unsure = reminder.sent.filter(due_on=reminder.next_on, sent_at=None).count()
    if rules.may_move_on(is_all_done=not done.n_failed, n_unsure=n_unsure, due_on=reminder.next_on, today=today):
        following = rules.next_after(reminder.next_on, reminder.every_days, today)
        Reminder.objects.filter(pk=reminder.pk, next_on=reminder.next_on).update(next_on=following)


def _send(user: User, words: str) -> bool:
    return mail.send(mail.partner_reminder(to=user.email, language=user.language, words=words, link=link()))


def link() -> str:
    """The page for a tip on this site, as far as the settings know it: a worker answers no request."""
    host = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    site = f"https://{host}" if settings.SECURE else f"http://{host}:8000"
    return site + reverse("partnership:tip_new")


def _resting(one: Recipient) -> str:
    return f"reminder.rests:{one.user.pk}"


def _record(by: User | Actor, action: str, reminder: Reminder, fields: str) -> None:
    record(by=by, action=action, subject=f"reminder:{reminder.pk}", purpose=Purpose.ADMINISTRATION, fields=fields)
