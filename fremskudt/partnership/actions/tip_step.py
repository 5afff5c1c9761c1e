"""A step with a tip: the team's answer, what the person said when asked, and undoing it for ten minutes.

The tip's row is locked first, so two who write at once take turns: both steps stand, or the second meets that it is
closed. A line of the tipster's house is logged with the house as its subject: no page of the log puts a tip's code
beside a person of that house.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from fremskudt.access.actor import actor_of
from fremskudt.access.audit import Purpose, record, record_reads
from fremskudt.access.models import User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.partnership.models import Tip, TipStep
from fremskudt.partnership.rules import tip_step as rules
from fremskudt.partnership.rules.tip import Step, week_of
from fremskudt.partnership.rules.undo import LASTS


def step(*, tip: Tip, kind: str, by: User, by_house: bool = False) -> TipStep:
    """One line. The same pressed twice in a row by the same person is one; any step of the team's says »read« too."""
    with transaction.atomic():
        held, now = locked(tip), timezone.now()
        lines = list(held.steps.standing().filter(by_house=by_house))
        if already := _pressed(lines, kind, by, now):
            return already
        closed_by_me = any(line.kind == Step.CLOSED and line.by_id == by.pk for line in lines)
        team = [] if by_house else [line.kind for line in lines]
        require(rules.may_step(Step(kind), team, by_house=by_house, closed_by_me=closed_by_me))
        if not by_house and not team and kind != Step.RECEIVED:
            TipStep.objects.create(tip=held, kind=Step.RECEIVED, made_at=now, by=by)
        made = TipStep.objects.create(tip=held, kind=kind, by_house=by_house, made_at=now, by=by)
        touch([held], now)
        _record_step(made, held, by)
    return made


def receive(*, tips: Iterable[Tip], by: User) -> int:
    """Mark those that nobody has marked as read; how many it was. Opening the list is no act: this is."""
    with transaction.atomic():
        now = timezone.now()
        team = TipStep.objects.standing().filter(tip=OuterRef("pk"), by_house=False)
        unread = Tip.objects.standing().filter(~Exists(team), pk__in=[tip.pk for tip in tips])
        held = list(unread.select_for_update(of=("self",)).order_by("pk"))
        # who waited for the lock looks again: a colleague may have marked them meanwhile
        done = set(TipStep.objects.standing().filter(tip__in=held, by_house=False).values_list("tip", flat=True))
        fresh = [tip for tip in held if tip.pk not in done]
        TipStep.objects.bulk_create(TipStep(tip=tip, kind=Step.RECEIVED, made_at=now, by=by) for tip in fresh)
        touch(fresh, now)
        record_reads(
            by=actor_of(by), action="tip.receive", subjects=[f"tip:{tip.code}" for tip in fresh],
            purpose=Purpose.CARE, fields="coded",
        )  # fmt: skip
    return len(fresh)


def undo(*, step: TipStep, by: User) -> int:
    """Undo what one press wrote: that step, and the »read« that came with it; how many lines. Pressed twice, once.

    A »read« stands where somebody has answered since: the tipster's house may have seen it.
    """
    with transaction.atomic():
        Tip.objects.select_for_update().get(pk=step.tip_id)
        line, now = TipStep.objects.get(pk=step.pk), timezone.now()
        if line.undone_at is not None:
            return 0
        mine = line.by_id == by.pk
        require(rules.may_undo_step(kind=line.kind, is_mine=mine, made_at=line.made_at, now=now))
        press = Q(by=by, made_at=line.made_at)
        others = TipStep.objects.standing().filter(~press, tip=OuterRef("tip"), by_house=False)
        lines = TipStep.objects.standing().filter(press, ~Exists(others) | ~Q(kind=Step.RECEIVED))
        if line.kind != Step.RECEIVED:
            lines = lines.filter(tip=line.tip_id)
        undone = list(lines.select_for_update(of=("self",)).select_related("tip").order_by("pk"))
        TipStep.objects.filter(pk__in=[one.pk for one in undone]).update(undone_at=now)
        subjects = [f"org:{line.tip.organisation_id}"] if line.by_house else [f"tip:{one.tip.code}" for one in undone]
        record_reads(
            by=actor_of(by), action="tip.undo", subjects=dict.fromkeys(subjects), purpose=Purpose.CARE, fields="coded"
        )
    return len(undone)


def locked(tip: Tip) -> Tip:
    """The tip's row, held until the transaction ends; not now where it is off the list."""
    held = Tip.objects.select_for_update().get(pk=tip.pk)
    if held.expired_at is not None:
        raise NotNow(rules.EXPIRED)
    if held.taken_back_at is not None:
        raise NotNow(rules.TAKEN_BACK)
    return held


def touch(tips: Iterable[Tip], now: datetime) -> None:
    """Something was done with them this week; they expire so much later. Inside a transaction that holds the rows."""
    week_on = week_of(timezone.localdate(now))
    Tip.objects.filter(pk__in=[tip.pk for tip in tips], touched_on__lt=week_on).update(touched_on=week_on)


def _pressed(lines: list[TipStep], kind: str, by: User, now: datetime) -> TipStep | None:
    """The newest line, where it is what the same person pressed a moment ago."""
    last = lines[-1] if lines else None
    if last and last.kind == kind and last.by_id == by.pk and now - last.made_at <= LASTS:
        return last
    return None


def _record_step(made: TipStep, tip: Tip, by: User) -> None:
    if made.by_house:
        _record(by, "tip.asked_by_house", f"org:{tip.organisation_id}")
    elif made.kind in rules.ASKED:
        _record(by, "tip.asked", f"tip:{tip.code}")
    elif made.kind == Step.SAID_YES:
        _record(by, "tip.said_yes", f"tip:{tip.code}")
    else:
        _record(by, "tip.answer", f"tip:{tip.code}")


def _record(by: User, action: str, subject: str) -> None:
    record(by=by, action=action, subject=subject, purpose=Purpose.CARE, fields="coded")
