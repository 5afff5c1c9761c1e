"""Writing the draft of a plan; and where two wrote at once, both texts side by side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import plan as plan_actions
from fremskudt.casework.forms.plan import PlanForm, one_row_more, values_of
from fremskudt.casework.forms.plan_merge import PlanMergeForm
from fremskudt.casework.rules.plan_text import PlanText, differing, merged
from fremskudt.casework.selectors import plan as plans
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.plan import Writing


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def plan_edit(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        return _write(request, code)
    if "add" in request.POST:
        return _write(request, code, one_row_more(request.POST.dict()))
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _write(request, code, form, 422)
    return _merge(request, code, form) if "merge" in request.POST else _save(request, code, form, form.text)


def _merge(request: Visit, code: str, form: PlanForm) -> HttpResponse:
    """What was chosen of each difference, unless a third text has come meanwhile."""
    writing = plans.read_for_writing(request.reach, code)
    choice = PlanMergeForm(differing(writing.text, form.text), request.POST)
    if form.seen != writing.seen:
        return _both(request, writing, form)
    if not choice.is_valid():
        return _both(request, writing, form, choice)
    return _save(request, code, form, merged(writing.text, form.text, choice.choices))


def _save(request: Visit, code: str, form: PlanForm, text: PlanText) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    try:
        plan_actions.save_draft(case=opened.case, text=text, seen=form.seen, by=request.user)
    except plan_actions.WrittenMeanwhileError:
        return _both(request, plans.read_for_writing(request.reach, code), form)
    messages.success(request, _("Kladden er gemt."))
    return redirect("casework:plan", code)


def _both(request: Visit, writing: Writing, form: PlanForm, choice: PlanMergeForm | None = None) -> HttpResponse:
    """The writer's own text goes along in hidden fields, so that nothing is lost by looking."""
    version, edit = writing.seen
    mine = PlanForm(initial={**request.POST.dict(), "version": version, "edit": edit})
    choice = choice or PlanMergeForm(differing(writing.text, form.text))
    context = {"writing": writing, "mine": mine, "form": choice}
    return render(request, "casework/plan/merge.html", context, status=422 if choice.is_bound else 409)


def _write(request: Visit, code: str, form: PlanForm | None = None, status: int = 200) -> HttpResponse:
    writing = plans.read_for_writing(request.reach, code)
    form = form or PlanForm(initial=values_of(writing.text, writing.seen))
    return render(request, "casework/plan/edit.html", {"writing": writing, "form": form}, status=status)
