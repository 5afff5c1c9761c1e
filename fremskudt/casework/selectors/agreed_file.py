"""What is agreed with somebody outside as rows of a file: the times they were told of, and what they promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.casework.rules.consent import Recipient, Topic, Use
from fremskudt.casework.selectors import agreed_lines as ledgers
from fremskudt.casework.selectors.agreed import put_together
from fremskudt.casework.selectors.agreed_list import cases_of
from fremskudt.casework.selectors.agreed_pairs import Pair, list_pairs
from fremskudt.casework.selectors.agreed_reader import Open, houses, open_for
from fremskudt.casework.selectors.consent import sharing_with

MOST = 1000  # people
TAKES_OUT = frozenset({Role.PARTNER_CONTACT, Role.PROFESSIONAL})


@dataclass(frozen=True)
class Row:
    code: str
    alias: str
    house: str
    is_task: bool
    on: date
    at: datetime | None
    place: str
    words: str


def takes_out(reach: Reach) -> list[Recipient]:
    """The houses from which the reader may take a file: where they are its contact, or work there."""
    return [one for one in houses(reach) if one.roles & TAKES_OUT]


def list_rows(reach: Reach) -> list[Row]:
    """Every row, day by day. Of an act: the event is written there."""
    now, recipients = timezone.localtime(), takes_out(reach)
    pairs = list_pairs(reach, recipients, now, slice(0, MOST))
    if not pairs:
        return []
    roots = {pair.citizen for pair in pairs}
    told, cases = sharing_with(reach, now, recipients=recipients, citizens=roots), cases_of(roots)
    by_house = {one.organisation: one for one in recipients}
    opened = [
        (pair, open_for(reach, told, pair.citizen, by_house[pair.organisation], Use.EXPORT, goes_on=True))
        for pair in pairs
        if cases[pair.citizen].goes_on  # a yes to hand on is no yes to take out
    ]
    lines = _lines(reach, [case for root in roots for case in cases[root].ids], now)
    found = [
        row
        for pair, one in opened
        for row in _rows(pair, one, [line for line in lines if line.case in cases[pair.citizen].ids])
    ]
    return sorted(found, key=lambda row: (row.on, str(row.at or ""), row.alias, row.words))


def _lines(reach: Reach, cases: Sequence[int], now: datetime) -> list[ledgers.Line]:
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Q(organisation__in=reach.where(Permission.AGREED_READ), owner=reach.user_id)
    return ledgers.ask([ledgers.times(cases, start), ledgers.tasks(cases, mine)])


def _rows(pair: Pair, opened: Open, lines: Sequence[ledgers.Line]) -> list[Row]:
    seen = put_together(opened.readable(lines), opened.recipient, opened.topics)
    who = pair.code, pair.alias, pair.house
    times = seen.times if Topic.APPOINTMENTS in opened.topics else ()
    return [
        *(Row(*who, False, time.at.date(), time.at, time.place, "") for time in times),
        *(Row(*who, True, promise.on, None, "", promise.words) for promise in seen.promises),
    ]
