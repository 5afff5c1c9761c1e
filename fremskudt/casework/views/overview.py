"""What slips this week, and the codes behind each sentence."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.overview import LISTS
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import overview as selectors


@require_GET
@requires(Permission.OVERVIEW_READ)
def overview(request: Visit) -> HttpResponse:
    words = {kind: word for word, kind in LISTS.items()}
    found = selectors.read_overview(request.reach)
    sentences = [(kind, n, words.get(kind, "")) for kind, n in found.sentences]
    return render(request, "casework/overview/page.html", {"sentences": sentences, "changes": found.changes})


@require_GET
@requires(Permission.OVERVIEW_READ)
def overview_list(request: Visit, kind: str) -> HttpResponse:
    if kind not in LISTS:
        raise Http404
    listing = selectors.list_found(request.reach, LISTS[kind], page_number(request.GET.get("side", "")))
    if listing.page > 1 and not listing.rows:
        return redirect("casework:overview_list", kind)
    return render(request, "casework/overview/list.html", {"listing": listing, "word": kind})
