"""The meetings one holds or has a seat at, and whether one comes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import seat as actions
from fremskudt.casework.rules.meeting_plan import ANSWERS
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import meetings as selectors


@require_GET
@requires(Permission.MEETING_JOIN)
def meetings(request: Visit) -> HttpResponse:
    listing = selectors.list_meetings(request.reach, page_number(request.GET.get("side", "")))
    if listing.page > 1 and listing.is_empty:
        return redirect("casework:meetings")
    may_plan = request.reach.may(Permission.MEETING_CHAIR)
    return render(request, "casework/meetings/list.html", {"listing": listing, "may_plan": may_plan})


@require_POST
@requires(Permission.MEETING_JOIN)
def meeting_answer(request: Visit, pk: int) -> HttpResponse:
    """»Kommer« or »Kommer ikke«, by one whose seat is open to them now."""
    seat = selectors.find_own_seat(request.reach, pk)
    answered = request.POST.get("answer", "")
    if answered not in ANSWERS:
        require(Verdict.no(_("Vælg, om du kommer.")))
    actions.answer(seat=seat, answered=answered, by=request.user)
    messages.success(request, _("Dit svar er gemt."))
    return redirect("casework:meetings")
