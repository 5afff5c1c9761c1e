"""Fixed days to fetch something: a new agreement, each day fetched or not, and the end of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import pick_up as pick_up_actions
from fremskudt.casework.forms.pick_up import LastDayForm, NotedForm, PickUpForm
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors import pick_up as pick_ups
from fremskudt.casework.selectors.case import Opened, open_case
from fremskudt.casework.selectors.followers import list_followers


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def pick_up_new(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    people: dict[str, Any] = {"followers": list_followers(opened.citizen), "reader": request.user}
    if request.method == "GET":
        return _form(request, opened, PickUpForm(**people))
    require(may_write(has_ended=opened.has_ended))
    form = PickUpForm(request.POST, **people)
    if not form.is_valid():
        return _form(request, opened, form, status=422)
    pick_up_actions.agree(case=opened.case, by=request.user, **form.cleaned_data)
    messages.success(request, _("Aftalen er gemt."))
    return redirect("casework:papers", code)


@require_POST
@requires(Permission.CASE_WRITE)
def pick_up_mark(request: Visit, code: str, pk: int) -> HttpResponse:
    """»Hentet« or »Ikke hentet« for one day. »?fortryd« with the day takes it back."""
    pick_up = pick_ups.find_pick_up(request.reach, code, pk)
    undo = "fortryd" in request.GET
    form = NotedForm({"fetched": "yes", "on": request.GET.get("on", "")} if undo else request.POST)
    if not form.is_valid():
        require(Verdict.no(_("Vælg en dag, og om det blev hentet.")))
    day = form.cleaned_data["on"]
    if undo:
        pick_up_actions.take_back(pick_up=pick_up, on=day, by=request.user)
        messages.success(request, _("Fortrudt. Det er som før."))
    else:
        pick_up_actions.note_day(pick_up=pick_up, on=day, fetched=form.was_fetched, by=request.user)
    return redirect("casework:papers", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def pick_up_end(request: Visit, code: str, pk: int) -> HttpResponse:
    """Asked on a page of its own, since it ends an agreement with the citizen."""
    form = LastDayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        pick_up = pick_ups.find_pick_up(request.reach, code, pk)
        pick_up_actions.end(pick_up=pick_up, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Aftalen slutter den dag."))
        return redirect("casework:papers", code)
    sheet = pick_ups.read_pick_up(request.reach, code, pk)
    status = 422 if form.is_bound else 200
    return render(request, "casework/pick_up/end.html", {"sheet": sheet, "form": form}, status=status)


def _form(request: Visit, opened: Opened, form: PickUpForm, status: int = 200) -> HttpResponse:
    refused = may_write(has_ended=opened.has_ended).reason
    context = {"opened": opened, "form": form, "refused": refused}
    return render(request, "casework/pick_up/new.html", context, status=status)
