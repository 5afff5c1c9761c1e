"""Plan a short meeting, change it before it begins, call it off. Nobody is put beside a citizen who has not said yes.

Who writes holds the meeting to the end of the transaction, so that one who adds a citizen and one who adds an actor at
the same time take turns, and the second is refused.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fremskudt.access import audit
from fremskudt.access.actor import actor_of
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import NotNow, Verdict, require
from fremskudt.casework.actions.case import has_ended
from fremskudt.casework.models import Agenda, Case, Citizen, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.meeting import AGENDA
from fremskudt.casework.selectors.consent import sharing
from fremskudt.casework.selectors.meeting_cover import followers_of, uncovered
from fremskudt.casework.selectors.seats import citizen_of, seat_words, taken_items, with_items

SHORT, NETWORK = "short", "network"

Places = Sequence[tuple[User, Organisation]]


class NotCoveredError(NotNow):
    """Who may not sit there, and which citizens have not said yes to them."""

    def __init__(self, missing: list[tuple[str, Citizen]]) -> None:
        self.actors = list(dict.fromkeys(words for words, _citizen in missing))
        self.citizens = list({citizen.pk: citizen for _words, citizen in missing}.values())
        super().__init__(" ".join(_(rules.NOT_COVERED) % {"actor": actor} for actor in self.actors))


def plan(
    *, municipality: Organisation, at: datetime, minutes: int, place: str, link: str, cases: Sequence[Case],
    seats: Places, by: User,
) -> Meeting:  # fmt: skip
    """A short meeting about these, in this order, with these. All of it or nothing is stored."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        require(rules.may_be_at(at, timezone.now()))
        hold_people([case.pk for case in cases])
        for case in cases:
            require(may_write(has_ended=has_ended(case)))
        if already := _same(municipality, at, cases, seats, by):
            return already
        meeting = create(
            kind=SHORT, municipality=municipality, at=at, minutes=minutes, place=place, link=link,
            agenda=_agenda(municipality), by=by,
        )  # fmt: skip
        now = timezone.now()
        MeetingItem.objects.bulk_create(
            MeetingItem(meeting=meeting, case=case, order=order) for order, case in enumerate(cases, 1)
        )
        wanted = [
            MeetingSeat(meeting=meeting, user=user, organisation=house, made_at=now, by=by) for user, house in seats
        ]
        require_cover(meeting, wanted)
        MeetingSeat.objects.bulk_create(wanted)
        log_meeting(meeting, "meeting.plan", by=by)
    return meeting


def change(*, meeting: Meeting, at: datetime, minutes: int, place: str, link: str, by: User) -> None:
    """Another time or place. Who had a seat keeps it, but has not been told of the new time, nor answered."""
    with transaction.atomic():
        held = changeable(meeting)
        told = {"at": at, "minutes": minutes, "place": place, "link": link}
        if all(getattr(held, name) == value for name, value in told.items()):
            return
        is_moved = (held.at, held.minutes) != (at, minutes)
        if is_moved:
            require(rules.may_be_at(at, timezone.now()))
            require(rules.may_move(held.kind, timezone.localdate(held.at), timezone.localdate(at)))
            _ask_anew(held, by)
        Meeting.objects.filter(pk=held.pk).update(**told)
        log_meeting(held, "meeting.change", by=by)


def cancel(*, meeting: Meeting, by: User) -> list[MeetingSeat]:
    """Called off, once. The seats of those who had been told of it, to be told of this (see actions/meeting_mail)."""
    with transaction.atomic():
        held = _held(meeting)
        if held.cancelled_at is not None:
            return []
        require(may_change(held))
        told = [seat for seat in held.seats.all() if seat.told_at is not None]
        Meeting.objects.filter(pk=held.pk).update(cancelled_at=timezone.now())
        log_meeting(held, "meeting.cancel", by=by)
    return told


def add_citizen(*, meeting: Meeting, case: Case, by: User) -> None:
    """Last in the row. Refused when one who has a seat is not covered; already there, it stays as it is."""
    with transaction.atomic():
        held = changeable(meeting, case)
        there = taken_items(held)
        if any(item.case_id == case.pk for item in there):
            return
        require(may_write(has_ended=has_ended(case)))
        require(rules.may_add_citizen(held.kind, len(there)))
        last = MeetingItem.objects.filter(meeting=held).aggregate(last=Max("order"))["last"] or 0
        MeetingItem.objects.create(meeting=held, case=case, order=last + 1)
        held = with_items(held)
        require_cover(held, held.seats.all())
        log_meeting(held, "meeting.change", by=by)


def remove_citizen(*, item: MeetingItem, by: User) -> None:
    with transaction.atomic():
        held = changeable(item.meeting)
        there = taken_items(held)
        if all(one.pk != item.pk for one in there):
            return
        require(rules.may_remove_citizen(len(there)))
        log_meeting(held, "meeting.change", by=by)
        MeetingItem.objects.filter(pk=item.pk).update(removed_at=timezone.now())


