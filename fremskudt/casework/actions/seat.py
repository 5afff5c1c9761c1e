"""Who comes to a meeting: a seat given and taken back, told once of the time, and the answer."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.meeting_plan import changeable, log_meeting, may_change, require_cover
from fremskudt.casework.models import Meeting, MeetingSeat
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.consent import Use
from fremskudt.casework.selectors.seats import cover_of, is_open, with_items


def add(*, meeting: Meeting, user: User, organisation: Organisation, by: User) -> None:
    """Refused when one of the meeting's citizens has not said yes to them. Already there, nothing changes."""
    with transaction.atomic():
        held = changeable(meeting)
        there = list(held.seats.all())
        if user.pk == held.chair_id or any(seat.user_id == user.pk for seat in there):
            return
        require(rules.may_add_seat(len(there)))
        seat = MeetingSeat(meeting=held, user=user, organisation=organisation, made_at=timezone.now(), by=by)
        require_cover(held, [seat])
        seat.save()
        log_meeting(held, "seat.add", by=by)


def remove(*, seat: MeetingSeat, by: User) -> None:
    with transaction.atomic():
        held = changeable(seat.meeting)
        if MeetingSeat.objects.taken().filter(pk=seat.pk).update(removed_at=timezone.now()):
            log_meeting(held, "seat.remove", by=by)


def claim(*, meeting: Meeting, by: User) -> list[MeetingSeat]:
    """Those who are to be written to now, marked as told: of two who press at once only one gets them.

    Nobody is told whom no yes covers at this instant.
    """
    with transaction.atomic():
        held = changeable(meeting)
        waiting = [seat for seat in held.seats.all() if seat.user_id and seat.told_at is None]
        found = may_be_written_to(held, waiting)
        now = timezone.now()
        MeetingSeat.objects.filter(pk__in=[seat.pk for seat in found]).update(told_at=now)
        if found:
            log_meeting(held, "seat.tell", by=by)
    for seat in found:
        seat.told_at = now
    return found


def give_back(*, meeting: Meeting, seats: Iterable[MeetingSeat], by: User) -> None:
    """The mail could not be sent: they have not been told after all."""
    with transaction.atomic():
        for seat in seats:
            MeetingSeat.objects.filter(pk=seat.pk, told_at=seat.told_at).update(told_at=None)
        log_meeting(meeting, "seat.not_told", by=by)


def may_be_written_to(meeting: Meeting, seats: Iterable[MeetingSeat]) -> list[MeetingSeat]:
    """Those of the seats whom a message about this meeting may reach now. `meeting` as `with_items` gives it."""
    wanted = [seat for seat in seats if seat.user is not None and seat.user.is_active]
    cover = cover_of([meeting], seats=wanted)
    return [seat for seat in wanted if is_open(meeting, seat, cover, Use.MESSAGE)]


def answer(*, seat: MeetingSeat, answered: str, by: User) -> None:
    """»Kommer« or »Kommer ikke«, until it begins; said again, the last holds."""
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=seat.meeting_id)
        held = with_items(seat.meeting)
        require(rules.may_answer(is_changeable=bool(may_change(held))))
        if MeetingSeat.objects.taken().filter(pk=seat.pk).exclude(answered=answered).update(answered=answered):
            log_meeting(held, "seat.answer", by=by)
