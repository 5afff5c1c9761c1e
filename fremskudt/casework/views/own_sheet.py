"""»Mit ark«: choose what shall be on it, and the sheet itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.forms.own_sheet import OwnSheetForm
from fremskudt.casework.selectors import own_sheet as sheets


@require_GET
@requires(Permission.CASELOAD_READ)
def own_sheet(request: Visit, code: str) -> HttpResponse:
    """Without parts in the address: the choice. With them: the sheet, for the browser's own print."""
    form = OwnSheetForm(request.GET if "print" in request.GET else None)
    if form.is_valid():
        sheet = sheets.read_own_sheet_print(request.reach, code)
        context = {"sheet": sheet, "parts": form.cleaned_data["part"], "now": timezone.now()}
        return render(request, "casework/own_sheet/sheet.html", context)
    context = {"sheet": sheets.read_own_sheet(request.reach, code), "form": form}
    return render(request, "casework/own_sheet/choose.html", context, status=422 if form.is_bound else 200)
