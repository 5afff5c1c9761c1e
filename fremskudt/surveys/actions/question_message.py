"""Citizens are written to about what is open: when somebody presses, and by itself as agreed. Once, and once again.

A message is made as it goes: what has been moved, held back or answered meanwhile is heard.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import gateways
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import message
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.message import Kind, is_quiet
from fremskudt.casework.rules.message_text import text_of
from fremskudt.casework.rules.team import first_name
from fremskudt.casework.selectors.followers import list_followers
from fremskudt.surveys.actions.answer_link import give_link
from fremskudt.surveys.actions.hold import hold_all
from fremskudt.surveys.actions.invitation import invite
from fremskudt.surveys.rules import question_message as rules
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors.asked import Asked
from fremskudt.surveys.selectors.may_ask import may_ask_now
from fremskudt.surveys.selectors.question_message import (
    Due,
    due_of,
    is_dead,
    list_due,
    may_send_now,
    to_put_off,
    to_tell,
    was_refused,
)

REST_SECONDS = 15 * 60  # before somebody who was looked at and not written to is looked at again
MOST_REFUSED = 3  # in a row: then the gateway is down, and nobody's links are made for nothing
NOT_NOW_LASTS = timedelta(days=7)


def send_now(*, citizen: Citizen, by: User) -> bool:
    """The link, to somebody one has just agreed it with; whether it went. NotNow with the reason where it may not.

    Pressed twice it is once. Where the gateway refused, it can be pressed again after a quarter of an hour.
    """
    now, root = timezone.now(), citizen.merged_into or citizen
    require(may_send_now(citizen=root, by=by, now=now))
    asked = to_tell(root)
    occasion = rules.occasion([one.wave.pk for one in asked], timezone.localdate(now))
    return message.send(
        citizen=root, kind=Kind.QUESTIONS, occasion=occasion, text=_with_link(root, by.name, by), by=by, now=now,
        is_dead=is_dead(root), then=lambda: _note(asked, by),
    )  # fmt: skip


def send_due(now: datetime) -> int:
    """Everything that is due now; returns how many this worker sent. Never inside a transaction."""
    if not gateways.is_on() or is_quiet(timezone.localtime(now)) or cache.get(_RESTS):
        return 0
    n_sent = n_refused = 0
    for citizen in list_due(now):
        if not cache.add(_resting(citizen), True, REST_SECONDS):
            continue
        went = _send(citizen, now)
        n_sent += went is True
        n_refused = n_refused + 1 if went is False else 0
        if n_refused == MOST_REFUSED:
            cache.set(_RESTS, True, REST_SECONDS)
            break
    return n_sent


def read_replies(now: datetime) -> int:
    """What came back from phones is heard: STOP stops, »ikke nu« puts questions off. Returns how many were heard."""
    return message.read_replies(now, put_off)


def put_off(citizen: Citizen, now: datetime) -> date | None:
    """All questions wait a week, by the citizen's own word; the day they may come again, or None: there are none."""
    asked = to_put_off(citizen)
    if not asked:
        return None
    until_on = timezone.localdate(now) + NOT_NOW_LASTS
    hold_all(asked=asked, reason="not_now", until_on=until_on, by=None)
    return until_on


_RESTS = "question_message.gateway_rests"


def _resting(citizen: Citizen) -> str:
    return f"question_message.rests:{citizen.pk}"


def _send(citizen: Citizen, now: datetime) -> bool | None:
    """Whether it went; None where nothing was to go, or another worker had it. False: the gateway refused it.

    In the name of whoever has followed longest. Whom nobody follows is not written to by a machine alone.
    """
    due, followers = due_of(citizen, now), list_followers(citizen)
    if due is None or not followers:
        return None
    sender = followers[0]
    went = message.send(
        citizen=citizen, kind=due.kind, occasion=due.occasion, text=_text(due, sender), by=None, now=now,
        sender=sender, is_dead=is_dead(citizen), then=lambda: _note(due.asked, None),
    )  # fmt: skip
    return True if went else (False if was_refused(due) else None)


def _text(due: Due, sender: User) -> Callable[[], str]:
    if due.kind is Kind.QUESTIONS:
        return _with_link(due.citizen, sender.name, None)
    return lambda: text_of(Kind.QUESTIONS_AGAIN, day=due.until_on, name=first_name(sender.name))


def _with_link(citizen: Citizen, name: str, by: User | None) -> Callable[[], str]:
    """With a link that is made only once the message is claimed. Its secret is nowhere but in the message."""

    def text() -> str:
        _link, token = give_link(citizen=citizen, by=by)
        return text_of(
            Kind.QUESTIONS, link=gateways.site() + reverse("surveys:answer_enter", args=[token]), name=first_name(name)
        )

    return text


def _note(asked: Sequence[Asked], by: User | None) -> None:
    for one in asked:
        if may_ask_now(one):
            invite(asked=one, way=Way.SMS, by=by)
