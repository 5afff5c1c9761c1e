"""»3 til i denne runde«: those one follows who may answer something now."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.page import page_number
from fremskudt.surveys.selectors.my_round import list_mine


@require_GET
@requires(Permission.QUESTIONS_ASK)
def my_round(request: Visit) -> HttpResponse:
    listing = list_mine(request.reach, page_number(request.GET.get("side", "")))
    if listing.page > 1 and not listing.rows:
        return redirect("surveys:my_round")
    return render(request, "surveys/round/mine.html", {"listing": listing})
