"""What the page of a meeting is made of: the form with all that can be typed, and each point with its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import render

from fremskudt.access.models import User
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions.meeting_line import LineWrittenMeanwhileError
from fremskudt.casework.forms.meeting import MeetingForm
from fremskudt.casework.rules import meeting as rules
from fremskudt.casework.selectors.meeting import Item, MeetingPage
from fremskudt.casework.selectors.meeting_lines import Line


@dataclass(frozen=True)
class Row:
    """A line that stands, and the field in which it is corrected."""

    line: Line
    field: BoundField | None
    is_open: bool  # the field asks for a look


@dataclass(frozen=True)
class Point:
    number: int
    name: str
    rows: list[Row]
    words: BoundField | None = None
    topic: BoundField | None = None
    has_tasks: bool = False

    @property
    def is_folded(self) -> bool:
        """Where there is something to read first, the field is a press away."""
        return self.number == 1 or self.has_tasks

    @property
    def is_open(self) -> bool:
        return self.words is not None and bool(self.words.errors or self.words.value())


def form_of(page: MeetingPage, item: Item, me: User, sent: Any = None, **more: Any) -> MeetingForm:
    """Empty, or as it was sent. Agreements are written down by the one who holds the meeting."""
    return MeetingForm(
        sent, item=item.pk, points=page.points, topics=item.topics if page.is_running else frozenset(),
        lines=page.can_correct(item) if sent is None else page.ever(item),
        owners={me.pk: me.name, **page.present} if page.is_chair else {}, me=me.pk, **more,
    )  # fmt: skip


def with_both(
    page: MeetingPage, item: Item, form: MeetingForm, told: LineWrittenMeanwhileError, me: User
) -> MeetingForm:
    """A fresh form that holds all that was typed: beneath the colleague's text, or as a new line."""
    typed: dict[str, str] = form.typed()
    standing = {earlier.pk: line for line in page.lines(item) for earlier in line.earlier}
    points = {line.pk: line.point for line in page.written.ever}
    for pk in told.lines:
        words, now = typed.pop(f"line_{pk}", ""), standing.get(pk)
        if now is not None:
            typed[f"line_{now.pk}"] = words
        else:
            field = f"words_{points.get(pk, 1)}"
            typed[field] = "\n".join(filter(None, [typed.get(field, ""), words]))
    return form_of(page, item, me, initial=typed)


def context(page: MeetingPage, form: MeetingForm | None = None, *, is_both: bool = False) -> dict[str, Any]:
    item = page.now
    if page.meeting.ended_at is not None:
        return {"page": page, "minutes": [_minutes(page, one) for one in page.shown], "may_summarise": _chairs(page)}
    if item is None or not item.is_shown or form is None:
        return {"page": page, "item": item}
    return {
        "page": page, "item": item, "form": form, "points": _points(page, item, form), "is_both": is_both,
        "fresh": page.fresh(item), "news": page.news(item), "promises": page.promises(item),
        "expiries": page.expiries(item), "own_points": page.own_points(item),
    }  # fmt: skip


def answer(request: Visit, told: Mapping[str, Any], status: int = 200) -> HttpResponse:
    template = "run" if told["page"].is_running else "plan"
    if told["page"].meeting.ended_at:
        template = "minutes"
    return render(request, f"casework/meeting/{template}.html", dict(told), status=status)


def _points(page: MeetingPage, item: Item, form: MeetingForm | None) -> list[Point]:
    lines, at_end = page.lines(item), rules.point_of_agreements(page.points)
    return [
        Point(number, name, [_row(line, form) for line in lines if line.point == number], has_tasks=number == at_end,
              **_fields(form, number))
        for number, name in enumerate(page.points, 1)
    ]  # fmt: skip


def _minutes(page: MeetingPage, item: Item) -> dict[str, Any]:
    """What was said of one citizen, point by point; a point on which nothing stands is left out."""
    points = [point for point in _points(page, item, None) if point.rows]
    return {"item": item, "points": points, "promises": page.promises(item)}


def _chairs(page: MeetingPage) -> bool:
    return page.reach.may(Permission.MEETING_CHAIR)


def _fields(form: MeetingForm | None, number: int) -> dict[str, BoundField]:
    if form is None or f"words_{number}" not in form.fields:
        return {}
    return {"words": form[f"words_{number}"], "topic": form[f"topic_{number}"]}


def _row(line: Line, form: MeetingForm | None) -> Row:
    name = f"line_{line.pk}"
    if form is None or name not in form.fields:
        return Row(line, None, False)
    field = form[name]
    return Row(line, field, bool(field.errors) or field.value() != line.words)
