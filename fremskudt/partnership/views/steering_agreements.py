"""S2: what the steering group sees of the agreements and the partners' proposals, and its »Bekræft«."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.actions import agreement as actions
from fremskudt.partnership.forms.agreement import PressForm
from fremskudt.partnership.selectors import cooperation as selectors


@require_GET
@requires(Permission.STEERING_READ)
def steering_agreements(request: Visit) -> HttpResponse:
    page = selectors.read_steering(request.reach)
    return render(request, "partnership/steering/page.html", {"page": page})


@require_POST
@requires(Permission.STEERING_READ)
def agreement_confirm(request: Visit) -> HttpResponse:
    """Once for each version, by the steering group alone."""
    press = PressForm(request.POST)
    if press.is_valid():
        agreement, may = selectors.find_to_confirm(request.reach, press.cleaned_data["row"])
        actions.confirm(agreement=agreement, may=may, by=request.user)
        messages.success(request, _("Bekræftet."))
    return redirect("partnership:steering_agreements")
