"""How often those around a citizen meet, and how often the team meets a partner."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import cadence as actions
from fremskudt.casework.forms.cadence import CadenceForm
from fremskudt.casework.selectors import cadence as selectors


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def cadence(request: Visit, code: str) -> HttpResponse:
    """The meetings about one citizen, and their rhythm."""
    page = selectors.read_cadence(request.reach, code)
    form = CadenceForm(request.POST if request.method == "POST" else None, standing=page.rhythm)
    if form.is_valid():
        actions.agree(case=page.opened.case, by=request.user, **form.told)
        messages.success(request, _("Møderytmen er gemt."))
        return redirect("casework:cadence", code)
    context = {"page": page, "form": form}
    return render(request, "casework/meetings/cadence.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def cadence_with(request: Visit, pk: int) -> HttpResponse:
    house = selectors.find_house(request.reach, pk)
    rhythm = selectors.rhythm_with(house)
    form = CadenceForm(request.POST if request.method == "POST" else None, standing=rhythm)
    if form.is_valid():
        actions.agree_with(house=house, by=request.user, **form.told)
        messages.success(request, _("Møderytmen er gemt."))
        return redirect("casework:cadence_with", pk)
    context = {"house": house, "rhythm": rhythm, "form": form}
    return render(request, "casework/meetings/cadence_with.html", context, status=422 if form.is_bound else 200)
