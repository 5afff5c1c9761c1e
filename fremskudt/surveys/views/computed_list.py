"""»Hent listen fra forløbene«: the municipality's participant list, worked out instead of typed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.surveys.actions import computed_list as actions
from fremskudt.surveys.models import Study
from fremskudt.surveys.rules.problem import BadFileError, by_column
from fremskudt.surveys.selectors import study as selectors


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTICIPANTS_EXPORT)
def computed_list(request: Visit, slug: str) -> HttpResponse:
    """What would come in (GET), and the yes to it. An evaluator never gets here: the list is the municipality's."""
    study = selectors.get_study(request.reach, slug)
    if request.method == "GET":
        return _page(request, study)
    try:
        receipt = actions.take_in(study=study, reach=request.reach, by=request.user)
    except BadFileError as error:
        return _page(request, study, groups=by_column(error.problems), n_more=error.n_more, status=422)
    if receipt.delivery:
        return redirect("surveys:delivery", slug, receipt.delivery.pk)
    messages.info(request, _("Listen er den samme som sidst. Intet er ændret."))
    return redirect("surveys:delivery_list", slug)


def _page(request: Visit, study: Study, status: int = 200, **more: object) -> HttpResponse:
    fetched = actions.preview(study=study, reach=request.reach)
    context = {"study": study, "found": fetched.found, "n_changed": len(fetched.changed), **more}
    return render(request, "surveys/delivery/computed_list.html", context, status=status)
