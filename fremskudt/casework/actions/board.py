"""The board: somebody comes on it, the team goes past the row, and it comes off."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import has_ended, locked
from fremskudt.casework.models import BoardEntry, BoardLook, Case
from fremskudt.casework.rules import board as rules


def add(*, case: Case, why: str, who: User, on: date, by: User) -> BoardEntry:
    """On the board from now on. The same said twice is one row."""
    with transaction.atomic():
        held = locked(case)
        there = _standing(held).first()
        if there and (there.why, there.who_id, there.look_again_on) == (why, who.pk, on):
            return there
        require(rules.may_add(has_ended=has_ended(held), is_on=there is not None))
        made = BoardEntry.objects.create(
            case=held, why=why, who=who, look_again_on=on, made_at=timezone.now(), by=by
        )  # fmt: skip
        _record(by, "board.add", held, "coded,free_text")
    return made


def look(*, entry: BoardEntry, who: User, on: date, by: User) -> None:
    """Gone past today: it stays, and is looked at again on that day. Pressed twice is gone past once."""
    with transaction.atomic():
        held, case = _held(entry)
        require(rules.may_look(is_on=held.off_at is None))
        now = timezone.now()
        last = held.looks.first()
        same_day = last is not None and timezone.localdate(last.at) == timezone.localdate(now)
        if same_day and (held.look_again_on, held.who_id) == (on, who.pk):
            return
        held.look_again_on, held.who = on, who
        held.save(update_fields=["look_again_on", "who"])
        BoardLook.objects.create(entry=held, at=now, outcome=rules.STAYS, by=by)
        _record(by, "board.look", case)


def take_off(*, entry: BoardEntry, by: User) -> None:
    """Off. Nothing is asked, and it can be undone for ten minutes."""
    with transaction.atomic():
        held, case = _held(entry)
        if held.off_at is not None:
            return
        held.off_at, held.off_by = timezone.now(), by
        held.save(update_fields=["off_at", "off_by"])
        BoardLook.objects.create(entry=held, at=held.off_at, outcome=rules.OFF, by=by)
        _record(by, "board.off", case)


def undo(*, entry: BoardEntry, by: User) -> None:
    """Back on, as it was."""
    with transaction.atomic():
        held, case = _held(entry)
        if held.off_at is None:
            return
        is_on, is_mine = _standing(case).exists(), held.off_by_id == by.pk
        require(rules.may_come_back(is_mine=is_mine, off_at=held.off_at, now=timezone.now(), is_on=is_on))
        held.looks.filter(outcome=rules.OFF).delete()
        held.off_at = held.off_by = None
        held.save(update_fields=["off_at", "off_by"])
        _record(by, "board.undo", case)


def _held(entry: BoardEntry) -> tuple[BoardEntry, Case]:
    case = locked(entry.case)
    return BoardEntry.objects.get(pk=entry.pk), case


def _standing(case: Case) -> QuerySet[BoardEntry]:
    """The row that stands, by whichever course of the citizen, and of the records merged with theirs."""
    kept = case.citizen.merged_into or case.citizen
    return BoardEntry.objects.filter(case__in=Case.objects.of(kept), off_at=None)


def _record(by: User, action: str, case: Case, fields: str = "coded") -> None:
    record(by=by, action=action, subject=case.citizen.key, purpose=Purpose.CARE, fields=fields)
