"""The questionnaires: what exactly is asked, in every version, and as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt import instruments
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.instruments.describe import describe
from fremskudt.instruments.examples import examples
from fremskudt.surveys.selectors import library
from fremskudt.surveys.templatetags.surveys import language


@require_GET
@requires(Permission.STUDY_READ)
def instrument_list(request: Visit) -> HttpResponse:
    may_edit = request.reach.may(Permission.INSTRUMENT_EDIT)
    context = {"shelves": library.list_shelves(request.reach), "may_edit": may_edit}
    return render(request, "surveys/instrument/list.html", context)


@require_GET
@requires(Permission.STUDY_READ)
def instrument(request: Visit, instrument: str) -> HttpResponse:
    editions = library.list_editions(instrument)
    edition = library.pick(editions, request.GET.get("version", ""))
    found = edition.instrument
    context = {
        "instrument": found,
        "edition": edition,
        "editions": editions,
        "may_edit": request.reach.may(Permission.INSTRUMENT_EDIT),
        "questions": describe(found, spoken(found)),
        "missing": [(reason.code, reason.label(language())) for reason in instruments.Missing],
        "examples": examples(found.id) if edition.origin == library.LIBRARY else (),
    }
    return render(request, "surveys/instrument/detail.html", context)


def spoken(found: instruments.Instrument) -> str:
    """The language of the page, or Danish where the instrument has no other."""
    return language() if language() in found.languages else "da"
