"""What a house does with a tip it gave: seen again, the person said no or maybe, taken away, and each undone.

Logged with the house as subject: no page of the log puts a tip's code beside a person of the house that gave it.
"""

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.partnership.actions import tip as tips
from fremskudt.partnership.actions import tip_step
from fremskudt.partnership.models import Sighting, Tip, TipStep
from fremskudt.partnership.rules import house_view as rules
from fremskudt.partnership.rules.tip import week_of
from fremskudt.partnership.rules.undo import LASTS
from fremskudt.partnership.selectors.house_tips import HouseTip, house_tip


def see_again(*, tip: Tip, by: User) -> bool:
    """Whether it is the first time this week; pressed again, also by somebody else of the house, nothing is written."""
    with transaction.atomic():
        held, now = _held(tip), timezone.now()
        week_on = week_of(timezone.localdate(now))
        if week_on in held.weeks_seen:
            return False
        require(rules.may_see_again(held.view, held.weeks_seen))
        Sighting.objects.create(tip=tip, week_on=week_on, made_at=now, by=by)
        tip_step.touch([tip], now)
        record(
            by=by, action="own_tips.again", subject=f"org:{tip.organisation_id}", purpose=Purpose.CARE, fields="coded"
        )
    return True


def undo_again(*, tip: Tip, by: User) -> bool:
    """Whether one's own line of this week could still be taken back. The tip does not expire sooner by it."""
    with transaction.atomic():
        _held(tip)
        mine = Sighting.objects.filter(tip=tip, by=by, made_at__gte=timezone.now() - LASTS)
        n_gone, _rows = mine.delete()
        if n_gone:
            record(by=by, action="own_tips.again_undo", subject=f"org:{tip.organisation_id}", purpose=Purpose.CARE)
    return bool(n_gone)


def asked(*, tip: Tip, kind: str, by: User) -> TipStep:
    """The person said no, or maybe, to somebody of the house. Pressed twice, it is once."""
    with transaction.atomic():
        require(rules.may_write(_held(tip).view))
        return tip_step.step(tip=tip, kind=kind, by=by, by_house=True)


def undo_asked(*, tip: Tip, by: User) -> bool:
    """Whether one's own newest line could still be taken back."""
    with transaction.atomic():
        _held(tip)
        mine = TipStep.objects.standing().filter(tip=tip, by=by, by_house=True, made_at__gte=timezone.now() - LASTS)
        newest = mine.order_by("made_at", "pk").last()
        return newest is not None and tip_step.undo(step=newest, by=by) > 0


def remove(*, tip: Tip, by: User) -> None:
    """Take it away for good, with all that describes anybody, while the team has not begun. Pressed twice, once."""
    with transaction.atomic():
        if Tip.objects.select_for_update().get(pk=tip.pk).taken_back_at is None:
            require(rules.may_remove(_held(tip).view))
            tips.take_back(tip=tip, by=by)


def _held(tip: Tip) -> HouseTip:
    """As the house sees it, its row held until the transaction ends. What is deleted is gone, by whichever rule."""
    held = Tip.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=tip.pk)
    if held.expired_at is not None or held.taken_back_at is not None:
        raise NotNow(rules.GONE)
    return house_tip(held, timezone.localdate())
