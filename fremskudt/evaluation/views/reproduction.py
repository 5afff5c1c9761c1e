"""Every number of the published report beside ours, so that each can be defended."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.analysis import tables
from fremskudt.evaluation import selectors


@require_GET
@requires(Permission.EXTRACT_MAKE)
def detail(request: Visit, slug: str) -> HttpResponse:
    run = selectors.get_run(request.reach, slug)
    record = selectors.record_of(run)
    if not record.numbers:  # a plan of one's own has no published report
        raise Http404
    names = {figure.id: tables.label(figure) for figure in record.result.figures}
    rows = [(names.get(number.figure, number.figure), number) for number in record.numbers]
    context = {
        "study": run.extract.study,
        "record": record,
        "differs": [row for row in rows if row[1].status != "reproduced"],
        "same": [row for row in rows if row[1].status == "reproduced"],
    }
    return render(request, "evaluation/reproduction/detail.html", context)
