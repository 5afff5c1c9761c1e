"""A visit: start it with one press, end it with one press, ask for more time. A colleague can say that one is home."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import visit as actions
from fremskudt.casework.forms.visit import OutForm, StartForm, usual
from fremskudt.casework.selectors import visit as visits
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.safety import read_safety
from fremskudt.casework.selectors.team import company, list_towns


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def visit_start(request: Visit, code: str) -> HttpResponse:
    """One press starts it as it was planned. Where two are needed, or one is still out, it asks first."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    sent = request.POST if request.method == "POST" else request.GET
    appointment = visits.appointment_of(opened.case, request.user, sent.get("appointment", ""))
    plan, towns = usual(appointment, request.user), [opened.citizen.municipality]
    along = company([opened.citizen.municipality_id], request.user.pk, opened.citizen)
    if request.method == "GET":
        return _ask(request, code, StartForm(initial=vars(plan), company=along, towns=towns), appointment)
    form = StartForm(
        request.POST if "minutes" in request.POST else None, initial=vars(plan), company=along, towns=towns
    )
    if form.is_bound and not form.is_valid():
        return _ask(request, code, form, appointment, status=422)
    try:
        actions.start(
            municipality=opened.citizen.municipality, case=opened.case, appointment=appointment,
            plan=form.plan if form.is_bound else plan, end_first="end_first" in request.POST, by=request.user,
        )  # fmt: skip
    except NotNow as refused:
        still_out = isinstance(refused, actions.StillOut)
        return _ask(request, code, form, appointment, refused=refused.reason, still_out=still_out, status=409)
    return redirect("casework:visit")


def _ask(
    request: Visit, code: str, form: StartForm, appointment: object, status: int = 200, **why: Any
) -> HttpResponse:
    sheet = read_safety(request.reach, code, Permission.CASE_WRITE)
    page = {"sheet": sheet, "form": form, "appointment": appointment, **why}
    return render(request, "casework/visit/start.html", page, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.TEAM_JOIN)
def visit(request: Visit) -> HttpResponse:
    """One's own visit; and where there is none, a way out that is to no citizen in particular."""
    towns = list_towns(request.reach)
    along = company([town.pk for town in towns], request.user.pk)
    form = OutForm(request.POST if request.method == "POST" else None, company=along, towns=towns)
    if form.is_valid():
        actions.start(municipality=form.municipality, case=None, appointment=None, plan=form.plan, by=request.user)
        return redirect("casework:visit")
    page = {"own": visits.read_own(request.reach), "form": form}
    return render(request, "casework/visit/page.html", page, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.TEAM_JOIN)
def visit_end(request: Visit) -> HttpResponse:
    actions.end(by=request.user)
    return redirect("casework:visit")


@require_POST
@requires(Permission.TEAM_JOIN)
def visit_more(request: Visit) -> HttpResponse:
    actions.more_time(seen_back_at=_time(request.POST.get("back_at", "")), by=request.user)
    messages.success(request, _("Du har fået et kvarter mere."))
    return redirect("casework:visit")


@require_POST
@requires(Permission.TEAM_JOIN)
def visit_undo(request: Visit) -> HttpResponse:
    actions.take_back_end(by=request.user)
    return redirect("casework:visit")


@require_POST
@requires(Permission.TEAM_JOIN)
def visit_home(request: Visit, pk: int) -> HttpResponse:
    """A colleague has rung, and all is well."""
    actions.end_for(visit=visits.get_of_team(request.reach, pk), by=request.user)
    messages.success(request, _("Noteret. Alt er godt."))
    return redirect("casework:team")


def _time(said: str) -> Any:
    try:
        return parse_datetime(said)
    except ValueError:
        return None
