"""»Sådan går det«: one's own answers over time, seen through the own link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import link_holder
from fremskudt.access.links import OWN_PAPERS
from fremskudt.surveys.selectors.curve import read_curve


@require_GET
@link_holder(OWN_PAPERS)
def curve(request: HttpRequest) -> HttpResponse:
    return _page(request, "surveys/curve/page.html", "curve.read")


@require_GET
@link_holder(OWN_PAPERS)
def curve_print(request: HttpRequest) -> HttpResponse:
    return _page(request, "surveys/curve/print.html", "curve.print")


def _page(request: HttpRequest, template: str, action: str) -> HttpResponse:
    # by number, so that neither the address nor the phone's history tells what was asked
    asked = request.GET.get("emne", "1")
    chosen = int(asked) - 1 if asked.isdecimal() and len(asked) <= 3 else -1
    page = read_curve(request.link, chosen, action=action)  # type: ignore[attr-defined]
    return render(request, template, {"page": page, "curve": page.curve})
