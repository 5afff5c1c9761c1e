"""The steering group's one page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.selectors import steering as selectors


@require_GET
@requires(Permission.STEERING_READ)
def steering(request: Visit) -> HttpResponse:
    page = selectors.read_page(request.reach, request.GET.get("kvartal", ""))
    return render(request, "casework/steering/page.html", {"page": page})
