"""Name, phone, address and CPR number: fetched by a press, shown once, written when somebody tells it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.audit import Purpose
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import identity as identity_actions
from fremskudt.casework.forms.identity import IdentityForm
from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors import citizen as citizens
from fremskudt.casework.selectors import door as doors
from fremskudt.casework.selectors import identity as identities
from fremskudt.casework.selectors.door import OpenDoor


@require_POST
@requires(Permission.IDENTITY_READ)
def identity(request: Visit, code: str) -> HttpResponse:
    """The page that is not there to go back to. A second press shows the whole CPR number; each is an event."""
    citizen = citizens.find_citizen(request.reach, code, Permission.IDENTITY_READ)
    purpose = doors.purpose_for(request.reach, citizen)
    shown = identities.read_identity(request.reach, code, purpose)
    whole = request.POST.get("cpr") == "whole"
    context = {"citizen": citizen, "identity": shown, "whole": whole, "open_door": _door(request, citizen, purpose)}
    return render(request, "casework/identity/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.IDENTITY_EDIT)
def identity_edit(request: Visit, code: str) -> HttpResponse:
    """What is known stands in the form, so every visit is a read; the CPR number, masked, beside its empty field."""
    citizen = citizens.find_citizen(request.reach, code, Permission.IDENTITY_EDIT)
    purpose = doors.purpose_for(request.reach, citizen)
    known = identities.read_identity(request.reach, code, purpose)
    start = {"name": known.name, "phone": known.shown_phone, "address": known.address}
    form = IdentityForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        identity_actions.write(citizen=citizen, by=request.user, **form.told(known.cpr))
        messages.success(request, _("Oplysningerne er gemt."))
        return redirect("casework:citizen", code)
    door = _door(request, citizen, purpose)
    context = {"citizen": citizen, "form": form, "masked": known.masked_cpr, "open_door": door}
    return render(request, "casework/identity/edit.html", context, status=422 if form.is_bound else 200)


def _door(request: Visit, citizen: Citizen, purpose: Purpose) -> OpenDoor | None:
    return doors.find_open(request.reach, citizen) if purpose is Purpose.DOOR else None
