"""The front page: on to the first place of one's menu, or to one's own page."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.ui.context import places


@require_GET
@requires(Permission.PROFILE_EDIT)
def home(request: Visit) -> HttpResponse:
    mine = places(request)
    return redirect(mine[0].href if mine else "access:profile")
