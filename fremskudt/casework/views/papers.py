"""All papers of a citizen on one page, and that something missed has been seen."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import appointment as appointment_actions
from fremskudt.casework.actions import pick_up as pick_up_actions
from fremskudt.casework.selectors import appointment as appointments
from fremskudt.casework.selectors import papers as selectors
from fremskudt.casework.selectors import pick_up as pick_ups


@require_GET
@requires(Permission.CASELOAD_READ)
def papers(request: Visit, code: str) -> HttpResponse:
    found = selectors.read_papers(request.reach, code, whole="alle" in request.GET)
    return render(request, "casework/papers/list.html", {"papers": found})


@require_POST
@requires(Permission.CASE_WRITE)
def missed_seen(request: Visit, code: str, kind: str, pk: int) -> HttpResponse:
    """»Set«: the alarm has reached somebody. From I dag one goes back there."""
    if kind == "aftale":
        appointment_actions.mark_seen(
            appointment=appointments.find_appointment(request.reach, code, pk), by=request.user
        )  # fmt: skip
    elif kind == "afhentning":
        pick_up_actions.mark_seen(day=pick_ups.find_day(request.reach, code, pk), by=request.user)
    else:
        raise Http404
    messages.success(request, _("Det er noteret, at du har set det."))
    return redirect(_today() if request.POST.get("to") == "today" else reverse("casework:papers", args=[code]))


def _today() -> str:
    """I dag, where that page is part of the installation."""
    try:
        return reverse("casework:today")
    except NoReverseMatch:
        return reverse("home")
