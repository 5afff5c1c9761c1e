"""Overgang: where to, chosen together, and each step in somebody's hand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import readiness as readiness_actions
from fremskudt.casework.actions import transition as actions
from fremskudt.casework.actions import transition_step as steps
from fremskudt.casework.forms.handover import RhythmForm
from fremskudt.casework.forms.readiness import ReadinessForm
from fremskudt.casework.forms.transition import StepAnswerForm, StepForm, TargetForm
from fremskudt.casework.rules import transition as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors import transition as transitions
from fremskudt.casework.selectors.case import open_case

TARGET, STEP, READINESS = (f"casework/transition/{page}.html" for page in ("target", "step", "readiness"))
ACTS = {
    "done": steps.mark_done,
    "missed": steps.mark_missed,
    "seen": steps.mark_seen,
    "again": steps.open_again,
    "remove": steps.remove,
}


@require_GET
@requires(Permission.CASELOAD_READ)
def transition(request: Visit, code: str) -> HttpResponse:
    sheet = transitions.read_transition(request.reach, code)
    every_days = sheet.handover.every_days if sheet.handover else None
    context = {"sheet": sheet, "rhythm": RhythmForm(initial={"every_days": every_days})}
    return render(request, "casework/transition/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def transition_new(request: Visit, code: str) -> HttpResponse:
    choice = transitions.read_choice(request.reach, code)
    if request.method == "GET":
        return render(request, TARGET, {"choice": choice, "form": TargetForm(began=choice.began)})
    require(may_write(has_ended=choice.opened.has_ended))
    form = TargetForm(request.POST, began=choice.began)
    if not form.is_valid():
        return render(request, TARGET, {"choice": choice, "form": form}, status=422)
    actions.choose(case=choice.opened.case, **form.cleaned_data, by=request.user)
    messages.success(request, _("Gemt. Nu ved alle, hvor I vil hen."))
    return redirect("casework:transition", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def step_new(request: Visit, code: str) -> HttpResponse:
    choice = transitions.read_choice(request.reach, code)
    if request.method == "GET":
        form = StepForm(hands=choice.hands, me=request.user, began=choice.began)
        return render(request, STEP, {"choice": choice, "form": form})
    require(may_write(has_ended=choice.opened.has_ended))
    require(rules.may_add_step(has_target=choice.now is not None))
    form = StepForm(request.POST, hands=choice.hands, me=request.user, began=choice.began)
    if not form.is_valid():
        return render(request, STEP, {"choice": choice, "form": form}, status=422)
    steps.add(case=choice.opened.case, **form.cleaned_data, by=request.user)
    messages.success(request, _("Skridtet er gemt."))
    return redirect("casework:transition", code)


@require_POST
@requires(Permission.CASE_WRITE)
def step_done(request: Visit, code: str) -> HttpResponse:
    """How a step went: which one, and what is said of it, come from the button that was pressed."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    form = StepAnswerForm(request.POST)
    step = transitions.find_step(opened, form.cleaned_data["step"]) if form.is_valid() else None
    require(Verdict.yes() if step else Verdict.no(rules.STEP_GONE))
    if step:
        ACTS[form.cleaned_data["act"]](case=opened.case, step=step, by=request.user)
        messages.success(request, _("Gemt."))
    return redirect("casework:transition", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def readiness(request: Visit, code: str) -> HttpResponse:
    choice = transitions.read_choice(request.reach, code)
    if request.method == "GET":
        return render(request, READINESS, {"choice": choice, "form": ReadinessForm(began=choice.began)})
    require(may_write(has_ended=choice.opened.has_ended))
    form = ReadinessForm(request.POST, began=choice.began)
    if not form.is_valid():
        return render(request, READINESS, {"choice": choice, "form": form}, status=422)
    said = {"side": form.cleaned_data["side"], "on": form.cleaned_data["on"], "values": form.values}
    readiness_actions.look(case=choice.opened.case, **said, by=request.user)
    messages.success(request, _("Gemt. Det er til at tale om, ikke en karakter."))
    return redirect("casework:transition", code)
