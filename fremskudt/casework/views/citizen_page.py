"""A citizen's own page."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.selectors.citizen_page import read_citizen_page
from fremskudt.casework.selectors.family import find_kept


@require_GET
@requires(Permission.CASELOAD_READ)
def citizen(request: Visit, code: str) -> HttpResponse:
    try:
        page = read_citizen_page(request.reach, code)
    except Http404:
        kept = find_kept(request.reach, code)  # the record was merged into another that the reader reaches
        if not kept:
            raise
        return redirect("casework:citizen", kept)
    context = {"page": page, "opened": page.opened, "code": page.opened.code, "open_door": page.open_door}
    return render(request, "casework/citizen/detail.html", context)
