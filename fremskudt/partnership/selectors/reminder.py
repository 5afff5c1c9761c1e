"""The mails that remind partners: whom they reach, which there are, what came afterwards, and which are due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Area, Membership, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.partnership.models import Reminder
from fremskudt.partnership.selectors.tips_that_followed import Sending, sendings_of

ROLES = (Role.PARTNER, Role.PARTNER_CONTACT, Role.PROFESSIONAL)
SHOWN = 20
SENDINGS = 3


@dataclass(frozen=True)
class Recipient:
    user: User
    organisation: Organisation


@dataclass(frozen=True)
class House:
    """A house that can be reminded, and how many there would get the mail."""

    organisation: Organisation
    n_people: int


@dataclass(frozen=True)
class Line:
    """One reminder on the list."""

    reminder: Reminder
    houses: Sequence[Organisation]
    n_people: int
    sendings: Sequence[Sending]


@dataclass(frozen=True)
class Page:
    running: Sequence[Line]
    stopped: Sequence[Line]


def read_reminders(reach: Reach) -> Page:
    found = list(_of_town(reach).prefetch_related("to").order_by("stopped_at", "next_on", "pk"))
    running = [one for one in found if one.stopped_at is None]
    stopped = sorted((one for one in found if one.stopped_at), key=lambda one: one.stopped_at or one.made_at)[::-1]
    shown = running + stopped[:SHOWN]
    people = _people_of(house.pk for one in shown for house in one.to.all())
    sendings = sendings_of([one.pk for one in shown], timezone.now(), SENDINGS)
    lines = [_line(one, people, sendings.get(one.pk, [])) for one in shown]
    return Page(running=lines[: len(running)], stopped=lines[len(running) :])


def read_reminder(reach: Reach, pk: int) -> Line:
    """One of one's own municipality, or 404."""
    found = find_reminder(reach, pk)
    return _line(found, _people_of(house.pk for house in found.to.all()), [])


def find_reminder(reach: Reach, pk: int) -> Reminder:
    return get_object_or_404(_of_town(reach), pk=pk)


def list_houses(reach: Reach) -> list[House]:
    """Every house of the municipality where somebody would get the mail."""
    within = Organisation.objects.within(reach.towns(Permission.VISIBILITY_EDIT)).order_by("name", "pk")
    people = _people_of(house.pk for house in within)
    return [House(house, len(people[house.pk])) for house in within if people.get(house.pk)]


def n_reached(houses: Iterable[Organisation]) -> int:
    """How many people the mail would reach; each once."""
    return len(recipients_in(houses))


def known_names(reach: Reach) -> list[str]:
    """Names of the houses and areas of the municipality: they may stand in the mail."""
    towns = reach.towns(Permission.VISIBILITY_EDIT)
    houses = Organisation.objects.within(towns).values_list("name", flat=True)
    return [*houses, *Area.objects.filter(municipality__in=towns).values_list("name", flat=True)]


def recipients_in(houses: Iterable[Organisation]) -> list[Recipient]:
    """Who gets the mail now: those with a role there who have not said no to mails. Each once, by the first house."""
    seats = _seats([house.pk for house in houses]).select_related("user", "organisation")
    found: dict[int, Recipient] = {}
    for seat in seats.order_by("organisation__name", "organisation__pk", "user__name", "user__pk"):
        found.setdefault(seat.user_id, Recipient(seat.user, seat.organisation))
    return list(found.values())


def due_reminders(today: date) -> list[Reminder]:
    """Those that go today or should have gone, of every municipality. For the worker that sends them."""
    return list(Reminder.objects.filter(stopped_at=None, next_on__lte=today).prefetch_related("to"))


def _of_town(reach: Reach) -> QuerySet[Reminder]:
    found = Reminder.objects.filter(municipality__in=reach.towns(Permission.VISIBILITY_EDIT))
    return found.select_related("municipality", "by")


def _seats(houses: Iterable[int]) -> QuerySet[Membership]:
    within = Membership.objects.filter(organisation__in=list(houses), role__in=ROLES)
    return within.filter(user__is_active=True, user__no_weekly_mail=None)


def _people_of(houses: Iterable[int]) -> dict[int, set[int]]:
    """House → the people there who would get the mail."""
    found: dict[int, set[int]] = {}
    for house, user in _seats(set(houses)).values_list("organisation_id", "user_id"):
        found.setdefault(house, set()).add(user)
    return found


def _line(reminder: Reminder, people: dict[int, set[int]], sendings: Sequence[Sending]) -> Line:
    houses = sorted(reminder.to.all(), key=lambda house: (house.name, house.pk))
    reached: set[int] = set().union(*(people.get(house.pk, set()) for house in houses))
    return Line(reminder, houses, len(reached), sendings)
