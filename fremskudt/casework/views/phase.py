"""The periods of a course: the ribbon and its list, one more, one moved, ended or taken back."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import phase as phase_actions
from fremskudt.casework.forms.phase import PhaseEndForm, PhaseForm
from fremskudt.casework.models import PhaseInterval
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.phase import PHASES, may_end, may_move
from fremskudt.casework.selectors import phase as selectors
from fremskudt.casework.selectors.case import Opened, open_case
from fremskudt.casework.views.course import show_course_page


@require_GET
@requires(Permission.CASELOAD_READ)
def phases(request: Visit, code: str) -> HttpResponse:
    page = selectors.read_phases(request.reach, code)
    context = {"page": page, "opened": page.opened, "open_door": page.open_door}
    return render(request, "casework/phase/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def phase_new(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    form = PhaseForm(request.POST if request.method == "POST" else None, has_plan=selectors.has_plan(opened))
    if form.is_valid():
        phase_actions.add(case=opened.case, stretch=form.stretch, by=request.user)
        return _done(request, code, _("Gemt."))
    return _form(request, opened, form, {"refused": may_write(has_ended=opened.has_ended).reason})


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def phase_edit(request: Visit, code: str, pk: int) -> HttpResponse:
    """Moved, ended or taken back. What follows the plan can only be given its last day here."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    interval = selectors.get_interval(opened, pk)
    if request.method == "POST" and "withdraw" in request.POST:
        phase_actions.withdraw(interval=interval, by=request.user)
        return _done(request, code, _("Perioden er taget tilbage. Den står under »Rettet«."))
    form = _change_form(request, opened, interval)
    if form.is_valid():
        phase_actions.change(interval=interval, stretch=form.stretch, by=request.user)
        return _done(request, code, _("Gemt. Det gamle står under »Rettet«."))
    stands = selectors.is_standing(interval)
    kept = may_move(is_standing=stands, is_by_plan=interval.is_by_plan).reason
    more = {"interval": interval, "name": PHASES[interval.phase], "kept": kept}
    return _form(request, opened, form, {**more, "refused": may_end(is_standing=stands).reason})


def _change_form(request: Visit, opened: Opened, interval: PhaseInterval) -> PhaseForm:
    kind = PhaseEndForm if interval.is_by_plan else PhaseForm
    has_plan = interval.is_by_plan or selectors.has_plan(opened)
    written = asdict(phase_actions.stretch_of(interval))
    return kind(request.POST if request.method == "POST" else None, initial=written, has_plan=has_plan)


def _done(request: Visit, code: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("casework:phases", code)


def _form(request: Visit, opened: Opened, form: PhaseForm, more: dict[str, Any]) -> HttpResponse:
    template = "casework/phase/edit.html" if "interval" in more else "casework/phase/new.html"
    return show_course_page(
        request, opened, template, {"form": form, **more}, action="phase.read", fields="coded,free_text"
    )
