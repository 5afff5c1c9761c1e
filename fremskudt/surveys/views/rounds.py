"""The leader's waves: who has been asked, and who do we still owe the question?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.page import page_number
from fremskudt.surveys.actions import team_reminder as actions
from fremskudt.surveys.rules.team_reminder import SENT
from fremskudt.surveys.selectors.round import find_round, read_round
from fremskudt.surveys.selectors.round_list import list_rounds

ALL = "alle"  # everybody who has not answered, not those alone who are owed a question


@require_GET
@requires(Permission.ROUND_RUN)
def rounds(request: Visit) -> HttpResponse:
    return render(request, "surveys/round/list.html", {"listing": list_rounds(request.reach)})


@require_GET
@requires(Permission.ROUND_RUN)
def one_round(request: Visit, pk: int) -> HttpResponse:
    number = page_number(request.GET.get("side", ""))
    listing = read_round(request.reach, pk, number, is_all=request.GET.get("vis") == ALL)
    if listing.page > 1 and not listing.rows:
        return redirect("surveys:round", pk)
    return render(request, "surveys/round/page.html", {"listing": listing, "round": listing.round})


@require_http_methods(["POST"])
@requires(Permission.ROUND_RUN)
def team_remind(request: Visit, pk: int) -> HttpResponse:
    n_sent = actions.remind_team(found=find_round(request.reach, pk), by=request.user)
    if n_sent:
        told = ngettext("Sendt til %(n)s i teamet.", "Sendt til %(n)s i teamet.", n_sent) % {"n": n_sent}
        messages.success(request, told)
    else:
        messages.info(request, _(SENT))
    return redirect("surveys:round", pk)
