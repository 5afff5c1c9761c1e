"""The studies, and the first page of one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.evaluation import extract, selectors
from fremskudt.evaluation.actions import extract as extract_actions
from fremskudt.evaluation.actions import run as run_actions
from fremskudt.evaluation.plans import STANDARD, plan_text


@require_GET
@requires(Permission.STUDY_READ)
def study_list(request: Visit) -> HttpResponse:
    may_edit = request.reach.may(Permission.STUDY_EDIT)
    mine = request.reach.where(Permission.STUDY_EDIT)
    context = {"studies": extract.list_studies(request.reach), "may_edit": may_edit, "mine": mine}
    return render(request, "evaluation/study/list.html", context)


@require_GET
@requires(Permission.STUDY_READ)
def study(request: Visit, slug: str) -> HttpResponse:
    found = extract.get_study(request.reach, slug)
    run = selectors.find_run(request.reach, slug)
    context = {
        "study": found,
        "owned": found.owner_id in request.reach.where(Permission.EXTRACT_MAKE),
        "run": run,
        "result": run and selectors.result_of(run),
    }
    return render(request, "evaluation/study/detail.html", context)


@require_POST
@requires(Permission.EXTRACT_MAKE)
def analyse(request: Visit, slug: str) -> HttpResponse:
    """A new extract, and the study's plan carried out on it."""
    found = extract.get_owned_study(request.reach, slug)
    made = extract_actions.make(study=found, by=request.user)
    run_actions.carry_out(extract=made, plan_text=plan_text(STANDARD), by=request.user)
    return redirect("evaluation:gallery", slug)
