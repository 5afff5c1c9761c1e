"""L6: how many we have not met yet, and where. Protected numbers alone."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.selectors import unmet as selectors


@require_GET
@requires(Permission.UNMET_READ)
def unmet(request: Visit) -> HttpResponse:
    page = selectors.read_page(
        request.reach,
        town=request.GET.get("kommune", ""),
        quarter=request.GET.get("kvartal", ""),
        by_month=request.GET.get("vis") == "maaned",
    )
    return render(request, "partnership/unmet/page.html", {"page": page})
