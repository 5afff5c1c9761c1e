"""Who gets the week's line by mail on Friday, and whether somebody would rather not be written to (F74)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fremskudt.access.models import Membership, User
from fremskudt.access.roles import Role
from fremskudt.partnership.models import NoWeeklyMail, Tip, WeeklyMail
from fremskudt.partnership.rules.tip import week_of
from fremskudt.partnership.rules.weekly_line import GIVEN_WITHIN_DAYS

ROLES = (Role.PARTNER, Role.PARTNER_CONTACT)  # civil society: professionals and peers are told at work


@dataclass(frozen=True)
class Recipient:
    """Somebody who is to have the line, and their houses that gave a tip within a year."""

    user: User
    houses: frozenset[int]


@dataclass(frozen=True)
class Wish:
    """Whether a person is one of those who are written to, and whether they would rather not."""

    is_asked: bool
    is_off: bool


def list_due(now: datetime, user: User | None = None) -> list[Recipient]:
    """Everybody who has not had this week's line yet, or that one person; two questions however many."""
    given = Tip.objects.filter(organisation=OuterRef("organisation"), taken_back_at=None)
    seats = Membership.objects.filter(
        Exists(given.filter(made_at__gte=now - timedelta(days=GIVEN_WITHIN_DAYS))), role__in=ROLES,
        user__is_active=True, user__no_weekly_mail=None,
    )  # fmt: skip
    had = WeeklyMail.objects.filter(week_on=this_week(now))
    due = seats.filter(~Exists(had.filter(user=OuterRef("user")))).select_related("user")
    people: dict[User, set[int]] = {}
    for seat in due.filter(user=user) if user else due:
        people.setdefault(seat.user, set()).add(seat.organisation_id)
    return [Recipient(one, frozenset(houses)) for one, houses in sorted(people.items(), key=lambda pair: pair[0].pk)]


def wish_of(user: int) -> Wish:
    seats = Membership.objects.filter(user=OuterRef("pk"), role__in=ROLES)
    no = NoWeeklyMail.objects.filter(user=OuterRef("pk"))
    found = User.objects.filter(pk=user).values_list(Exists(seats), Exists(no)).first()
    return Wish(*(found or (False, False)))


def this_week(now: datetime) -> date:
    """The Monday of the week, where the people are."""
    return week_of(timezone.localdate(now))
