"""The plan: to read, to put in force, one version, and the sheet for the citizen. Writing it is in plan_edit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import plan as plan_actions
from fremskudt.casework.forms.plan import InForceForm
from fremskudt.casework.rules.plan import may_put_in_force
from fremskudt.casework.selectors import plan as plans
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.plan import Sheet


@require_GET
@requires(Permission.CASELOAD_READ)
def plan(request: Visit, code: str) -> HttpResponse:
    return render(request, "casework/plan/detail.html", {"sheet": plans.read_plan(request.reach, code)})


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def plan_in_force(request: Visit, code: str) -> HttpResponse:
    """Ask, in words; or, where there is no draft, mend the day from which the plan holds."""
    if request.method == "GET":
        sheet = plans.read_plan(request.reach, code)
        return (
            _ask(request, sheet, InForceForm(initial=_start(sheet))) if sheet.shown else redirect("casework:plan", code)
        )
    opened, form = open_case(request.reach, code, Permission.CASE_WRITE), InForceForm(request.POST)
    if not form.is_valid():
        return _ask(request, plans.read_plan(request.reach, code), form, 422)
    if form.cleaned_data["edit"]:
        plan_actions.put_in_force(case=opened.case, by=request.user, **form.cleaned_data)
        messages.success(request, _("Planen er i kraft."))
    else:
        plan_actions.move_start(case=opened.case, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Datoen er rettet."))
    return redirect("casework:plan", code)


@require_GET
@requires(Permission.CASELOAD_READ)
def plan_version(request: Visit, code: str, pk: int) -> HttpResponse:
    compared = plans.read_version(request.reach, code, pk)
    if compared is None:
        return redirect("casework:plan", code)
    return render(request, "casework/plan/version.html", {"compared": compared, "version": compared.version})


@require_GET
@requires(Permission.CASELOAD_READ)
def plan_print(request: Visit, code: str) -> HttpResponse:
    """For the citizen: without the professional part, unless it is asked for."""
    sheet = plans.read_print(request.reach, code)
    if sheet.shown is None:
        return redirect("casework:plan", code)
    context = {"sheet": sheet, "version": sheet.shown, "with_professional": request.GET.get("fagligt") == "1"}
    return render(request, "casework/plan/sheet.html", context)


def _start(sheet: Sheet) -> dict[str, object]:
    """`edit` is 0 where there is no draft: then only the day can be mended."""
    version = sheet.draft or sheet.in_force
    if version is None:
        return {}
    on = None if version.is_draft else version.in_force_on
    return {
        "version": version.number,
        "edit": version.edit if version.is_draft else 0,
        "on": on or timezone.localdate(),
    }


def _ask(request: Visit, sheet: Sheet, form: InForceForm, status: int = 200) -> HttpResponse:
    draft = sheet.draft
    verdict = may_put_in_force(
        has_draft=draft is not None, n_goals=len(draft.goals) if draft else 0,
        review_on=draft.text.review_on if draft else None, today=timezone.localdate(),
        has_ended=sheet.opened.has_ended,
    )  # fmt: skip
    refused = verdict.reason if draft else sheet.refused
    context = {"sheet": sheet, "form": form, "refused": refused}
    return render(request, "casework/plan/in_force.html", context, status=status)
