"""»Kort møde«: begun, walked through citizen by citizen, written on, and ended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.models import User
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import meeting as actions
from fremskudt.casework.actions import meeting_line as minutes
from fremskudt.casework.forms.meeting import MeetingForm, asked_item
from fremskudt.casework.rules import meeting as rules
from fremskudt.casework.selectors import meeting as meetings
from fremskudt.casework.selectors.meeting import MeetingPage
from fremskudt.casework.views.meeting_page import answer, context, form_of, with_both

Go = Callable[[MeetingPage, int, User], None]


@require_GET
@requires(Permission.MEETING_JOIN)
def meeting(request: Visit, pk: int) -> HttpResponse:
    page = meetings.read_meeting(request.reach, pk)
    item = page.now
    form = form_of(page, item, request.user) if item and item.is_shown else None
    return answer(request, context(page, form))


@require_POST
@requires(Permission.MEETING_CHAIR)
def meeting_begin(request: Visit, pk: int) -> HttpResponse:
    actions.begin(meeting=meetings.get_meeting(request.reach, pk), by=request.user)
    return redirect("casework:meeting", pk)


@require_POST
@requires(Permission.MEETING_JOIN)
def meeting_line(request: Visit, pk: int) -> HttpResponse:
    return _press(request, pk)


@require_POST
@requires(Permission.MEETING_JOIN)
def meeting_line_undo(request: Visit, pk: int, line: int) -> HttpResponse:
    held = meetings.get_meeting(request.reach, pk)
    minutes.undo(meeting=held, line=line, by=request.user)
    messages.success(request, _("Linjen er fortrudt."))
    return redirect("casework:meeting", pk)


@require_POST
@requires(Permission.MEETING_CHAIR)
def meeting_task(request: Visit, pk: int) -> HttpResponse:
    return _press(request, pk)


@require_POST
@requires(Permission.MEETING_CHAIR)
def meeting_next(request: Visit, pk: int) -> HttpResponse:
    return _press(request, pk, lambda page, item, by: actions.go_on(meeting=page.meeting, item=item, by=by))


@require_POST
@requires(Permission.MEETING_CHAIR)
def meeting_end(request: Visit, pk: int) -> HttpResponse:
    return _press(request, pk, lambda page, _item, by: actions.end(meeting=page.meeting, by=by))


def _press(request: Visit, pk: int, go: Go | None = None) -> HttpResponse:
    """Whatever was pressed: first what was typed is kept, then the meeting goes on or ends."""
    page = meetings.find_page(request.reach, pk, asked_item(request.POST))
    item = page.now
    if item and item.is_shown and page.is_running:
        form = form_of(page, item, request.user, request.POST)
        if not form.is_valid():
            return _again(request, page, form, 422)
        try:
            told: dict[str, Any] = {"lines": form.new_lines(), "corrections": form.corrections(), "task": form.task()}
            minutes.write(meeting=page.meeting, item=item.pk, **told, by=request.user)
        except minutes.LineWrittenMeanwhileError as both:
            return _both(request, page, form, both)
        except minutes.TaskRefusedError as refused:
            form.add_error("task_owner", _(refused.reason))
            return _again(request, page, form, 422)
        if any(told.values()):
            messages.success(request, _("Gemt."))
    elif go is None:
        raise NotNow(_why(page))
    if go:
        go(page, item.pk if item else 0, request.user)
    return redirect("casework:meeting", pk)


def _again(request: Visit, page: MeetingPage, form: MeetingForm, status: int) -> HttpResponse:
    """The page once more, with what was typed and the sentence beside the field."""
    shown = meetings.read_meeting(request.reach, page.meeting.pk, page.now.pk if page.now else None)
    return answer(request, context(shown, form), status)


def _both(
    request: Visit, page: MeetingPage, form: MeetingForm, told: minutes.LineWrittenMeanwhileError
) -> HttpResponse:
    """Two corrected the same line: theirs stands, and what was typed stands in the field beneath it."""
    shown = meetings.read_meeting(request.reach, page.meeting.pk, page.now.pk if page.now else None)
    if shown.now is None or not shown.now.is_shown:
        raise NotNow(_why(shown))
    both = with_both(shown, shown.now, form, told, request.user)
    return answer(request, context(shown, both, is_both=True), 409)


def _why(page: MeetingPage) -> str:
    if page.meeting.began_at is None:
        return rules.NOT_BEGUN
    if page.meeting.ended_at is not None:
        return rules.HAS_ENDED
    return rules.YES_TAKEN_BACK if page.is_chair else rules.ITEM_CLOSED
