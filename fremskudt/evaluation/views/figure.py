"""The figures of a study: all of them, one of them, its picture and its table."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.evaluation import selectors
from fremskudt.evaluation.gallery import chapters, neighbours, shown

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


@require_GET
@requires(Permission.EXTRACT_MAKE)
def gallery(request: Visit, slug: str) -> HttpResponse:
    run = selectors.get_run(request.reach, slug)
    context = {"study": run.extract.study, "run": run, "chapters": chapters(run, selectors.result_of(run))}
    return render(request, "evaluation/figure/gallery.html", context)


@require_GET
@requires(Permission.EXTRACT_MAKE)
def figure(request: Visit, slug: str, figure_id: str) -> HttpResponse:
    run = selectors.get_run(request.reach, slug)
    found = selectors.get_figure(run, figure_id)
    before, after = neighbours(selectors.result_of(run), figure_id)
    context = {"study": run.extract.study, "run": run, "shown": shown(run, found), "before": before, "after": after}
    return render(request, "evaluation/figure/detail.html", context)


@require_GET
@requires(Permission.EXTRACT_MAKE)
def picture(request: Visit, slug: str, figure_id: str, size: str, kind: str) -> FileResponse:
    run = selectors.get_run(request.reach, slug)
    selectors.get_figure(run, figure_id)  # only names that the plan knows lead to a file
    file = run.folder / "figures" / f"{figure_id}{'-small' if size == 'smal' else ''}.{kind}"
    if not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), content_type=PICTURES[kind], filename=file.name)


@require_GET
@requires(Permission.EXTRACT_MAKE)
def table_csv(request: Visit, slug: str, figure_id: str) -> FileResponse:
    run = selectors.get_run(request.reach, slug)
    selectors.get_figure(run, figure_id)
    file = run.folder / "tables" / f"{figure_id}.csv"
    return FileResponse(file.open("rb"), as_attachment=True, filename=file.name, content_type="text/csv; charset=utf-8")
