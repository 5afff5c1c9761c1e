"""Who stands behind the lines of the log: names and organisations, each looked up in one query for a whole page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fremskudt.access.models import Event, Organisation, User
from fremskudt.access.roles import Role

HOUSE = {Organisation.Kind.MUNICIPALITY, Organisation.Kind.DRUG_CENTRE}
TEAM = {Role.THERAPIST, Role.PEER}


class Side(StrEnum):
    """Where somebody stands, seen from the citizen."""

    TEAM = "team"
    LEADER = "leader"
    GUARD = "guard"  # whoever looks after data protection
    HOUSE = "house"  # somebody else of the municipality
    OUTSIDE = "outside"
    LINK = "link"  # whoever holds the citizen's own link
    SYSTEM = "system"


@dataclass(frozen=True)
class Who:
    side: Side
    name: str = ""  # of people of the municipality only
    roles: tuple[Role, ...] = ()  # what they were when it happened
    organisations: tuple[str, ...] = ()

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


def who_of(events: Sequence[Event], town: int) -> dict[int, Who]:
    """Number of the event → who did it, as seen from a citizen of that municipality (the organisation's id)."""
    names = User.objects.in_bulk({key for event in events if (key := _id(event.actor, "user:"))})
    places = Organisation.objects.in_bulk({key for event in events for key in _units(event)})
    return {event.number: _who(event, names, places, town) for event in events}


def _who(event: Event, names: dict[int, User], places: dict[int, Organisation], town: int) -> Who:
    if event.actor.startswith("link:"):
        return Who(Side.LINK)
    user = names.get(_id(event.actor, "user:"))
    if user is None:
        return Who(Side.SYSTEM)
    roles = tuple(Role(key) for key in event.role.split(",") if key in set(Role))
    belongs = [places[key] for key in _units(event) if key in places]
    if not any(place.kind in HOUSE and place.town == town for place in belongs):
        return Who(Side.OUTSIDE, roles=roles, organisations=tuple(place.name for place in belongs))
    return Who(_side(roles), user.name, roles, tuple(place.name for place in belongs))


def _side(roles: Iterable[Role]) -> Side:
    held = set(roles)
    if held & TEAM:
        return Side.TEAM
    if Role.PROJECT_LEADER in held:
        return Side.LEADER
    return Side.GUARD if Role.DATA_PROTECTION_OFFICER in held else Side.HOUSE


def _units(event: Event) -> list[int]:
    return [key for unit in event.unit.split(",") if (key := _id(unit, "org:"))]


def _id(key: str, kind: str) -> int:
    """The number in `user:12`; 0 for what is of another kind."""
    number = key.removeprefix(kind)
    return int(number) if key.startswith(kind) and number.isdigit() else 0