def move_up(*, item: MeetingItem, by: User) -> None:
    """One place earlier in the row; the first stays first."""
    with transaction.atomic():
        held = changeable(item.meeting)
        there = taken_items(held)
        place = next((number for number, one in enumerate(there) if one.pk == item.pk), 0)
        if place == 0:
            return
        there[place - 1], there[place] = there[place], there[place - 1]
        for number, one in enumerate(there, 1):
            MeetingItem.objects.filter(pk=one.pk).update(order=number)
        log_meeting(held, "meeting.change", by=by)


def wish(*, item: MeetingItem, words: str, by: User) -> None:
    """What the citizen wants from it, said beforehand."""
    with transaction.atomic():
        held = changeable(item.meeting)
        if MeetingItem.objects.filter(pk=item.pk, removed_at=None).exclude(wish=words).update(wish=words):
            log_meeting(held, "meeting.change", fields="free_text", by=by)


def changeable(meeting: Meeting, *more: Case) -> Meeting:
    """The meeting, held and with items and seats; refused once nothing of it can be changed."""
    held = _held(meeting, *more)
    require(may_change(held))
    return held


def may_change(meeting: Meeting) -> Verdict:
    return rules.may_change(
        at=meeting.at, minutes=meeting.minutes, began_at=meeting.began_at, ended_at=meeting.ended_at,
        cancelled_at=meeting.cancelled_at, now=timezone.now(),
    )  # fmt: skip


def create(
    *, kind: str, municipality: Organisation, at: datetime, minutes: int, place: str, link: str, agenda: str, by: User,
    own_points: str = "",
) -> Meeting:  # fmt: skip
    return Meeting.objects.create(
        kind=kind, municipality=municipality, at=at, minutes=minutes, place=place, link=link, agenda=agenda, chair=by,
        own_points=own_points, number=uuid4(), made_at=timezone.now(), by=by,
    )  # fmt: skip


def require_cover(meeting: Meeting, seats: Iterable[MeetingSeat]) -> None:
    """Every seat with every citizen (F42): NotCoveredError names who is not covered, and by whom.

    Who holds the meeting follows each of them; of somebody else's citizen nothing is planned.
    """
    wanted = list(seats)
    citizens = [citizen_of(item) for item in taken_items(with_items(meeting))]
    told, follows = sharing([citizen.pk for citizen in citizens]), followers_of([citizen.pk for citizen in citizens])
    missing = [
        (seat_words(seat), citizen) for citizen in citizens for seat in uncovered(told, citizen.pk, meeting, wanted)
    ]
    chair = [(meeting.chair.name, one) for one in citizens if (meeting.chair_id, one.pk) not in follows]
    if missing or chair:
        raise NotCoveredError(chair + missing)


def log_meeting(meeting: Meeting, action: str, *, by: User, fields: str = "coded") -> None:
    """One event for each citizen the meeting is about; of one about nobody, one about the meeting."""
    keys = [citizen_of(item).key for item in taken_items(with_items(meeting))] or [f"meeting:{meeting.pk}"]
    audit.record_reads(by=actor_of(by), action=action, subjects=keys, purpose=Purpose.CARE, fields=fields)


def _held(meeting: Meeting, *more: Case) -> Meeting:
    """Held to the end: first the courses, then the citizens, then the meeting, as everybody who writes here does."""
    cases = Case.objects.filter(Q(meeting_items__meeting=meeting) | Q(pk__in=[case.pk for case in more]))
    hold_people(set(cases.values_list("pk", flat=True)))
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return with_items(meeting)


def hold_people(cases: Collection[int]) -> None:
    """The courses and their citizens, so that a yes is not taken back between the question and the seat."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("citizen").filter(pk__in=cases).order_by("pk")
    roots = {case.citizen.merged_into_id or case.citizen_id for case in rows}
    list(Citizen.objects.select_for_update(of=("self",)).filter(pk__in=roots).order_by("pk"))


def _ask_anew(meeting: Meeting, by: User) -> None:
    now, seats = timezone.now(), list(meeting.seats.all())
    MeetingSeat.objects.filter(pk__in=[seat.pk for seat in seats]).update(removed_at=now)
    MeetingSeat.objects.bulk_create(
        MeetingSeat(
            meeting=meeting, user=seat.user, organisation=seat.organisation, outside=seat.outside, made_at=now, by=by
        )
        for seat in seats
    )


def _same(municipality: Organisation, at: datetime, cases: Sequence[Case], seats: Places, by: User) -> Meeting | None:
    found = Meeting.objects.standing().filter(
        municipality=municipality, at=at, kind=SHORT, by=by, made_at__gt=timezone.now() - rules.SAME_PRESS
    )
    wanted = [case.pk for case in cases], {user.pk for user, _house in seats}
    for meeting in map(with_items, found):
        if wanted == ([item.case_id for item in taken_items(meeting)], {seat.user_id for seat in meeting.seats.all()}):
            return meeting
    return None


def _agenda(municipality: Organisation) -> str:
    newest = Agenda.objects.filter(municipality=municipality).first()
    return newest.words if newest else "\n".join(_(point) for point in AGENDA)
