"""How it goes afterwards: what waits to be looked at, and one answer at a time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import follow_up as actions
from fremskudt.casework.forms.follow_up import FollowUpForm
from fremskudt.casework.rules.follow_up import NOTHING
from fremskudt.casework.selectors import follow_up as follow_ups
from fremskudt.casework.selectors.case import open_case


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def follow_up(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        return _page(request, code)
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    form = FollowUpForm(request.POST, began=follow_ups.first_day(opened))
    if not form.is_valid():
        return _page(request, code, form, status=422)
    asked = form.cleaned_data
    found = follow_ups.find_follow_up(opened, asked["follow_up"])
    require(Verdict.yes() if found else Verdict.no(NOTHING))
    if found:
        actions.note(
            follow_up=found, on=asked["on"], is_reached=asked["is_reached"], words=asked["words"], by=request.user
        )
        messages.success(request, _("Gemt."))
    return redirect("casework:follow_up", code)


def _page(request: Visit, code: str, form: FollowUpForm | None = None, status: int = 200) -> HttpResponse:
    sheet = follow_ups.read_follow_ups(request.reach, code)
    if form is None and sheet.next:
        form = FollowUpForm(began=sheet.today, initial={"follow_up": sheet.next.pk})
    return render(request, "casework/follow_up/list.html", {"sheet": sheet, "form": form}, status=status)
