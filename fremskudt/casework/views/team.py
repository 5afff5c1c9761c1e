"""The team's page: is everyone safe."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.selectors.team import read_team


@require_GET
@requires(Permission.TEAM_JOIN)
def team(request: Visit) -> HttpResponse:
    return render(request, "casework/team/page.html", {"team": read_team(request.reach)})
