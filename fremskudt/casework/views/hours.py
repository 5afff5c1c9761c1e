"""Hours and kilometres: the sums of a period, the same as a file, a new line, and a line taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.csv_text import csv_text
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import hours as actions
from fremskudt.casework.forms.hours import HoursForm
from fremskudt.casework.rules import period as periods
from fremskudt.casework.selectors import hours as selectors
from fremskudt.casework.templatetags.numbers import number_rows


@require_GET
@requires(Permission.HOURS_EDIT)
def numbers(request: Visit) -> HttpResponse:
    today = timezone.localdate()
    found = selectors.read_numbers(request.reach, periods.read(request.GET.get("periode", ""), today))
    return render(request, "casework/hours/page.html", {"numbers": found, "choices": periods.choices(today)})


@require_GET
@requires(Permission.HOURS_EDIT)
def numbers_file(request: Visit) -> HttpResponse:
    """The sums as CSV, for a budget."""
    period = periods.read(request.GET.get("periode", ""), timezone.localdate())
    text = csv_text(number_rows(selectors.read_numbers(request.reach, period)))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="timer-{period.key}.csv"'
    return response


@require_http_methods(["GET", "POST"])
@requires(Permission.HOURS_EDIT)
def hours_new(request: Visit) -> HttpResponse:
    if request.method == "GET":
        return render(request, "casework/hours/new.html", {"form": HoursForm(reach=request.reach)})
    form = HoursForm(request.POST, reach=request.reach)
    if not form.is_valid():
        return render(request, "casework/hours/new.html", {"form": form}, status=422)
    said = form.cleaned_data
    actions.add(
        organisation=said["organisation"], on=said["on"], kind=said["kind"], is_volunteer=said["is_volunteer"],
        minutes=said["in_all"], kilometres=said["kilometres"], by=request.user,
    )  # fmt: skip
    messages.success(request, _("Gemt."))
    return redirect("casework:numbers")


@require_POST
@requires(Permission.HOURS_EDIT)
def hours_remove(request: Visit, pk: int) -> HttpResponse:
    line = selectors.find_line(request.reach, pk)
    is_leader = line.municipality_id in request.reach.towns(Permission.OVERVIEW_READ)
    actions.remove(line=line, is_leader=is_leader, by=request.user)
    messages.success(request, _("Linjen er fjernet."))
    return redirect("casework:numbers")
