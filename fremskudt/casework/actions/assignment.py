"""Who follows a citizen: begun, ended, and set back for ten minutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.models import Assignment, Barring, Citizen
from fremskudt.casework.rules.undo import may_undo


@dataclass(frozen=True)
class Change:
    """What one distribution did; enough to set it back."""

    at: datetime
    started: list[int]  # assignments
    ended: list[int]


def start(*, citizen: Citizen, user: User, by: User) -> Assignment:
    with transaction.atomic():
        require(_may_follow(citizen, user))
        made = Assignment.objects.create(citizen=citizen, user=user, began_at=timezone.now(), by=by)
        _record(by, "assignment.start", citizen)
    return made


def end(*, assignment: Assignment, by: User) -> None:
    with transaction.atomic():
        assignment.ended_at = timezone.now()
        assignment.save(update_fields=["ended_at"])
        _record(by, "assignment.end", assignment.citizen)


def distribute(*, citizen: Citizen, users: Iterable[User], by: User) -> Change:
    """Let exactly these people follow the citizen; those who did already go on as before.

    A barred worker's assignment lies still beneath the barring, and comes back with its lifting.
    """
    wanted = {user.pk: user for user in users}
    with transaction.atomic():
        following = _locked(citizen)
        leaving = [each for each in following if each.user_id not in wanted]
        for each in leaving:
            end(assignment=each, by=by)
        coming = wanted.keys() - {each.user_id for each in following}
        made = [start(citizen=citizen, user=wanted[pk], by=by) for pk in sorted(coming)]
    return Change(timezone.now(), [each.pk for each in made], [each.pk for each in leaving])


def undo(*, citizen: Citizen, change: Change, by: User) -> None:
    """Set a distribution back: who came goes again, who left follows as before, from the same day as before."""
    open_still = may_undo(change.at, timezone.now())
    require(Verdict.yes() if open_still else Verdict.no(_("Der er gået mere end ti minutter.")))
    with transaction.atomic():
        following = {each.pk: each for each in _locked(citizen)}
        left = list(Assignment.objects.of(citizen).filter(pk__in=change.ended, ended_at__isnull=False))
        there = {each.user_id for each in following.values()}
        untouched = following.keys() >= set(change.started) and len(left) == len(change.ended)
        untouched = untouched and not any(each.user_id in there for each in left)
        require(Verdict.yes() if untouched else Verdict.no(_("En kollega har fordelt borgeren imens.")))
        Assignment.objects.filter(pk__in=change.started).update(ended_at=timezone.now())
        Assignment.objects.filter(pk__in=change.ended).update(ended_at=None)
        _record(by, "assignment.undo", citizen)


def _may_follow(citizen: Citizen, user: User) -> Verdict:
    if Barring.objects.of(citizen).filter(user=user, lifted_at=None).exists():
        return Verdict.no(_("Medarbejderen er spærret fra borgerens sag."))
    return Verdict.yes()


def _locked(citizen: Citizen) -> list[Assignment]:
    """The open assignments, none of them barred, while nobody else can begin or end any."""
    Citizen.objects.select_for_update().get(pk=citizen.pk)
    barred = Barring.objects.of(citizen).filter(lifted_at=None).values("user")
    following = Assignment.objects.of(citizen).filter(ended_at=None).exclude(user__in=barred)
    return list(following.select_related("citizen"))


def _record(by: User, action: str, citizen: Citizen) -> None:
    audit.record(by=by, action=action, subject=citizen.key, purpose="administration", fields="coded")
