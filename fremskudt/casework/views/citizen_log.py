"""»Hvem har set min sag«: on the screen, and as a sheet that the citizen gets in the hand."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.log import line_number
from fremskudt.casework.selectors import citizen as citizens
from fremskudt.casework.selectors import citizen_log as logs


@require_GET
@requires(Permission.CITIZEN_LOG_READ)
def citizen_log(request: Visit, code: str) -> HttpResponse:
    citizen = citizens.find_citizen(request.reach, code, Permission.CITIZEN_LOG_READ)
    log = logs.read_log(request.reach, citizen, line_number(request.GET.get("foer", "")))
    return render(request, "casework/citizen_log/list.html", {"citizen": citizen, "log": log})


@require_GET
@requires(Permission.CITIZEN_LOG_READ)
def citizen_log_print(request: Visit, code: str) -> HttpResponse:
    """Without name, alias and code: whoever finds the paper learns nobody's name but those of the team."""
    citizen = citizens.find_citizen(request.reach, code, Permission.CITIZEN_LOG_READ)
    log = logs.read_whole_log(request.reach, citizen)
    return render(request, "casework/citizen_log/sheet.html", {"code": citizen.code, "log": log, "now": timezone.now()})
