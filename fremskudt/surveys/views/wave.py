"""The waves of a study: who answered, who did not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.surveys.selectors import study as selectors


@require_GET
@requires(Permission.STUDY_READ)
def wave_list(request: Visit, slug: str) -> HttpResponse:
    study = selectors.get_study(request.reach, slug)
    turnouts = selectors.list_turnouts(request.reach, study)
    return render(request, "surveys/wave/list.html", {"study": study, "turnouts": turnouts})
