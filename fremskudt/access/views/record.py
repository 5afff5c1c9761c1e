"""»Fortegnelse«: what is kept, why and for how long, and who may what. All of it is made from the code."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access import record as record_of
from fremskudt.access.csv_text import csv_text
from fremskudt.access.data_policy import CLASS_MEANINGS, CLASS_NAMES
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.selectors.municipality import list_responsible
from fremskudt.access.visit import Visit
from fremskudt.access.who_may_what import who_may_what as read_code


@require_GET
@requires(Permission.RECORD_READ)
def record(request: Visit) -> HttpResponse:
    context = {
        "towns": list_responsible(request.reach),
        "rooms": record_of.rooms(),
        "flows": record_of.FLOWS,
        "measures": record_of.MEASURES,
        "unclassified": record_of.unclassified(),
    }
    return render(request, "access/record/record.html", context)


@require_GET
@requires(Permission.RECORD_READ)
def record_file(request: Visit) -> HttpResponse:
    response = HttpResponse(csv_text(record_of.rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fortegnelse.csv"'
    return response


@require_GET
@requires(Permission.RECORD_READ)
def data_policy(request: Visit) -> HttpResponse:
    rooms = [
        (room, [(kept, [(CLASS_NAMES[kind], fields) for kind, fields in kept.fields]) for kept in kinds])
        for room, kinds in record_of.rooms()
    ]
    classes = [(CLASS_NAMES[kind], words) for kind, words in CLASS_MEANINGS.items()]
    context = {"rooms": rooms, "classes": classes, "unclassified": record_of.unclassified()}
    return render(request, "access/record/data_policy.html", context)


@require_GET
@requires(Permission.RECORD_READ)
def who_may_what(request: Visit) -> HttpResponse:
    return render(request, "access/record/who_may_what.html", {"found": read_code()})
