"""Forløb og tidslinje: what has happened, through every course."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.rules.timeline import KINDS, kind_asked
from fremskudt.casework.selectors.timeline import read_timeline


@require_GET
@requires(Permission.CASELOAD_READ)
def timeline(request: Visit, code: str) -> HttpResponse:
    kind, page = kind_asked(request.GET.get("vis", "")), page_number(request.GET.get("side", ""))
    found = read_timeline(request.reach, code, kind, page)
    context = {"timeline": found, "opened": found.opened, "open_door": found.open_door, "kinds": KINDS}
    return render(request, "casework/timeline/list.html", context)
