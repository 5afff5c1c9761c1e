"""The questionnaires: what exactly is asked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt import instruments
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.instruments.describe import describe
from fremskudt.instruments.examples import examples
from fremskudt.surveys.selectors import study as selectors
from fremskudt.surveys.templatetags.surveys import language


@require_GET
@requires(Permission.STUDY_READ)
def instrument_list(request: Visit) -> HttpResponse:
    return render(request, "surveys/instrument/list.html", {"instruments": instruments.library().values()})


@require_GET
@requires(Permission.STUDY_READ)
def instrument(request: Visit, instrument: str) -> HttpResponse:
    found = selectors.get_instrument(instrument)
    context = {
        "instrument": found,
        "questions": describe(found, language()),
        "missing": [(reason.code, reason.label(language())) for reason in instruments.Missing],
        "examples": examples(found.id),
    }
    return render(request, "surveys/instrument/detail.html", context)
