"""Barrings: the list, a new one, and the two steps that lift one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import barring as barring_actions
from fremskudt.casework.forms.barring import BarringForm
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import barring as selectors


@require_GET
@requires(Permission.BARRING_EDIT)
def barrings(request: Visit) -> HttpResponse:
    listing = selectors.list_barrings(request.reach, page_number(request.GET.get("side", "")))
    return render(request, "casework/barring/list.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Permission.BARRING_EDIT)
def barring_new(request: Visit) -> HttpResponse:
    if request.method == "GET":
        return render(request, "casework/barring/new.html", {"form": BarringForm(reach=request.reach)})
    form = BarringForm(request.POST, reach=request.reach)
    if not form.is_valid():
        return render(request, "casework/barring/new.html", {"form": form}, status=422)
    asked = form.cleaned_data
    barring_actions.set_barring(
        citizen=asked["code"], user=asked["worker"], reason=asked["reason"], review_on=asked["review_on"],
        by=request.user,
    )  # fmt: skip
    messages.success(request, _("Spærringen gælder fra nu af."))
    return redirect("casework:barrings")


@require_http_methods(["GET", "POST"])
@requires(Permission.BARRING_EDIT)
def barring_lift(request: Visit, pk: int) -> HttpResponse:
    """The first of two asks, another lifts. Each sees beforehand which step is theirs."""
    if request.method == "GET":
        return render(request, "casework/barring/lift.html", {"row": selectors.read_barring(request.reach, pk)})
    barring = selectors.get_barring(request.reach, pk)
    if barring.lift_asked_by_id is None:
        barring_actions.ask_to_lift(barring=barring, by=request.user)
        messages.success(request, _("Du har bedt om det. En anden skal nu ophæve spærringen."))
    else:
        barring_actions.lift(barring=barring, by=request.user)
        messages.success(request, _("Spærringen er ophævet."))
    return redirect("casework:barrings")
