"""Word of a meeting to those who have a seat: a time and a calendar file, once each, when it is written down (F48).

A mail goes out after the transaction that marks the seat as told. One that the mail server does not take is given
back, so that the page says that nobody was told.
"""

from collections.abc import Iterable

from fremskudt.access import mail
from fremskudt.access.models import User
from fremskudt.casework.actions import meeting_plan
from fremskudt.casework.actions import seat as seat_actions
from fremskudt.casework.models import Meeting, MeetingSeat
from fremskudt.casework.rules.calendar import file_of
from fremskudt.casework.selectors.calendar import slot_of
from fremskudt.casework.selectors.seats import with_items


def tell(*, meeting: Meeting, address: str, by: User) -> tuple[int, int]:
    """How many were told, and how many could not be. `address` is the page behind the log-in."""
    claimed = seat_actions.claim(meeting=meeting, by=by)
    failed = _send(meeting, claimed, address)
    if failed:
        seat_actions.give_back(meeting=meeting, seats=failed, by=by)
    return len(claimed) - len(failed), len(failed)


def cancel(*, meeting: Meeting, address: str, by: User) -> tuple[int, int]:
    """Call it off, and tell those who had been told of it, as far as a message may still reach them."""
    told = meeting_plan.cancel(meeting=meeting, by=by)
    still = seat_actions.may_be_written_to(with_items(meeting), told)
    failed = _send(meeting, still, address)
    return len(still) - len(failed), len(failed)


def _send(meeting: Meeting, seats: Iterable[MeetingSeat], address: str) -> list[MeetingSeat]:
    """Those whom it could not be sent to. After one that fails no other is tried: the server would fail it, too."""
    failed: list[MeetingSeat] = []
    now = Meeting.objects.get(pk=meeting.pk)
    for seat in seats:
        user = seat.user
        if user and (failed or not mail.send(_message(now, seat, user, address))):
            failed.append(seat)
    return failed


def _message(meeting: Meeting, seat: MeetingSeat, user: User, address: str):  # type: ignore[no-untyped-def]
    # No video link in a mail: it would lie there, and open a room, also when the yes is taken back.
    slot = slot_of(meeting, seat, user, with_link=False)
    return mail.meeting(
        to=user.email, language=user.language, at=meeting.at, link=address, file=file_of([slot]),
        is_off=meeting.cancelled_at is not None,
    )  # fmt: skip
