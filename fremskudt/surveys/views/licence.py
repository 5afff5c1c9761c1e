"""»Skemabibliotek«: which instruments the municipality may use, on whose word (A5)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.surveys.actions import licence as actions
from fremskudt.surveys.forms_instrument import LicenceForm
from fremskudt.surveys.rules.licence import may_confirm, may_end
from fremskudt.surveys.selectors import licence as selectors


@require_GET
@requires(Permission.LICENCE_CONFIRM)
def licences(request: Visit) -> HttpResponse:
    return render(request, "surveys/licence/list.html", {"towns": selectors.list_rights(request.reach)})


@require_http_methods(["GET", "POST"])
@requires(Permission.LICENCE_CONFIRM)
def licence_confirm(request: Visit, town: int, slug: str) -> HttpResponse:
    right = selectors.get_right(request.reach, town, slug)
    require(may_confirm(is_free=right.is_free, stands=right.standing is not None))
    form = LicenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = form.cleaned_data["words"]
        actions.confirm(municipality=right.town, instrument=right.instrument, words=words, by=request.user)
        messages.success(request, _("Skemaet er slået til."))
        return redirect("surveys:licences")
    status = 422 if form.is_bound else 200
    return render(request, "surveys/licence/confirm.html", {"right": right, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.LICENCE_CONFIRM)
def licence_end(request: Visit, town: int, slug: str) -> HttpResponse:
    """A page of its own that says what stops; answers that were given stay."""
    right = selectors.get_right(request.reach, town, slug)
    require(may_end(stands=right.standing is not None))
    if request.method == "POST":
        actions.end(municipality=right.town, instrument=right.instrument, by=request.user)
        messages.success(request, _("Skemaet er slået fra."))
        return redirect("surveys:licences")
    context = {"right": right, "stops": selectors.what_stops(right)}
    return render(request, "surveys/licence/end.html", context)
