"""Plan a short meeting, say who comes, tell them the time, move it, call it off."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import meeting_mail
from fremskudt.casework.actions import meeting_plan as actions
from fremskudt.casework.actions.meeting_plan import NotCoveredError, may_change
from fremskudt.casework.forms.meeting_plan import ChangeForm, MeetingForm
from fremskudt.casework.rules.meeting_plan import CLASH
from fremskudt.casework.selectors import meeting_plan as selectors
from fremskudt.casework.selectors.meetings import runs_into


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def meeting_new(request: Visit) -> HttpResponse:
    """`borger` and `hus` in the address say where one came from: a citizen's code, an organisation's number."""
    asked = request.user, request.GET.get("borger", ""), request.GET.get("hus", "")
    if request.method == "GET":
        choice = selectors.read_choice(request.reach, *asked)
        return _new(request, MeetingForm(choice=choice), choice)
    choice = selectors.find_choice(request.reach, *asked)
    form = MeetingForm(request.POST, choice=choice)
    if not form.is_valid():
        return _new(request, form, selectors.read_choice(request.reach, *asked), 422)
    try:
        made = actions.plan(**form.wanted, by=request.user)
    except NotCoveredError as refused:
        return _new(request, form, selectors.read_choice(request.reach, *asked), 409, refused=refused)
    messages.success(request, _("Mødet er planlagt."))
    _hint(request, made.pk)
    return redirect("casework:meeting_people", made.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def meeting_change(request: Visit, pk: int) -> HttpResponse:
    """Another time, place or link."""
    meeting = selectors.find_planned(request.reach, pk)
    form = ChangeForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_valid():
        actions.change(meeting=meeting, **form.told, by=request.user)
        messages.success(request, _("Mødet er rettet. Er tiden en anden, så send besked igen."))
        _hint(request, pk)
        return redirect("casework:meeting_people", pk)
    if form.is_bound:
        require(may_change(meeting))
    sheet = selectors.read_sheet(request.reach, request.user, pk)
    context = {"sheet": sheet, "form": form}
    return render(request, "casework/meetings/change.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def meeting_tell(request: Visit, pk: int) -> HttpResponse:
    """A page that asks, then a mail with the time to each who has not been told."""
    meeting = selectors.find_planned(request.reach, pk)
    if request.method == "GET":
        return _ask(request, pk, "tell")
    require(may_change(meeting))
    if not settings.MAIL_IS_ON:
        messages.warning(request, _("Mail er slået fra her. Ingen har fået besked. Ring, og sig tiden."))
        return redirect("casework:meeting_people", pk)
    told, failed = meeting_mail.tell(meeting=meeting, address=_behind_log_in(request), by=request.user)
    _say_who_was_told(request, told, failed)
    return redirect("casework:meeting_people", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def meeting_cancel(request: Visit, pk: int) -> HttpResponse:
    """A page that asks; then it is off, and those who knew of it are told."""
    meeting = selectors.find_planned(request.reach, pk)
    if request.method == "GET":
        return _ask(request, pk, "cancel")
    told, failed = meeting_mail.cancel(meeting=meeting, address=_behind_log_in(request), by=request.user)
    messages.success(request, _("Mødet er aflyst."))
    if told or failed:
        _say_who_was_told(request, told, failed)
    return redirect("casework:meetings")


def _hint(request: Visit, pk: int) -> None:
    """Something else at that time is told, and stops nobody."""
    if runs_into(selectors.find_planned(request.reach, pk)):
        messages.warning(request, _(CLASH))


def _new(request: Visit, form: MeetingForm, choice: Any, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "choice": choice, **more}
    return render(request, "casework/meetings/new.html", context, status=status)


def _ask(request: Visit, pk: int, what: str) -> HttpResponse:
    context = {"sheet": selectors.read_telling(request.reach, pk), "mail_is_on": settings.MAIL_IS_ON}
    return render(request, f"casework/meetings/{what}.html", context)


def _behind_log_in(request: Visit) -> str:
    return request.build_absolute_uri(reverse("casework:meetings"))


def _say_who_was_told(request: Visit, told: int, failed: int) -> None:
    if told:
        words = ngettext("%(n)s har fået besked.", "%(n)s har fået besked.", told) % {"n": told}
        messages.success(request, words)
    if failed:
        words = ngettext(
            "%(n)s kunne ikke få mailen. Ring i stedet.", "%(n)s kunne ikke få mailen. Ring i stedet.", failed
        )
        messages.warning(request, words % {"n": failed})
    if not told and not failed:
        messages.info(request, _("Der er ingen at give besked."))
