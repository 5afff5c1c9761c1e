"""»Har bedt om behandling«: the act that starts the fourteen days, and the page that says how it went."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import treatment_request as request_actions
from fremskudt.casework.forms.treatment_request import AskForm, ProgressForm
from fremskudt.casework.rules import treatment_request as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.treatment_request import may_ask, running_of
from fremskudt.casework.views.course import show_course_page


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def treatment_request(request: Visit, code: str) -> HttpResponse:
    """Asked on a page of its own, since it starts a right. While the days run, the button says since when."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked_on = form.cleaned_data["asked_on"]
        request_actions.ask(case=opened.case, asked_on=asked_on, by=request.user)
        messages.success(request, _started(asked_on))
        return redirect("casework:citizen", code)
    running = running_of(opened.case)
    refused = may_write(has_ended=opened.has_ended).reason or may_ask(running).reason
    context = {"form": form, "running": running, "refused": refused, "due_on": running and _due(running.asked_on)}
    return show_course_page(
        request, opened, "casework/treatment_request/ask.html", context, action="treatment_request.read"
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def treatment_request_close(request: Visit, code: str) -> HttpResponse:
    """The doctor's talk, the first day, and why it took longer; or that the citizen does not want it after all."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    running = running_of(opened.case)
    if request.method == "POST" and (running is None or "withdraw" in request.POST):
        request_actions.withdraw(case=opened.case, by=request.user)
        messages.success(request, _("Fristen er stoppet."))
        return redirect("casework:citizen", code)
    if running is None:
        raise NotNow(rules.NOT_RUNNING)
    form = ProgressForm(request.POST if request.method == "POST" else None, running=running)
    if form.is_valid():
        request_actions.note(case=opened.case, progress=form.progress, by=request.user)
        messages.success(request, _("Gemt."))
        return redirect("casework:citizen", code)
    context = {"form": form, "running": running, "due_on": _due(running.asked_on)}
    return show_course_page(
        request, opened, "casework/treatment_request/close.html", context, action="treatment_request.read",
        fields="coded,free_text",
    )  # fmt: skip


def _due(asked_on: date) -> date:
    return rules.due_day(asked_on)


def _started(asked_on: date) -> str:
    if asked_on == timezone.localdate():
        return _("I dag starter fristen på 14 dage.")
    return _("Fristen på 14 dage løber fra %(day)s.") % {"day": date_format(asked_on, "j. F Y")}
