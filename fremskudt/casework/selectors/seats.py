"""Which seats at a meeting may learn of which of its citizens: asked of the ledger at this instant (H3)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.rules.consent import LOW_CONTENT, Recipient, Use
from fremskudt.casework.selectors.consent import Sharing, recipients_for, recipients_of, sharing
from fremskudt.casework.selectors.meeting_cover import followers_of


@dataclass(frozen=True)
class Cover:
    """What the ledger and the caseloads say at one instant about the people of some meetings."""

    sharing: Sharing
    recipients: dict[int, list[Recipient]]  # user → one for each house where they stand now
    followers: frozenset[tuple[int, int]]  # user and citizen: these reach the citizen without a yes

    def follows(self, seat: MeetingSeat, citizen: int) -> bool:
        return (seat.user_id or 0, citizen) in self.followers

    def topics(self, seat: MeetingSeat, citizen: int, use: Use) -> frozenset[str]:
        """What this citizen has said yes to for this seat; of one who only follows, nothing."""
        who = self._recipient(seat)
        return self.sharing.topics(citizen, who, use, meeting=seat.meeting_id) if who else frozenset()

    def _recipient(self, seat: MeetingSeat) -> Recipient | None:
        """Nobody, once they have left the house from which they were to come."""
        if seat.outside:
            return Recipient(outside=seat.outside)
        standing = self.recipients.get(seat.user_id or 0, [])
        return next((one for one in standing if one.organisation == seat.organisation_id), None)


def cover_of(meetings: Collection[Meeting], *, seats: Iterable[MeetingSeat]) -> Cover:
    """For these seats at these meetings, whose items are fetched already. At most four questions."""
    citizens = {citizen_of(item).pk for meeting in meetings for item in meeting.items.all()}
    users = {seat.user_id for seat in seats if seat.user_id}
    return Cover(sharing(citizens), recipients_for(users), followers_of(citizens))


def own_cover(reach: Reach, meetings: Collection[Meeting]) -> Cover:
    """For the reader's own seats, where each item knows already whether the reader follows (see selectors/meetings)."""
    items = [item for meeting in meetings for item in meeting.items.all()]
    followed = {(reach.user_id or 0, citizen_of(item).pk) for item in items if item.is_followed}  # type: ignore[attr-defined]
    others = {citizen_of(item).pk for item in items if not item.is_followed}  # type: ignore[attr-defined]
    if not others:
        return Cover(Sharing({}, frozenset(), timezone.now()), {}, frozenset(followed))
    return Cover(sharing(others), {reach.user_id or 0: recipients_of(reach)}, frozenset(followed))


def open_items(
    meeting: Meeting, seat: MeetingSeat, cover: Cover, use: Use, reach: Reach | None = None
) -> list[MeetingItem]:
    """Those of the meeting's citizens whom the seat may learn of through this door.

    With `reach`, as the one who has the seat is logged in now: a light log-in opens no more than it may show.
    """
    return [item for item in taken_items(meeting) if _may_learn(seat, citizen_of(item).pk, cover, use, reach)]


def is_open(meeting: Meeting, seat: MeetingSeat, cover: Cover, use: Use, reach: Reach | None = None) -> bool:
    """Whether the seat may learn of the meeting at all. One that never was about anybody is open to who has a seat."""
    return not meeting.items.all() or bool(open_items(meeting, seat, cover, use, reach))


def _may_learn(seat: MeetingSeat, citizen: int, cover: Cover, use: Use, reach: Reach | None) -> bool:
    if cover.follows(seat, citizen):
        return True
    topics = cover.topics(seat, citizen, use)
    return bool(shown_to(reach, seat, topics) if reach else topics)


def with_items(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, with every item and the seats that are taken."""
    return whole_meetings().get(pk=meeting.pk)


def whole_meetings() -> QuerySet[Meeting]:
    return Meeting.objects.prefetch_related(
        Prefetch("items", MeetingItem.objects.select_related("case__citizen__merged_into")),
        Prefetch("seats", MeetingSeat.objects.taken().select_related("user", "organisation")),
    )


def taken_items(meeting: Meeting) -> list[MeetingItem]:
    return [item for item in meeting.items.all() if item.removed_at is None and item.closed_at is None]


def citizen_of(item: MeetingItem) -> Citizen:
    """The record that stands for the person."""
    return item.case.citizen.merged_into or item.case.citizen


def shown_to(reach: Reach, seat: MeetingSeat, topics: frozenset[str]) -> frozenset[str]:
    """Without what asks for a stronger log-in, or for another role than the reader's in that house."""
    is_shared = seat.organisation_id in reach.where(Permission.SHARED_READ)
    return topics if is_shared else topics & LOW_CONTENT


def seat_words(seat: MeetingSeat) -> str:
    """»Jens, Jobcentret«; of somebody outside, as the citizen calls them."""
    if seat.outside:
        return seat.outside
    user: User | None = seat.user
    return f"{user.name}, {seat.organisation}" if user else ""
