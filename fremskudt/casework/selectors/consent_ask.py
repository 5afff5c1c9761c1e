"""What can be chosen when a citizen is asked who may know what, and what they would see; and what they see now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case, ConsentEntry, Meeting
from fremskudt.casework.rules.consent import Answer, Recipient, Said, Use, shared_topics
from fremskudt.casework.rules.consent_answer import replaces
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.agreed import Seen, seen_of
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.consent import recipients_for
from fremskudt.casework.selectors.consent_cards import Card, cards_of, entries_of, said_of, standing_among
from fremskudt.casework.selectors.consent_recipients import House, list_houses
from fremskudt.casework.selectors.door import OpenDoor
from fremskudt.casework.selectors.plan import door_of

MEETINGS = 3  # a yes for one meeting is given shortly before it


@dataclass(frozen=True)
class AskPage:
    opened: Opened
    open_door: OpenDoor | None
    houses: list[House]
    meetings: list[Meeting]
    known_on: date
    again: ConsentEntry | None = None  # the yes that is asked about once more
    seen: Seen | None = None  # what the recipient would see after a yes, once it is chosen who and what


@dataclass(frozen=True)
class SeenPage:
    opened: Opened
    open_door: OpenDoor | None
    card: Card
    seen: Seen


Question = Callable[[AskPage], Said | None]


@transaction.atomic
def read_ask(reach: Reach, code: str, question: Question, again: int | None = None) -> AskPage:
    """Refused once the course is said farewell to. `question` makes of the choices the yes that would be, or nothing.

    At most fifteen queries, what they would see included.
    """
    opened = open_case(reach, code, Permission.CASE_WRITE)
    require(may_write(has_ended=opened.has_ended))
    entries = list(entries_of(opened.citizen))
    courses = _courses(opened)
    page = AskPage(
        opened=opened,
        open_door=door_of(reach, opened),
        houses=list_houses(opened.citizen, {entry.organisation_id for entry in entries}),
        meetings=_meetings_ahead(courses),
        known_on=min(found_on for _pk, found_on, *_meeting in courses),
        again=_yes_among(entries, again) if again is not None else None,
    )
    new = question(page)
    if new is None:
        log_read(reach, opened, "consent.question_read", "coded")
        return page
    ledger = [said_of(one, opened.citizen.pk) for one in standing_among(entries)]
    to, at = _recipient(new, page.houses), new.made_at
    after = [*(one for one in ledger if not replaces(new, one)), new]
    topics = _on_their_page(after, to, at)
    log_read(reach, opened, "consent.preview_read", "free_text")
    return replace(page, seen=_seen(opened, courses, to, topics))


@transaction.atomic
def read_seen(reach: Reach, code: str, pk: int) -> SeenPage:
    """What the recipient of a yes sees now, by the same code as their own page."""
    opened = open_case(reach, code)
    standing, now = standing_among(entries_of(opened.citizen).standing()), timezone.now()
    cards = cards_of(standing, opened.citizen.pk, now)
    card = next((one for one in cards if pk in {yes.pk for yes in one.yeses}), None)
    if card is None:
        raise Http404
    to = card.recipient
    if to.user is not None:
        to = next(
            (one for one in recipients_for([to.user]).get(to.user, []) if one.organisation == to.organisation), to
        )
    ledger = [said_of(one, opened.citizen.pk) for one in standing]
    topics = _on_their_page(ledger, to, now) if card.has_page else frozenset[str]()
    page = SeenPage(opened, door_of(reach, opened), card, _seen(opened, _courses(opened), to, topics))
    log_read(reach, opened, "consent.seen_read", "free_text")
    return page


def _on_their_page(ledger: list[Said], to: Recipient, at: datetime) -> frozenset[str]:
    citizen = ledger[0].citizen
    on = timezone.localdate(at)
    return shared_topics(ledger, citizen=citizen, recipient=to, use=Use.PAGE, at=at, on=on)


def _seen(opened: Opened, courses: Sequence[Any], to: Recipient, topics: frozenset[str]) -> Seen:
    if to.outside or not topics:
        return Seen()
    return seen_of(opened.case.pk, list(dict.fromkeys(pk for pk, *_rest in courses)), to, topics)


def _recipient(new: Said, houses: list[House]) -> Recipient:
    """Who is named, with all that they are in the house."""
    roles = frozenset({new.role} if new.role else ())
    house = next((one for one in houses if one.pk == new.organisation), None)
    if new.user is not None and house is not None:
        roles = house.roles_of(new.user)
    return Recipient(new.organisation, new.user, roles, new.outside)


def _courses(opened: Opened) -> list[Any]:
    """Each course, the newest first, once for each meeting it was on: id, day found, and the state of the meeting."""
    meeting = "meeting_items__meeting"
    rows = Case.objects.of(opened.citizen).order_by("-found_on", "-pk").values_list(
        "pk", "found_on", f"{meeting}__pk", f"{meeting}__at", f"{meeting}__ended_at", f"{meeting}__cancelled_at",
        "meeting_items__removed_at",
    )  # fmt: skip
    return list(rows)


def _meetings_ahead(courses: Sequence[Any]) -> list[Meeting]:
    """Those that the citizen is on and that are not over, the next first."""
    ahead = {
        pk: Meeting(pk=pk, at=at)
        for _case, _found_on, pk, at, ended_at, cancelled_at, removed_at in courses
        if pk and not (ended_at or cancelled_at or removed_at)
    }
    return sorted(ahead.values(), key=lambda one: one.at)[:MEETINGS]


def _yes_among(entries: Sequence[ConsentEntry], pk: int) -> ConsentEntry:
    entry = next((one for one in entries if one.pk == pk and one.answer == Answer.YES), None)
    if entry is None:
        raise Http404
    return entry
