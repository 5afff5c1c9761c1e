"""Somebody asks for help today, and who is on duty (F18)."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import duty as duty_actions
from fremskudt.casework.actions import urgent as actions
from fremskudt.casework.forms.urgent import DutyForm, UrgentForm
from fremskudt.casework.selectors import duty as duties
from fremskudt.casework.selectors import urgent as selectors
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.followed import find_choice, read_choice


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def urgent_new(request: Visit) -> HttpResponse:
    towns = selectors.list_towns(request.reach)
    if request.method == "GET":
        initial = {"citizen": request.GET.get("borger", "")}
        form = UrgentForm(citizens=read_choice(request.reach), towns=towns, initial=initial)
        return render(request, "casework/urgent/new.html", {"form": form})
    form = UrgentForm(request.POST, citizens=find_choice(request.reach), towns=towns)
    if not form.is_valid():
        form = UrgentForm(request.POST, citizens=read_choice(request.reach), towns=towns)
        return render(request, "casework/urgent/new.html", {"form": form}, status=422)
    told = form.cleaned_data
    case = open_case(request.reach, form.who.code, Permission.CASE_WRITE).case if form.who else None
    actions.ask(
        municipality=form.town, case=case, area=told["area"], words=told["words"], asked_at=form.asked_at,
        by=request.user,
    )  # fmt: skip
    messages.success(request, _("Teamet kan se det nu, under »Haster«."))
    return redirect("casework:today")


@require_POST
@requires(Permission.CASE_WRITE)
def urgent_take(request: Visit, pk: int) -> HttpResponse:
    actions.take(request=selectors.get_request(request.reach, pk), by=request.user)
    messages.success(request, _("Du har den. Teamet kan se det."))
    return redirect("casework:today")


@require_POST
@requires(Permission.CASE_WRITE)
def urgent_close(request: Visit, pk: int) -> HttpResponse:
    actions.close(request=selectors.get_request(request.reach, pk), by=request.user)
    messages.success(request, _("Lukket."))
    return redirect("casework:today")


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def duty(request: Visit) -> HttpResponse:
    """A week at a time (»?fra=2026-11-23«), in one municipality (»?kommune=3«) where somebody works in several."""
    towns = {str(town.pk): town for town in selectors.list_towns(request.reach)}
    town = towns.get(request.GET.get("kommune", "")) or next(iter(towns.values()))
    week = duties.read_week(town, _monday(request.GET.get("fra", "")))
    form = DutyForm(request.POST or None, week=week)
    here = f"{reverse('casework:duty')}?fra={week.days[0]}&kommune={town.pk}"
    if request.method == "POST" and form.is_valid():
        duty_actions.plan_week(municipality=town, days=form.days, by=request.user)
        messages.success(request, _("Vagterne er gemt."))
        return redirect(here)
    step = timedelta(days=7)
    context = {
        "form": form, "week": week, "here": here, "towns": list(towns.values()) if len(towns) > 1 else [],
        "before": week.days[0] - step, "after": week.days[0] + step, "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "casework/urgent/duty.html", context, status=422 if request.method == "POST" else 200)


def _monday(asked: str) -> date:
    """The Monday of the day in the address; of today where it is none, or so far off that a week would have no end."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        day = timezone.localdate()
    return duties.monday_of(day if 1900 < day.year < 9000 else timezone.localdate())
