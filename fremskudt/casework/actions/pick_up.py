"""Agree on days to fetch something, note each day whether it was fetched, and end the agreement (F57, F58)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import has_ended, in_writing, locked
from fremskudt.casework.actions.missed import tell_after_commit
from fremskudt.casework.models import Case, PickUp, PickUpDay
from fremskudt.casework.rules import pick_up as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.undo import LASTS, may_undo


def agree(
    *,
    case: Case,
    weekdays: str,
    place_words: str,
    helper: str,
    owner: User,
    from_on: date,
    until_on: date | None,
    by: User,
) -> PickUp:
    """A new agreement. The same one pressed twice is one."""
    with transaction.atomic():
        held = in_writing(case)
        agreed = {
            "case": held, "weekdays": weekdays, "place_words": place_words, "helper": helper, "owner": owner,
            "from_on": from_on, "until_on": until_on, "by": by,
        }  # fmt: skip
        now = timezone.now()
        if already := PickUp.objects.filter(**agreed, made_at__gte=now - LASTS).first():
            return already
        pick_up = PickUp.objects.create(**agreed, made_at=now)
        _record("pick_up.agree", held, by, "free_text,identifying")
    return pick_up


def note_day(*, pick_up: PickUp, on: date, fetched: bool, by: User) -> PickUpDay:
    """Whether it was fetched that day. The first who notes a day stands; not fetched, the owner is told at once."""
    with transaction.atomic():
        case = locked(pick_up.case)
        held = PickUp.objects.get(pk=pick_up.pk)
        require(rules.may_note(held.weekdays, held.from_on, held.until_on, on, timezone.localdate()))
        already = PickUpDay.objects.filter(pick_up=held, on=on).first()
        require(rules.may_be_noted_so(noted=already.was_fetched if already else None, fetched=fetched))
        if already:
            return already
        require(may_write(has_ended=has_ended(case)))
        day = PickUpDay.objects.create(pick_up=held, on=on, was_fetched=fetched, made_at=timezone.now(), by=by)
        if not fetched:
            tell_after_commit(case=case, owner=held.owner, by=by)
        _record("pick_up.note", case, by, "coded")
    return day


def take_back(*, pick_up: PickUp, on: date, by: User) -> None:
    """The day is as if nobody had noted it, within the time of an undo."""
    with transaction.atomic():
        case = locked(pick_up.case)
        day = PickUpDay.objects.filter(pick_up=pick_up, on=on).first()
        require(rules.may_take_back(is_recent=day is not None and may_undo(day.made_at, timezone.now())))
        PickUpDay.objects.filter(pick_up=pick_up, on=on).delete()
        _record("pick_up.take_back", case, by, "coded")


def mark_seen(*, day: PickUpDay, by: User) -> None:
    """Somebody has seen that it was not fetched. Once is enough."""
    with transaction.atomic():
        unseen = PickUpDay.objects.filter(pk=day.pk, was_fetched=False, seen_at=None)
        if unseen.update(seen_at=timezone.now()):
            _record("pick_up.seen", day.pick_up.case, by, "coded")


def end(*, pick_up: PickUp, on: date, by: User) -> None:
    """The agreement's last day. One that has not begun ends on its first."""
    with transaction.atomic():
        case = locked(pick_up.case)
        held = PickUp.objects.get(pk=pick_up.pk)
        require(rules.may_end(held.until_on, timezone.localdate()))
        held.until_on = rules.last_day(held.from_on, on)
        held.save(update_fields=["until_on"])
        _record("pick_up.end", case, by, "coded")


def _record(action: str, case: Case, by: User, fields: str) -> None:
    audit.record(by=by, action=action, subject=case.citizen.key, purpose=Purpose.CARE, fields=fields)
