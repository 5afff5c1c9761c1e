"""Meetings that one holds or has a seat at, near and far, for the addresses that name one."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Citizen, ConsentEntry, Meeting, MeetingItem, MeetingSeat
from fremskudt.casework.rules.consent import Topic

if TYPE_CHECKING:
    from tests.access.world import World

Places = dict[str, dict[str, dict[str, Any]]]
MISSING = 987654321
OF_MEETING = (
    "meeting_people", "meeting_change", "meeting_tell", "meeting_answer", "meeting_cancel", "meeting_calendar",
)  # fmt: skip


def seat_pages(world: "World", citizens: dict[str, dict[str, Any]]) -> Places:
    people = world.people
    return {
        **{f"casework:{name}": citizens for name in ("network_new", "cadence")},
        **{f"casework:{name}": _numbers(world, "short") for name in OF_MEETING},
        "casework:network": _numbers(world, "network"),
        "casework:cadence_with": {
            "own": {"pk": people.drop_in.pk},
            "elsewhere": {"pk": _house_elsewhere(people.municipalities["Vejle"]).pk},
            "missing": {"pk": MISSING},
        },
    }


def _numbers(world: "World", kind: str) -> dict[str, dict[str, Any]]:
    """Near; a colleague's; one where all have a seat and nobody is covered; one in another town."""
    people, randers = world.people, world.people.municipalities["Randers"]
    own = meeting_of(world.followed, randers, people.therapist, kind, _seats(world), is_covered=True)
    colleagues = meeting_of(world.colleagues, randers, people.colleague, kind, [], is_covered=False)
    uncovered = meeting_of(
        world.barred, randers, people.colleague, kind, [*_seats(world), (people.therapist, people.centre)],
        is_covered=False,
    )  # fmt: skip
    vejle = people.municipalities["Vejle"]
    elsewhere = meeting_of(world.elsewhere, vejle, people.therapist_elsewhere, kind, [], is_covered=False)
    found = {"own": own, "colleague's": colleagues, "barred": uncovered, "elsewhere": elsewhere}
    return {relation: {"pk": one.pk} for relation, one in found.items()} | {"missing": {"pk": MISSING}}


def meeting_of(
    citizen: Citizen, town: Organisation, chair: User, kind: str, seats: list[tuple[User, Organisation]], *,
    is_covered: bool,
) -> Meeting:  # fmt: skip
    """The same meeting whenever it is asked for, tomorrow, with these seats and perhaps a yes to each for it."""
    now = timezone.now()
    told = {
        "municipality": town, "kind": kind, "at": now + timedelta(days=1), "chair": chair, "agenda": "Status",
        "own_points": "Min bolig", "made_at": now, "by": chair,
    }  # fmt: skip
    number = uuid5(UUID(int=5), f"{citizen.code}{kind}")
    meeting, is_new = Meeting.objects.get_or_create(number=number, defaults=told)
    if is_new:
        MeetingItem.objects.create(meeting=meeting, case=citizen.cases.get(), order=1)
        for user, house in seats:
            MeetingSeat.objects.create(meeting=meeting, user=user, organisation=house, made_at=now, by=chair)
            if is_covered:
                cover(meeting, citizen, user, house, chair)
    return meeting


def cover(meeting: Meeting, citizen: Citizen, user: User, house: Organisation, by: User) -> ConsentEntry:
    """A yes to this one for this meeting and no more."""
    now = timezone.now()
    return ConsentEntry.objects.create(
        citizen=citizen, answer="yes", purpose="meeting", topics=" ".join(Topic), direction="both", organisation=house,
        user=user, meeting=meeting, form="oral", witness="Vi var alene", words="Må de være med?", said_at=now,
        until_on=timezone.localdate(meeting.at) + timedelta(days=2), made_at=now, by=by,
    )  # fmt: skip


def _seats(world: "World") -> list[tuple[User, Organisation]]:
    people = world.people
    return [
        (people.leader, people.municipalities["Randers"]), (people.partner, people.drop_in),
        (people.partner_contact, people.drop_in), (people.professional, people.jobcentre), (people.peer, people.centre),
    ]  # fmt: skip


def _house_elsewhere(town: Organisation) -> Organisation:
    return Organisation.objects.get_or_create(kind="drop_in", name="Værestedet i Vejle", municipality=town)[0]
