"""The extract: which data, as of when, and the data themselves."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.evaluation import extract, selectors
from fremskudt.evaluation.actions import download
from fremskudt.evaluation.data_package import data_zip


@require_GET
@requires(Permission.EXTRACT_MAKE)
def detail(request: Visit, slug: str) -> HttpResponse:
    study = extract.get_owned_study(request.reach, slug)
    found = selectors.find_extract(request.reach, slug)
    context = {"study": study, "extract": found, "forms": found and selectors.forms_of(found)}
    return render(request, "evaluation/extract/detail.html", context)


@require_GET
@requires(Permission.EXTRACT_DOWNLOAD)
def data(request: Visit, slug: str) -> HttpResponse:
    """The pseudonymous tables as CSV with a codebook; the download is an event."""
    found = selectors.find_extract(request.reach, slug)
    if found is None:
        raise Http404
    download.note_extract(extract=found, by=request.user)
    response = HttpResponse(data_zip(found.folder), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="udtraek-{slug}-{found}.zip"'
    return response
