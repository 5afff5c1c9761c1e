"""One's own newest press on the list of tips, for as long as it can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.partnership.models import Tip, TipStep
from fremskudt.partnership.rules.tip import Step
from fremskudt.partnership.rules.undo import LASTS, may_undo

MOST = 50  # of one press: those of a page, and the »read« that came with an answer


@dataclass(frozen=True)
class Press:
    """What was pressed. `step` is the number of one's own line, which the button that undoes it sends."""

    step: int
    kind: str
    n: int  # how many tips it was
    code: str
    place: str
    area: str
    week_on: date


def find_step(tip: Tip, pk: int) -> TipStep:
    """A line of the team's with that tip, or 404: the house's lines are undone by the house."""
    return get_object_or_404(TipStep.objects.filter(tip=tip, by_house=False), pk=pk)


def newest_press(reach: Reach, tips: QuerySet[Tip]) -> Press | None:
    """The newest of the reader's own among those tips; a yes is never undone here. One query."""
    since = timezone.now() - LASTS
    mine = TipStep.objects.standing().filter(by=reach.user_id or 0, by_house=False, made_at__gte=since, tip__in=tips)
    newest = mine.exclude(kind=Step.SAID_YES).select_related("tip__area").order_by("-made_at", "-pk")
    return press_of(list(newest[:MOST]))


def press_of(lines: list[TipStep]) -> Press | None:
    """The newest press of one's own lines, the newest first."""
    if not lines:
        return None
    line, tip = lines[0], lines[0].tip
    n = sum(1 for one in lines if (one.made_at, one.kind) == (line.made_at, line.kind))
    return Press(line.pk, line.kind, n, tip.code, tip.place, tip.area.name if tip.area else "", tip.week_on)


def own_fresh(reach: Reach, lines: Iterable[TipStep]) -> list[TipStep]:
    """Of those lines the reader's own that can still be undone."""
    now = timezone.now()
    return [
        line for line in lines
        if line.by_id == reach.user_id and not line.by_house and line.kind != Step.SAID_YES
        and may_undo(line.made_at, now)
    ]  # fmt: skip
