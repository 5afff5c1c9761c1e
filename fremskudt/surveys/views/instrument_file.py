"""An instrument as a file: FHIR, XLSForm or our own."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.instruments.interchange import KINDS, give
from fremskudt.surveys.selectors import library


@require_GET
@requires(Permission.INSTRUMENT_EDIT)
def instrument_file(request: Visit, slug: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    edition = library.pick(library.list_editions(slug), request.GET.get("version", ""))
    file = give(edition.instrument, kind, *library.files_of(edition.instrument))
    response = HttpResponse(file.content, content_type=file.type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
