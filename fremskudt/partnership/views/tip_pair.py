"""»Måske den samme«: two tips looked at beside each other, joined as a maybe, and parted again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.partnership.actions import tip_pair as actions
from fremskudt.partnership.forms.tips import OtherForm
from fremskudt.partnership.rules.tip_step import OLD_PAGE
from fremskudt.partnership.selectors.tip_pair import read_candidates
from fremskudt.partnership.selectors.tips import get_tip
from fremskudt.partnership.views.tips import says_when_expired


@require_http_methods(["GET", "POST"])
@requires(Permission.TIP_ANSWER)
@says_when_expired
def tip_pair(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        return render(request, "partnership/tips/pair.html", {"page": read_candidates(request.reach, code)})
    found, form = get_tip(request.reach, code), OtherForm(request.POST)
    require(Verdict.yes() if form.is_valid() else Verdict.no(OLD_PAGE))
    actions.join(tip=found, other=get_tip(request.reach, form.cleaned_data["other"]), by=request.user)
    messages.success(request, _("De to står nu som måske den samme. De er stadig to praj."))
    return redirect("partnership:tip", code)


@require_POST
@requires(Permission.TIP_ANSWER)
@says_when_expired
def tip_pair_undo(request: Visit, code: str) -> HttpResponse:
    found, form = get_tip(request.reach, code), OtherForm(request.POST)
    require(Verdict.yes() if form.is_valid() else Verdict.no(OLD_PAGE))
    if actions.part(tip=found, other=get_tip(request.reach, form.cleaned_data["other"]), by=request.user):
        messages.success(request, _("De står ikke længere som måske den samme."))
    return redirect("partnership:tip", code)
