"""The report of a run: read about it, and fetch it as PDF, Word, HTML or its numbers as CSV."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.evaluation import selectors
from fremskudt.evaluation.actions import download

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "zip": "application/zip",
}


@require_GET
@requires(Permission.REPORT_DOWNLOAD)
def report(request: Visit, slug: str) -> HttpResponse:
    run = selectors.get_run(request.reach, slug)
    sizes = {form: (run.folder / f"report.{form}").stat().st_size for form in FORMS}
    context = {"study": run.extract.study, "run": run, "record": selectors.record_of(run), "sizes": sizes}
    return render(request, "evaluation/report/detail.html", context)


@require_GET
@requires(Permission.REPORT_DOWNLOAD)
def report_file(request: Visit, slug: str, form: str) -> FileResponse:
    run = selectors.get_run(request.reach, slug)
    download.note(run=run, what=f"report.{form}", by=request.user)
    name = f"rapport-{slug}.{form}" if form != "zip" else f"tabeller-{slug}.zip"
    file = (run.folder / f"report.{form}").open("rb")
    # Always as an attachment: the HTML report carries its own style, which the site's policy would refuse.
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMS[form])
