"""The plan: what is computed, decided before anyone looks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.analysis import record
from fremskudt.evaluation import extract
from fremskudt.evaluation.plans import STANDARD, plan_text


@require_GET
@requires(Permission.EXTRACT_MAKE)
def detail(request: Visit, slug: str) -> HttpResponse:
    study = extract.get_owned_study(request.reach, slug)
    return render(request, "evaluation/plan/detail.html", {"study": study, "plan": record.plan_of(plan_text(STANDARD))})


@require_GET
@requires(Permission.EXTRACT_MAKE)
def file(request: Visit, slug: str) -> HttpResponse:
    extract.get_owned_study(request.reach, slug)
    response = HttpResponse(plan_text(STANDARD), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{STANDARD}.yaml"'
    return response
