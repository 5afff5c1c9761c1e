"""Tours by area: what is planned, a new one, one with its visits, and a visit laid into it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.selectors.area import list_areas
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.actions import appointment as appointments
from fremskudt.casework.actions import tour as actions
from fremskudt.casework.forms.tour import TourForm, TourVisitForm
from fremskudt.casework.models import Tour
from fremskudt.casework.rules import tour as rules
from fremskudt.casework.selectors import tour as selectors
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.safety import read_safety
from fremskudt.casework.selectors.team import company
from fremskudt.partnership.selectors.house_rules import list_rules


@require_GET
@requires(Permission.TEAM_JOIN)
def tours(request: Visit) -> HttpResponse:
    found = selectors.read_tours(request.reach, request.GET.get("omraade", ""))
    return render(request, "casework/tour/list.html", {"found": found})


@require_http_methods(["GET", "POST"])
@requires(Permission.TEAM_JOIN)
def tour_new(request: Visit) -> HttpResponse:
    towns = request.reach.towns(Permission.TEAM_JOIN)
    sent = request.POST if request.method == "POST" else None
    form = TourForm(
        sent, areas=list_areas(towns), company=company(towns, request.user.pk),
        initial={"area": request.GET.get("omraade", "")},
    )  # fmt: skip
    if form.is_valid():
        made = actions.plan(**form.cleaned_data, by=request.user)
        messages.success(request, _("Turen er planlagt. Læg besøg ind i den."))
        return redirect("casework:tour", made.pk)
    return render(request, "casework/tour/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.TEAM_JOIN)
def tour(request: Visit, pk: int) -> HttpResponse:
    """One tour; posted to, it is called off, or stands again."""
    if request.method == "GET":
        return render(request, "casework/tour/page.html", {"round": selectors.read_tour(request.reach, pk)})
    found = selectors.get_tour(request.reach, pk)
    if request.POST.get("act") == "take_back":
        actions.take_back(tour=found, by=request.user)
        messages.success(request, _("Turen står igen."))
    elif request.POST.get("act") == "call_off":
        actions.call_off(tour=found, by=request.user)
        messages.success(request, _("Turen er aflyst. Besøgene står endnu; aflys dem med borgeren."))
    return redirect("casework:tour", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def tour_visit(request: Visit, code: str, pk: int) -> HttpResponse:
    """The house rules stand above the form: they are read before anything is planned there."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    found = selectors.get_tour(request.reach, pk)
    form = TourVisitForm(
        request.POST if request.method == "POST" else None, houses=list_rules(found.municipality_id),
        company=company([found.municipality_id], request.user.pk, opened.citizen),
        initial={"with_user": found.with_user_id},
    )  # fmt: skip
    if not form.is_valid():
        return _visit_page(request, code, found, form, status=422 if form.is_bound else 200)
    try:
        require(rules.may_add(called_off=found.called_off_at is not None))
        appointments.plan(
            case=opened.case, area=found.area, owner=request.user, by=request.user, **form.agreed(found.on)
        )
    except NotNow as refused:
        return _visit_page(request, code, found, form, refused=refused.reason, status=409)
    messages.success(request, _("Lagt ind i turen."))
    return redirect("casework:tour", pk)


def _visit_page(
    request: Visit, code: str, found: Tour, form: TourVisitForm, status: int = 200, **why: Any
) -> HttpResponse:
    sheet = read_safety(request.reach, code, Permission.CASE_WRITE)
    page = {"sheet": sheet, "tour": found, "form": form, "houses": form.houses.values(), **why}
    return render(request, "casework/tour/visit.html", page, status=status)
