"""A threat or violence: told in three fields, followed up by the leader, handed on as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.csv_text import csv_text
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import incident as actions
from fremskudt.casework.forms.incident import ExportForm, IncidentForm, SeenForm
from fremskudt.casework.rules.contact import PLACES
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import incident as selectors
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.incident import Line
from fremskudt.casework.selectors.team import list_towns


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_WRITE)
def incident_new(request: Visit) -> HttpResponse:
    """With `borger`, a code, when it happened with somebody one follows. The page shows nothing of them."""
    towns = list_towns(request.reach, Permission.INCIDENT_WRITE)
    form = IncidentForm(request.POST if request.method == "POST" else None, towns=towns)
    code = (request.POST if request.method == "POST" else request.GET).get("borger", "")
    opened = open_case(request.reach, code, Permission.CASE_WRITE) if code else None
    if form.is_valid():
        actions.report(case=opened.case if opened else None, **form.told, by=request.user)
        messages.success(request, _("Tak. Din projektleder ser det i dag. Ring, hvis du har brug for en nu."))
        return redirect("casework:team" if request.reach.may(Permission.TEAM_JOIN) else "home")
    page = {"form": form, "code": opened.code if opened else ""}
    return render(request, "casework/incident/new.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incidents(request: Visit) -> HttpResponse:
    """The leader's list, and that one of it has been seen."""
    seen = SeenForm(request.POST)
    if request.method == "POST" and seen.is_valid():
        incident = selectors.get_incident(request.reach, seen.cleaned_data["incident"])
        actions.mark_seen(incident=incident, by=request.user)
        messages.success(request, _("Noteret: du følger op."))
        return redirect("casework:incidents")
    listing = selectors.list_incidents(request.reach, page_number(request.GET.get("side", "")))
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/incident/list.html", {"listing": listing}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.INCIDENT_READ)
def incident_export(request: Visit) -> HttpResponse:
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "casework/incident/export.html", {"form": form}, status=422 if form.is_bound else 200)
    lines = actions.export(reach=request.reach, **form.cleaned_data, by=request.user)
    response = HttpResponse(csv_text([_head(), *map(_cells, lines)]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="haendelser.csv"'
    return response


def _head() -> list[str]:
    heads = (
        _("Dag"),
        _("Klokken"),
        _("Sted"),
        _("Hvad skete der?"),
        _("Hvad gjorde I?"),
        _("Hvad er der brug for nu?"),
    )
    return [*heads, _("Meldt af"), _("Set af")]


def _cells(line: Line) -> list[object]:
    day, time = f"{line.happened_at:%Y-%m-%d}", f"{line.happened_at:%H.%M}"
    place = _(PLACES[line.place_kind]) if line.place_kind else ""
    return [day, time, place, line.what, line.done, line.needed, line.who, line.seen_by]
