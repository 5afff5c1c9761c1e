"""Calendar files: one meeting, and all of one's own. They tell when, and nothing of what or whom."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.calendar import CONTENT_TYPE, FILE_NAME
from fremskudt.casework.selectors import calendar as selectors


@require_GET
@requires(Permission.MEETING_JOIN)
def meeting_calendar(request: Visit, pk: int) -> HttpResponse:
    return _file(selectors.read_file(request.reach, request.user, pk))


@require_GET
@requires(Permission.MEETING_JOIN)
def meetings_calendar(request: Visit) -> HttpResponse:
    return _file(selectors.read_own_file(request.reach, request.user))


def _file(content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
