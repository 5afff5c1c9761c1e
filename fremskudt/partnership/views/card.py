"""»Samtalekort«: five thoughts for who would like to begin a talk. Nobody's data."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.rules.card import CARDS


@require_GET
@requires(Permission.CARDS_READ)
def cards(request: Visit) -> HttpResponse:
    may = request.reach.may
    context = {
        "cards": CARDS, "reads_words": may(Permission.AGREEMENT_READ), "has_own_card": may(Permission.PEER_DAY),
        "gives_tips": may(Permission.TIP_ADD),
    }  # fmt: skip
    return render(request, "partnership/card/list.html", context)


@require_GET
@requires(Permission.CARDS_READ)
def cards_print(request: Visit) -> HttpResponse:
    """The same without what is pressed, for paper."""
    return render(request, "partnership/card/print.html", {"cards": CARDS})
