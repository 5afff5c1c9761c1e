"""The waves of a study: who answered, who was never asked, and a word to the leader about it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.surveys.actions import team_reminder as actions
from fremskudt.surveys.rules.shown_turnout import COLUMNS, STAFF_COLUMNS
from fremskudt.surveys.selectors.study import get_study
from fremskudt.surveys.selectors.turnout import find_asked, list_turnouts, owns


@require_GET
@requires(Permission.STUDY_READ)
def wave_list(request: Visit, slug: str) -> HttpResponse:
    study = get_study(request.reach, slug)
    turnouts = list_turnouts(request.reach, study)
    context = {
        "study": study, "turnouts": turnouts, "hides": any(one.hides for one in turnouts),
        "may_ask": owns(request.reach, study), "columns": list(COLUMNS.values()),
        "staff_columns": list(STAFF_COLUMNS.values()),
    }  # fmt: skip
    return render(request, "surveys/wave/list.html", context)


@require_http_methods(["POST"])
@requires(Permission.STUDY_EDIT)
def leader_ask(request: Visit, slug: str) -> HttpResponse:
    """Ask the leader of one municipality to look at one wave."""
    study = get_study(request.reach, slug)
    if not owns(request.reach, study):
        raise Http404
    asked = find_asked(study, request.POST.get("runde", ""), request.POST.get("kommune", ""))
    if asked is None:
        messages.info(request, _("Vælg en runde og en kommune."))
    elif actions.ask_leader(wave=asked[0], town=asked[1], by=request.user):
        messages.success(request, _("Projektlederen er bedt om at se på det. Mailen siger ikke hvad."))
    else:
        messages.info(request, _("Projektlederen er allerede bedt om det i denne uge."))
    return redirect("surveys:wave_list", slug)
