"""Who at a meeting a yes covers, for each citizen of it: asked of the ledger now, at every request (F42, F43).

Somebody who follows the citizen needs no yes. Everybody else, those outside who are named in words included, is there
by what `Sharing` answers for this meeting; somebody who left the house they were to come from is covered by nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.roles import PERMISSIONS, Permission
from fremskudt.casework.models import Assignment, Meeting, MeetingSeat
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.consent import ACCEPTS, Answer, Recipient, Topic, Use
from fremskudt.casework.selectors.consent import Sharing, recipients_for

ALL = frozenset(topic.value for topic in Topic)
STRONG = frozenset(role.value for role, granted in PERMISSIONS.items() if Permission.SHARED_READ in granted)


@dataclass(frozen=True)
class Guest:
    """One seat. Who has left the house, or can no longer log in, has no roles there."""

    seat: int
    user: int | None = None
    name: str = ""
    house: int | None = None
    house_name: str = ""
    outside: str = ""
    roles: frozenset[str] = frozenset()
    is_coming: bool = True

    @property
    def recipient(self) -> Recipient | None:
        if self.outside:
            return Recipient(outside=self.outside)
        return Recipient(self.house, self.user, self.roles) if self.house and self.roles else None


@dataclass(frozen=True)
class Room:
    """Everybody who has a seat at a meeting, the one who holds it, and what the ledger says about its citizens."""

    told: Sharing
    guests: tuple[Guest, ...]
    follows: frozenset[tuple[int, int]]  # user and citizen
    chair: int
    meeting: int | None

    def is_followed(self, citizen: int, user: int | None) -> bool:
        return user is not None and (user, citizen) in self.follows

    def topics(self, citizen: int, guest: Guest) -> frozenset[str]:
        """What this one may know of the citizen at this meeting; empty when nothing may."""
        if self.is_followed(citizen, guest.user):
            return ALL
        if guest.recipient is None:
            return frozenset()
        return self.told.topics(citizen, guest.recipient, Use.MEETING, meeting=self.meeting)

    def uncovered(self, citizen: int) -> list[Guest]:
        return [guest for guest in self.guests if not self.topics(citizen, guest)]

    def is_covered(self, citizen: int) -> bool:
        """May the citizen be spoken of here at all? The one who holds the meeting follows, and nobody is uncovered."""
        return self.is_followed(citizen, self.chair) and not self.uncovered(citizen)

    def said(self, citizen: int) -> frozenset[str]:
        """What may be said so that everybody hears it: what all of them are covered for."""
        return ALL.intersection(*(self.topics(citizen, guest) for guest in self.guests))

    def last_days(self, citizen: int, until: date) -> list[tuple[str, date]]:
        """Houses whose last yes ends by then, each with the day, the first to end first."""
        ends: dict[str, date] = {}
        for guest in self.guests:
            day = None if self.is_followed(citizen, guest.user) else self._last_day(citizen, guest)
            if day and day <= until:
                name = guest.outside or guest.house_name
                ends[name] = min(day, ends.get(name, day))
        return sorted(ends.items(), key=lambda end: (end[1], end[0]))

    def _last_day(self, citizen: int, guest: Guest) -> date | None:
        today = timezone.localdate(self.told.at)
        days = [
            one.until_on
            for one in self.told.ledger.get(citizen, ())
            if guest.recipient and one.is_to(guest.recipient) and one.is_known_at(self.told.at)
            and one.answer == Answer.YES and one.purpose in ACCEPTS[Use.MEETING]
            and one.meeting in {None, self.meeting} and one.until_on and one.until_on >= today
        ]  # fmt: skip
        return max(days, default=None)


def uncovered(
    sharing: Sharing, citizen: int, meeting: Meeting | None, seats: Collection[MeetingSeat]
) -> list[MeetingSeat]:
    """Those of these seats whose recipient may know nothing of the citizen (the id of the record that is kept).

    Two questions beside the ledger. For a meeting that is still to be made, `meeting` is None.
    """
    chair = meeting.chair_id if meeting else 0
    room = Room(sharing, guests_of(seats), followers_of([citizen]), chair, meeting.pk if meeting else None)
    # by place and not by number: seats that are only thought of have none yet
    return [seat for seat, guest in zip(seats, room.guests, strict=True) if not room.topics(citizen, guest)]


def guests_of(seats: Iterable[MeetingSeat]) -> tuple[Guest, ...]:
    """Seats with the roles that their people have in those houses at this moment: one question."""
    seats = list(seats)
    stand = recipients_for({seat.user_id for seat in seats if seat.user_id})
    return tuple(
        Guest(
            seat=seat.pk or 0, user=seat.user_id, house=seat.organisation_id, outside=seat.outside,
            roles=frozenset[str]().union(
                *(one.roles for one in stand.get(seat.user_id or 0, ()) if one.organisation == seat.organisation_id)
            ),
        )
        for seat in seats
    )  # fmt: skip


def seated(meeting: Meeting) -> tuple[Guest, ...]:
    """Everybody who has a seat, with names, houses and roles there: one question."""
    rows = MeetingSeat.objects.taken().filter(meeting=meeting).order_by("pk").values_list(
        "pk", "user_id", "user__name", "organisation_id", "organisation__name", "outside", "answered",
        "user__is_active", "user__memberships__organisation", "user__memberships__role",
    )  # fmt: skip
    guests: dict[int, Guest] = {}
    roles: dict[int, set[str]] = {}
    for pk, user, name, house, house_name, outside, answered, is_active, where, role in rows:
        guests[pk] = Guest(pk, user, name or "", house, house_name or "", outside, is_coming=answered != "not_coming")
        if is_active and house is not None and where == house:
            roles.setdefault(pk, set()).add(role)
    return tuple(Guest(**{**vars(guest), "roles": frozenset(roles.get(guest.seat, ()))}) for guest in guests.values())


def followers_of(citizens: Collection[int]) -> frozenset[tuple[int, int]]:
    """Who truly follows these citizens: user and citizen, in one question."""
    following = Assignment.objects.in_force().annotate(root=ROOT).filter(root__in=citizens)
    return frozenset(following.values_list("user", "root"))


def house_of(user: User, town: int) -> int | None:
    """Where somebody of the team stands in a municipality, for a task of theirs; None when nowhere there."""
    rows = user.memberships.select_related("organisation").order_by("pk")
    return next((one.organisation_id for one in rows if one.organisation.town == town), None)
