"""»Hvordan går det?«: what could be asked today, what is answered, and what the citizen lets us see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.surveys.selectors import questions as selectors
from fremskudt.surveys.selectors.questions_shared import read_shared


@require_GET
@requires(Permission.QUESTIONS_ASK)
def questions(request: Visit, code: str) -> HttpResponse:
    page = selectors.read_questions(request.reach, code)
    return render(request, "surveys/questions/page.html", {"page": page, "opened": page.opened})


@require_GET
@requires(Permission.QUESTIONS_ASK)
def questions_shared(request: Visit, code: str) -> HttpResponse:
    shared = read_shared(request.reach, code)
    return render(request, "surveys/questions/shared.html", {"shared": shared, "opened": shared.opened})
