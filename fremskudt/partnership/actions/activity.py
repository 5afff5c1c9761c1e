"""What a house invites to: put up, changed, ended, and how many came. A number is counted and nobody's name."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import Activity, ActivityCount
from fremskudt.partnership.rules import activity as rules
from fremskudt.partnership.rules.undo import may_undo


def make(
    *, organisation: Organisation, kind: str, title: str, where: str, when: str, next_at: datetime | None,
    n_places: int | None, by: User,
) -> Activity:  # fmt: skip
    """On the programme from now on. The same, pressed twice, is one."""
    told = {"kind": kind, "title": title, "where": where, "when": when, "next_at": next_at, "n_places": n_places}
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        already = Activity.objects.open().filter(organisation=organisation, **told).first()
        if already:
            return already
        made = Activity.objects.create(organisation=organisation, made_at=timezone.now(), by=by, **told)
        _record(by, "activity.make", made, "free_text")
    return made


def change(
    *, activity: Activity, organisation: Organisation, kind: str, title: str, where: str, when: str,
    next_at: datetime | None, n_places: int | None, by: User,
) -> None:  # fmt: skip
    """As it is from now on. Nothing that is other than before is no change."""
    told = {
        "organisation_id": organisation.pk, "kind": kind, "title": title, "where": where, "when": when,
        "next_at": next_at, "n_places": n_places,
    }  # fmt: skip
    with transaction.atomic():
        held = _locked(activity)
        require(rules.may_go_on(is_ended=held.ended_at is not None))
        if all(getattr(held, name) == value for name, value in told.items()):
            return
        for name, value in told.items():
            setattr(held, name, value)
        held.save(update_fields=list(told))
        _record(by, "activity.change", held, "free_text")


def end(*, activity: Activity, by: User) -> None:
    """Off the programme. What was counted stays. Ended twice, it is once."""
    with transaction.atomic():
        held = _locked(activity)
        if held.ended_at is None:
            held.ended_at = timezone.now()
            held.save(update_fields=["ended_at"])
            _record(by, "activity.end", held, "coded")


def count(*, activity: Activity, on: date, n_people: int, minutes: int, by: User) -> ActivityCount:
    """How many came that day. Counted anew, the new number stands instead; the same number again is the same count."""
    with transaction.atomic():
        held = _locked(activity)
        require(rules.may_go_on(is_ended=held.ended_at is not None))
        now, standing = timezone.now(), ActivityCount.objects.filter(activity=held, on=on, taken_back_at=None)
        already = standing.filter(n_people=n_people, minutes=minutes).first()
        if already:
            return already
        standing.update(taken_back_at=now)
        made = ActivityCount.objects.create(
            activity=held, on=on, n_people=n_people, minutes=minutes, made_at=now, by=by
        )
        _record(by, "activity.count", held, "coded")
    return made


def take_back_count(*, count: ActivityCount, by: User) -> None:
    """It was a mistake: for ten minutes, by who counted. What it stood instead of stands again. Twice is once."""
    with transaction.atomic():
        held = _locked(count.activity)
        line = ActivityCount.objects.get(pk=count.pk)
        if line.taken_back_at is not None:
            return
        now = timezone.now()
        require(rules.may_take_back(is_mine=line.by_id == by.pk, is_fresh=may_undo(line.made_at, now)))
        line.taken_back_at = now
        line.save(update_fields=["taken_back_at"])
        before = ActivityCount.objects.filter(activity=held, on=line.on, taken_back_at=line.made_at)
        before.update(taken_back_at=None)
        _record(by, "activity.count_undo", held, "coded")


def _locked(activity: Activity) -> Activity:
    return Activity.objects.select_for_update().get(pk=activity.pk)


def _record(by: User, action: str, activity: Activity, fields: str) -> None:
    record(by=by, action=action, subject=f"activity:{activity.pk}", purpose=Purpose.ADMINISTRATION, fields=fields)
