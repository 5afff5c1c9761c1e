"""»Hvem har set mine papirer?«, for the citizen who opened the own link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import link_holder
from fremskudt.access.links import OWN_PAPERS
from fremskudt.casework.rules.log import line_number
from fremskudt.casework.selectors.own_log import read_own_log


@require_GET
@link_holder(OWN_PAPERS)
def own_log(request: HttpRequest) -> HttpResponse:
    link = request.link  # type: ignore[attr-defined]
    log = read_own_log(link, line_number(request.GET.get("foer", "")))
    return render(request, "casework/own_log/list.html", {"log": log})
