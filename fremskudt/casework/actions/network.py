"""A network meeting: the citizen chooses who comes, and says yes to what may be spoken of there, this once (F45)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import consent
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.actions.meeting_plan import NETWORK, changeable, create, log_meeting, require_cover
from fremskudt.casework.models import Case, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.consent import Answer, Direction, Purpose, Recipient
from fremskudt.casework.rules.meeting import AGENDA
from fremskudt.casework.selectors.network import Guest

POINTS = (rules.OWN_POINTS, AGENDA[2])


@dataclass(frozen=True)
class Said:
    """How the citizen said yes, and to which words."""

    form: str
    witness: str
    words: str


def plan(
    *, case: Case, at: datetime, minutes: int, place: str, link: str, own_points: str, guests: Sequence[Guest],
    topics: Collection[str], said: Said, by: User,
) -> Meeting:  # fmt: skip
    """The meeting, a yes for it to each who comes and does not follow, and the seats; all of it or nothing."""
    with transaction.atomic():
        held = in_writing(case)
        require(rules.may_be_at(at, timezone.now()))
        if already := _same(held, at, by):
            return already
        meeting = create(
            kind=NETWORK, municipality=held.citizen.municipality, at=at, minutes=minutes, place=place, link=link,
            agenda="\n".join(_(point) for point in POINTS), own_points=own_points, by=by,
        )  # fmt: skip
        MeetingItem.objects.create(meeting=meeting, case=held, order=1)
        _say_yes(meeting, [guest for guest in guests if not guest.follows], topics, said, by)
        now = timezone.now()
        seats = [
            MeetingSeat(
                meeting=meeting, user_id=guest.user, organisation_id=guest.house, outside=guest.outside, made_at=now,
                by=by,
            )
            for guest in guests
        ]  # fmt: skip
        require_cover(meeting, seats)
        MeetingSeat.objects.bulk_create(seats)
        log_meeting(meeting, "network.plan", fields="coded,free_text", by=by)
    return meeting


def write_points(*, meeting: Meeting, own_points: str, by: User) -> None:
    """The citizen's own points, until the meeting begins."""
    with transaction.atomic():
        held = changeable(meeting)
        if held.own_points != own_points:
            Meeting.objects.filter(pk=held.pk).update(own_points=own_points)
            log_meeting(held, "network.points", fields="free_text", by=by)


def _say_yes(meeting: Meeting, guests: Sequence[Guest], topics: Collection[str], said: Said, by: User) -> None:
    """For this meeting and no more, until its day is over; with the words that were read aloud."""
    case = MeetingItem.objects.select_related("case__citizen").get(meeting=meeting).case
    for guest in guests:
        consent.answer(
            case=case, recipient=Recipient(guest.house, guest.user, outside=guest.outside), answer=Answer.YES,
            purpose=Purpose.MEETING, topics=topics, direction=Direction.BOTH, form=said.form, witness=said.witness,
            place="", words=said.words, said_at=timezone.now(), until_on=timezone.localdate(meeting.at),
            meeting=meeting, by=by,
        )  # fmt: skip


def _same(case: Case, at: datetime, by: User) -> Meeting | None:
    """The same plan pressed again a moment ago."""
    return (
        Meeting.objects.standing()
        .filter(kind=NETWORK, at=at, by=by, items__case=case, made_at__gt=timezone.now() - rules.SAME_PRESS)
        .first()
    )
