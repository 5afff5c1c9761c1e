"""Farewell for now. The only module that ends a course, and only when a person says so; silence, a day or a job never.

A farewell said by mistake is taken back within ten minutes: the course goes on as it was.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import follow_up as follow_ups
from fremskudt.casework.actions import pause as pauses
from fremskudt.casework.actions.case import locked
from fremskudt.casework.models import Appointment, Case, Ending, Pause, PickUp
from fremskudt.casework.rules import ending as rules
from fremskudt.casework.rules import undo as undoing
from fremskudt.casework.rules.follow_up import AFTER_ENDING


@dataclass(frozen=True)
class Farewell:
    """What is said when somebody lets go: the reason as coded, both voices apart, and what comes next."""

    on: date
    reason: int
    phase: int
    onward: str
    onward_words: str
    own_words: str = ""  # the citizen's
    our_words: str = ""
    may_return: bool = True


@dataclass(frozen=True)
class Stopped:
    """What a farewell stopped, by id; enough to set it going again."""

    ending: int
    appointments: list[int] = field(default_factory=list)
    pauses: list[int] = field(default_factory=list)
    pick_ups: dict[str, str | None] = field(default_factory=dict)  # id → the last day it had, as in a session


def say(*, case: Case, farewell: Farewell, by: User) -> Stopped:
    """End the course, call off what lies ahead, and plan to look how it goes. Two at once: the second is told."""
    with transaction.atomic():
        held = locked(case)
        is_person = isinstance(by, User) and by.is_active
        require(rules.may_end(is_person=is_person, has_ended=_ending(held) is not None))
        require(rules.may_go_on_to(reason=farewell.reason, onward=farewell.onward, words=farewell.onward_words))
        now = timezone.now()
        made = Ending.objects.create(case=held, made_at=now, by=by, **vars(farewell))
        stopped = _stop(made, now)
        follow_ups.plan_after_ending(ending=made, by=by)
        _record(by, "ending.say", held, "coded,free_text")
    return stopped


def take_back(*, case: Case, stopped: Stopped | None, by: User) -> None:
    """It was said by mistake. What it stopped goes on, where this session still knows what that was."""
    with transaction.atomic():
        held = locked(case)
        ending = _ending(held)
        lately = ending is not None and undoing.may_undo(ending.made_at, timezone.now())
        require(rules.may_undo(has_ended=ending is not None, is_lately=lately))
        if ending is None:
            return
        if stopped and stopped.ending == ending.pk:
            _go_on(held, stopped)
        ending.delete()
        follow_ups.drop(cases=[held], kinds=AFTER_ENDING, citizen=held.citizen, by=by)
        _record(by, "ending.take_back", held, "coded")


def _stop(ending: Ending, now: datetime) -> Stopped:
    """Appointments ahead are called off, the pause ends, and what is fetched is looked after here no longer."""
    case = ending.case
    ahead = list(Appointment.objects.planned().filter(case=case, at__gt=now).values_list("pk", flat=True))
    Appointment.objects.filter(pk__in=ahead).update(outcome="called_off", outcome_at=now)
    open_pauses = list(Pause.objects.open().filter(case=case))
    for pause in open_pauses:
        pauses.close(pause=pause, on=ending.on, by=ending.by)
    lasting = PickUp.objects.filter(Q(until_on=None) | Q(until_on__gt=ending.on), case=case)
    pick_ups = {str(one.pk): one.until_on.isoformat() if one.until_on else None for one in lasting}
    for one in lasting:
        one.until_on = max(ending.on, one.from_on)
        one.save(update_fields=["until_on"])
    return Stopped(ending.pk, ahead, [pause.pk for pause in open_pauses], pick_ups)


def _go_on(case: Case, stopped: Stopped) -> None:
    called_off = Appointment.objects.filter(case=case, pk__in=stopped.appointments, outcome="called_off")
    called_off.update(outcome="", outcome_at=None)
    Pause.objects.filter(case=case, pk__in=stopped.pauses).update(ended_on=None, ended_by=None)
    for pk, until in stopped.pick_ups.items():
        last = date.fromisoformat(until) if until else None
        PickUp.objects.filter(case=case, pk=int(pk)).update(until_on=last)


def _ending(case: Case) -> Ending | None:
    """Asked for by itself, after the course is locked: what another wrote while this one waited is seen."""
    return Ending.objects.filter(case=case).first()


def _record(by: User, action: str, case: Case, fields: str) -> None:
    record(by=by, action=action, subject=case.citizen.key, purpose=Purpose.CARE, fields=fields)
