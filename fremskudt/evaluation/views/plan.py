"""The plan: what is computed, decided before anyone looks."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from fremskudt import instruments
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.analysis import record
from fremskudt.analysis.plan import Figure
from fremskudt.evaluation import extract
from fremskudt.evaluation.plans import STANDARD, plan_text

TESTS = {"chi2": "χ²", "t_test": "t-test"}


def form_titles(figure: Figure) -> str:
    """The forms that a figure counts, in the reader's language."""
    slugs = dict.fromkeys([row.form for row in figure.rows] or [figure.form])
    return ", ".join(instruments.get(slug).title[get_language() or "da"] for slug in slugs)


@require_GET
@requires(Permission.EXTRACT_MAKE)
def detail(request: Visit, slug: str) -> HttpResponse:
    study = extract.get_owned_study(request.reach, slug)
    plan = record.plan_of(plan_text(STANDARD))
    rows = [(figure, form_titles(figure), TESTS[figure.test.method] if figure.test else "") for figure in plan.figures]
    return render(request, "evaluation/plan/detail.html", {"study": study, "plan": plan, "rows": rows})


@require_GET
@requires(Permission.EXTRACT_MAKE)
def file(request: Visit, slug: str) -> HttpResponse:
    extract.get_owned_study(request.reach, slug)
    response = HttpResponse(plan_text(STANDARD), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{STANDARD}.yaml"'
    return response
