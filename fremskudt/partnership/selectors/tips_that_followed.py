"""What came afterwards: how many tips and calls carry a code, and how many tips followed a mail. Numbers, never which.

Every number that leaves this module is protected: 1 and 2 are hidden. A house is never held against another.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Min

from fremskudt.basics.small_counts import Protected, alone
from fremskudt.partnership.models import Batch, ReminderSent, Tip
from fremskudt.partnership.rules import visibility as rules
from fremskudt.partnership.rules.visibility import Followed, followed

WINDOW = timedelta(days=rules.FOLLOWS_DAYS)


@dataclass(frozen=True)
class Through:
    """What came through the codes of one campaign, the codes in the order they were given."""

    tips: Followed
    calls: Followed


def through_codes(codes: Mapping[int, Collection[int]]) -> dict[int, Through]:
    """For each campaign (id → ids of its codes) what came through them. Two questions, however many there are."""
    every = [pk for found in codes.values() for pk in found]
    # The calls lie in the room above; only their number is asked for, along the key that they hold to the code.
    counts = Batch.objects.filter(pk__in=every).order_by().annotate(n_calls=Count("call_requests"))
    calls = dict(counts.values_list("pk", "n_calls"))
    standing = Tip.objects.filter(batch__in=every, taken_back_at=None).order_by()
    tips = dict(standing.values("batch").annotate(n=Count("pk")).values_list("batch", "n"))
    return {
        campaign: Through(
            tips=followed([tips.get(pk, 0) for pk in found]), calls=followed([calls.get(pk, 0) for pk in found])
        )
        for campaign, found in codes.items()
    }


@dataclass(frozen=True)
class Sending:
    """One due day of a reminder: how many got it, and the tips from those houses after and before."""

    at: datetime
    n_sent: int
    n_unsure: int  # claimed and never marked: nobody knows whether the mail went
    after: Protected
    before: Protected
    is_over: bool  # the days that count have passed


def sendings_of(reminders: Iterable[int], now: datetime, most: int) -> dict[int, list[Sending]]:
    """The newest `most` sendings of each reminder (ids), the newest first. Three questions, however many there are."""
    days = _days(reminders, most)
    houses = _houses_of(days)
    given = _given(days, {house for found in houses.values() for house in found})
    found: dict[int, list[Sending]] = {}
    for day in days:
        of = houses[day.reminder, day.due_on]
        found.setdefault(day.reminder, []).append(_sending(day, [at for house, at in given if house in of], now))
    return found


class Day(NamedTuple):
    """One due day of one reminder that went to somebody."""

    reminder: int
    due_on: date
    at: datetime
    n_sent: int
    n_claimed: int


def _days(reminders: Iterable[int], most: int) -> list[Day]:
    rows = ReminderSent.objects.filter(reminder__in=list(reminders)).order_by("-due_on")
    counted = rows.values_list("reminder", "due_on").annotate(
        at=Min("sent_at"), n_sent=Count("sent_at"), n_claimed=Count("pk")
    )
    n_of: Counter[int] = Counter()
    shown = []
    for day in map(Day._make, counted.exclude(at=None)):
        n_of[day.reminder] += 1
        if n_of[day.reminder] <= most:
            shown.append(day)
    return shown


def _houses_of(days: list[Day]) -> dict[tuple[int, date], set[int]]:
    """Whom each sending reached."""
    found: dict[tuple[int, date], set[int]] = {(day.reminder, day.due_on): set() for day in days}
    sent = ReminderSent.objects.filter(reminder__in={day.reminder for day in days}).exclude(sent_at=None).order_by()
    for reminder, due_on, house in sent.values_list("reminder", "due_on", "organisation").distinct():
        found.get((reminder, due_on), set()).add(house)
    return found


def _given(days: list[Day], houses: set[int]) -> list[tuple[int, datetime]]:
    """House and moment of each tip that could count for one of them."""
    if not days:
        return []
    first, last = min(day.at for day in days) - WINDOW, max(day.at for day in days) + WINDOW
    within = Tip.objects.filter(organisation__in=houses, taken_back_at=None, made_at__gte=first, made_at__lt=last)
    return list(within.order_by().values_list("organisation_id", "made_at"))


def _sending(day: Day, given: list[datetime], now: datetime) -> Sending:
    n_after = sum(day.at <= moment < day.at + WINDOW for moment in given)
    n_before = sum(day.at - WINDOW <= moment < day.at for moment in given)
    n_unsure = day.n_claimed - day.n_sent
    return Sending(day.at, day.n_sent, n_unsure, alone(n_after), alone(n_before), now >= day.at + WINDOW)
