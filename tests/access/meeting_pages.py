"""A meeting that runs, with everybody who can have a seat at one, and one in another town: for the addresses."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Citizen, ConsentEntry, Meeting, MeetingItem, MeetingLine, MeetingSeat
from fremskudt.casework.rules.meeting import AGENDA
from tests.casework.consent_field import say
from tests.cast import Cast

Places = dict[str, dict[str, dict[str, Any]]]
MISSING = 987654321
OF_ONE = ("meeting", "meeting_begin", "meeting_line", "meeting_task", "meeting_next", "meeting_end")
OF_ITEM = ("meeting_summary", "meeting_summary_print")


def meeting_pages(people: Cast, followed: Citizen, elsewhere: Citizen) -> Places:
    houses = [people.drop_in, people.jobcentre, people.centre]
    for house in houses:
        if not ConsentEntry.objects.filter(citizen=followed, organisation=house).exists():
            say(followed, house, by=people.therapist)
    randers = people.municipalities["Randers"]
    seats = [
        (people.leader, randers), (people.partner, people.drop_in), (people.partner_contact, people.drop_in),
        (people.professional, people.jobcentre), (people.peer, people.centre),
    ]  # fmt: skip
    own = running(randers, people.therapist, followed, seats)
    far = running(people.municipalities["Vejle"], people.therapist_elsewhere, elsewhere, [])
    where = {"own": own, "elsewhere": far}
    meetings = {key: {"pk": item.meeting_id} for key, item in where.items()} | {"missing": {"pk": MISSING}}
    items = {key: {"pk": item.meeting_id, "item": item.pk} for key, item in where.items()}
    lines = {key: {"pk": item.meeting_id, "line": item.lines.get().pk} for key, item in where.items()}
    return {
        **{f"casework:{name}": meetings for name in OF_ONE},
        **{f"casework:{name}": items | {"missing": {"pk": MISSING, "item": MISSING}} for name in OF_ITEM},
        "casework:meeting_line_undo": lines | {"missing": {"pk": MISSING, "line": MISSING}},
    }


def running(town: Organisation, chair: User, citizen: Citizen, seats: list[tuple[User, Organisation]]) -> MeetingItem:
    """The same one whenever it is asked for."""
    already = MeetingItem.objects.filter(meeting__chair=chair, case__citizen=citizen, meeting__place="En prøve").first()
    if already:
        return already
    now = timezone.now()
    meeting = Meeting.objects.create(
        municipality=town, kind="short", at=now - timedelta(minutes=2), place="En prøve", chair=chair,
        agenda="\n".join(AGENDA), number=uuid.uuid4(), began_at=now, made_at=now, by=chair,
    )  # fmt: skip
    MeetingSeat.objects.bulk_create(
        MeetingSeat(meeting=meeting, user=user, organisation=house, made_at=now, by=chair) for user, house in seats
    )
    item = MeetingItem.objects.create(meeting=meeting, case=citizen.cases.get(), order=1, began_at=now)
    told = {"point": 2, "topic": "appointments", "words": "Ringer dagen før", "made_at": now, "by": chair}
    MeetingLine.objects.create(item=item, **told)
    return item
