"""»Set og hørt«: where whoever sees people begins. One button, what came of the house's tips, and whom to ring."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.selectors import tip as selectors


@require_GET
@requires(Permission.TIP_ADD)
def seen_and_heard(request: Visit) -> HttpResponse:
    page = selectors.read_seen_and_heard(request.reach)
    return render(request, "partnership/tip/seen_and_heard.html", {"page": page})
