"""Appointments: a new one, one of them and how it went, and another time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import appointment as actions
from fremskudt.casework.forms.appointment import AppointmentForm, MoveForm
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors import appointment as selectors

ACTS = {
    "held": actions.hold,
    "missed": actions.miss,
    "called_off": actions.call_off,
    "undo": actions.take_back,
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def appointment_new(request: Visit, code: str) -> HttpResponse:
    """Where a safety notice is set aside with a reason, a page of its own asks before it is saved."""
    if request.method == "GET":
        choice = selectors.read_choice(request.reach, code)
        return _form(request, AppointmentForm(choice=choice, reader=request.user))
    choice = selectors.find_choice(request.reach, code)
    require(may_write(has_ended=choice.opened.has_ended))
    form = AppointmentForm(request.POST, choice=choice, reader=request.user)
    if not form.is_valid():
        selectors.read_choice(request.reach, code)  # shown again, so it is an event again
        return _form(request, form, status=422)
    if form.is_override and "sure" not in request.POST:
        selectors.read_choice(request.reach, code)
        return render(request, "casework/appointment/ask.html", {"choice": choice, "form": form})
    made = actions.plan(case=choice.opened.case, by=request.user, **form.agreed)
    messages.success(request, _("Aftalen er gemt."))
    return redirect("casework:appointment", code, made.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASELOAD_READ)
def appointment(request: Visit, code: str, pk: int) -> HttpResponse:
    """The page, and how it went: »Vi sås«, »Vi sås ikke«, »Aflys«, or taken back."""
    if request.method == "GET":
        sheet = selectors.read_appointment(request.reach, code, pk)
        return render(request, "casework/appointment/detail.html", {"sheet": sheet})
    found = selectors.find_appointment(request.reach, code, pk)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        require(Verdict.no(_("Vælg, hvordan det gik.")))
    else:
        act(appointment=found, by=request.user)
    return redirect("casework:appointment", code, pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def appointment_move(request: Visit, code: str, pk: int) -> HttpResponse:
    found = selectors.find_appointment(request.reach, code, pk)
    local = timezone.localtime(found.at)
    start = {"on": local.date(), "clock": local.time()}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        moved = actions.move(appointment=found, at=form.at, by=request.user)
        messages.success(request, _("Aftalen er flyttet."))
        return redirect("casework:appointment", code, moved.pk)
    context = {"sheet": selectors.read_appointment(request.reach, code, pk), "form": form}
    return render(request, "casework/appointment/move.html", context, status=422 if form.is_bound else 200)


def _form(request: Visit, form: AppointmentForm, status: int = 200) -> HttpResponse:
    refused = may_write(has_ended=form.choice.opened.has_ended).reason
    context = {"choice": form.choice, "form": form, "refused": refused}
    return render(request, "casework/appointment/new.html", context, status=status)
