"""The participant list on the screen, and the page that asks before it becomes a file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.csv_text import csv_text
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import participant_list as actions
from fremskudt.casework.forms.participant_list import ExportForm
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.rules.participant_list import COLUMNS, Standing
from fremskudt.casework.selectors import participant_list as selectors
from fremskudt.casework.selectors.participant_list import Filters
from fremskudt.casework.views.lately import confirm_first, logged_in_lately

FILE = "deltagerliste.csv"
PLAN = {"ja": True, "nej": False}


@require_GET
@requires(Permission.PARTICIPANTS_READ)
def participants(request: Visit) -> HttpResponse:
    asked, plan = request.GET.get("vis", ""), request.GET.get("plan", "")
    filters = Filters(Standing(asked) if asked in set(Standing) else None, PLAN.get(plan))
    listing = selectors.list_participants(request.reach, filters, page_number(request.GET.get("side", "")))
    if listing.page > 1 and not listing.cards:
        return redirect("casework:participants")
    context = {
        "listing": listing, "asked": filters.standing or "", "plan": plan if plan in PLAN else "",
        "may_export": request.reach.may(Permission.PARTICIPANTS_EXPORT),
    }  # fmt: skip
    return render(request, "casework/participant_list/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTICIPANTS_EXPORT)
def participants_export(request: Visit) -> HttpResponse:
    """What the file is for is chosen first; then it comes, under pseudonym, in the columns of the study's list."""
    if not logged_in_lately(request):
        return confirm_first(request)
    if request.method == "GET":
        return _ask(request, ExportForm())
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=422)
    found = actions.export(reach=request.reach, use=form.cleaned_data["use"], by=request.user)
    rows = [COLUMNS, *(line.cells for line in found.lines)]
    response = HttpResponse(csv_text(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response


def _ask(request: Visit, form: ExportForm, status: int = 200) -> HttpResponse:
    found = selectors.lines_for(request.reach)
    context = {"form": form, "n_lines": len(found.lines), "n_waiting": found.n_waiting}
    return render(request, "casework/participant_list/export.html", context, status=status)
