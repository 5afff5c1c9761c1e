"""One citizen as somebody outside may see them: under each house what they have said yes to there, and the times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules import agreed as rules
from fremskudt.casework.rules.agreed import Span
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.selectors import agreed_lines as ledgers
from fremskudt.casework.selectors.agreed import Seen, put_together
from fremskudt.casework.selectors.agreed_lines import Kind, Line
from fremskudt.casework.selectors.agreed_list import cases_of
from fremskudt.casework.selectors.agreed_reader import Open, Terms, houses, log_shown, open_for, terms_of
from fremskudt.casework.selectors.consent import Sharing, sharing_with


@dataclass(frozen=True)
class Part:
    """What one house may see."""

    house: str
    terms: Sequence[Terms]
    seen: Seen
    is_more: bool


@dataclass(frozen=True)
class Together:
    """A meeting about the citizen that the reader has a seat at."""

    pk: int
    at: datetime
    minutes: int | None
    kind: str


@dataclass(frozen=True)
class Page:
    code: str
    alias: str
    parts: Sequence[Part]
    meetings: Sequence[Together]
    clashes: Sequence[tuple[Span, Span]]

    @property
    def is_more(self) -> bool:
        return any(part.is_more for part in self.parts)


@transaction.atomic
def read_one(reach: Reach, code: str) -> Page:
    return _read(reach, code, Use.PAGE, "agreed.read")


@transaction.atomic
def read_print(reach: Reach, code: str) -> Page:
    """The same, for the paper."""
    return _read(reach, code, Use.PRINT, "agreed.print")


def find_agreed(reach: Reach, code: str) -> Citizen:
    """The citizen an act concerns, where anything at all is agreed, or 404. For acts that show nothing."""
    return _enter(reach, code, Use.PAGE).citizen


@dataclass(frozen=True)
class _Entered:
    citizen: Citizen
    opened: Sequence[tuple[Open, list[Terms]]]
    cases: Sequence[int]  # ids, the newest first
    told: Sharing
    recipients: Sequence[Recipient]

    def may_come(self, reach: Reach, line: Line) -> bool:
        """Whether a yes still lets the reader know of this meeting, in the house that their seat is from."""
        here = [one for one in self.recipients if one.organisation == line.organisation]
        known = (self.told.topics(self.citizen.pk, one, Use.MEETING, meeting=line.pk) for one in here)
        sees_all = line.organisation in reach.where(Permission.SHARED_READ)
        return any(rules.shown(topics, sees_all=sees_all) for topics in known)


def _read(reach: Reach, code: str, use: Use, action: str) -> Page:
    entered = _enter(reach, code, use)
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    names = dict(Organisation.objects.filter(pk__in=reach.where(Permission.AGREED_READ)).values_list("pk", "name"))
    joined = [ledgers.meetings(entered.cases, start, reach.user_id or 0)]
    parts, meetings = [], []
    for one, terms in entered.opened:
        lines = ledgers.ask([*_branches(one, entered.cases), *joined])
        meetings += _meetings([line for line in lines if line.kind == Kind.MEETING and entered.may_come(reach, line)])
        seen = put_together(one.readable(lines), one.recipient, one.topics)
        parts.append(Part(names[one.recipient.organisation or 0], terms, seen, one.is_more))
        joined = []  # they are the reader's, and the same in every house
    citizen = entered.citizen
    page = Page(
        citizen.code, citizen.alias, sorted(parts, key=lambda part: part.house), meetings, _clashes(parts, meetings)
    )
    log_shown(reach, [citizen.code], action)
    return page


def _enter(reach: Reach, code: str, use: Use) -> _Entered:
    """Who it is, and what is open in each house; 404 where nothing is, as where nobody is, by the same questions."""
    recipients = houses(reach)
    citizen = Citizen.objects.filter(merged_into=None, code=code).first()
    root = citizen.pk if citizen else 0
    told, courses = sharing_with(reach, recipients=recipients, citizens=[root]), cases_of([root])[root]
    found = [open_for(reach, told, root, one, use, goes_on=courses.goes_on) for one in recipients]
    opened = [(one, terms_of(told, root, one, use, goes_on=courses.goes_on)) for one in found if one.topics]
    if citizen is None or not opened or not courses.ids:
        raise Http404
    return _Entered(citizen, opened, courses.ids, told, recipients)


def _branches(opened: Open, cases: Sequence[int]) -> list[Any]:
    return ledgers.branches(cases[0], cases, opened.recipient, opened.topics, timezone.localtime())


def _meetings(lines: Sequence[Line]) -> list[Together]:
    found = {
        line.pk: Together(line.pk, timezone.localtime(line.at), line.minutes, line.words)
        for line in lines
        if line.kind == Kind.MEETING and line.at
    }
    return sorted(found.values(), key=lambda one: one.at)


def _clashes(parts: Sequence[Part], meetings: Sequence[Together]) -> list[tuple[Span, Span]]:
    """Times that lie on top of each other, of those that the reader may see."""
    times = dict.fromkeys((time.at, time.place) for part in parts for time in part.seen.times)
    return rules.clashes([*(Span(at) for at, _place in times), *(Span(one.at, one.minutes) for one in meetings)])
