"""A pause: held, looked at another day, ended by a person, or taken back within ten minutes. It ends no course."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import locked
from fremskudt.casework.models import Case, Ending, Pause
from fremskudt.casework.rules import pause as rules
from fremskudt.casework.rules import undo
from fremskudt.casework.rules.course import may_write


def hold(*, case: Case, cause: str, began_on: date, look_again_on: date, light_hand: User | None, by: User) -> Pause:
    """Reminders fall silent; every action stays open. Pressed twice, it is one pause."""
    with transaction.atomic():
        held = locked(case)
        require(may_write(has_ended=Ending.objects.filter(case=held).exists()))
        already = _open(held)
        if already and (already.cause, already.by_id) == (cause, by.pk):
            return already
        require(rules.may_hold(is_open=already is not None))
        made = Pause.objects.create(
            case=held, cause=cause, began_on=began_on, look_again_on=look_again_on, light_hand=light_hand,
            made_at=timezone.now(), by=by,
        )  # fmt: skip
        _record(by, "pause.hold", held)
    return made


def look(*, case: Case, on: date, by: User) -> None:
    """Somebody has looked, and the pause lasts: until this day."""
    with transaction.atomic():
        held = locked(case)
        pause = _open(held)
        require(rules.may_change(is_open=pause is not None))
        if pause is None or pause.look_again_on == on:
            return
        pause.look_again_on = on
        pause.save(update_fields=["look_again_on"])
        _record(by, "pause.look", held)


def end(*, case: Case, by: User) -> None:
    """They are back. Pressed again, nothing more happens than being told so."""
    with transaction.atomic():
        held = locked(case)
        pause = _open(held)
        require(rules.may_change(is_open=pause is not None))
        if pause:
            close(pause=pause, on=timezone.localdate(), by=by)
            _record(by, "pause.end", held)


def undo_hold(*, case: Case, by: User) -> None:
    """It was pressed by mistake: the line goes, and the log keeps that it was there."""
    with transaction.atomic():
        held = locked(case)
        pause = _open(held)
        is_lately = pause is not None and undo.may_undo(pause.made_at, timezone.now())
        require(rules.may_undo(is_open=pause is not None, is_lately=is_lately))
        if pause:
            pause.delete()
            _record(by, "pause.undo", held)


def close(*, pause: Pause, on: date, by: User) -> None:
    """Its last day, never before its first. For an act that has locked the course and writes an event of its own."""
    pause.ended_on, pause.ended_by = max(on, pause.began_on), by
    pause.save(update_fields=["ended_on", "ended_by"])


def _open(case: Case) -> Pause | None:
    return Pause.objects.open().filter(case=case).first()


def _record(by: User, action: str, case: Case) -> None:
    record(by=by, action=action, subject=case.citizen.key, purpose=Purpose.CARE, fields="coded")
