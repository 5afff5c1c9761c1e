"""»Har sagt ja til at være med«."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import case as case_actions
from fremskudt.casework.forms.case import CaseStartForm
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.views.course import show_course_page


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def case_start(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    form = CaseStartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        case_actions.start(case=opened.case, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Skrevet. Velkommen til."))
        return redirect("casework:citizen", code)
    context = {"form": form, "refused": may_write(has_ended=opened.has_ended).reason}
    return show_course_page(request, opened, "casework/case/start.html", context, action="case.read")
