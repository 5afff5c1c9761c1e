"""»Hold pause«: two presses. It is looked at again, ended by a person, or taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import pause as actions
from fremskudt.casework.forms.pause import LookForm, PauseForm
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors import pause as pauses
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.pause import Sheet


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def pause(request: Visit, code: str) -> HttpResponse:
    sheet = pauses.read_pause(request.reach, code)
    if request.method == "GET":
        return _page(request, sheet)
    require(may_write(has_ended=sheet.opened.has_ended))
    form = _form(request, sheet, request.POST)
    if not form.is_valid():
        return _page(request, sheet, form, status=422)
    actions.hold(case=sheet.opened.case, **form.cleaned_data, by=request.user)
    return redirect("casework:pause", code)


@require_POST
@requires(Permission.CASE_WRITE)
def pause_look(request: Visit, code: str) -> HttpResponse:
    """Somebody has looked: it lasts until another day."""
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, pauses.read_pause(request.reach, code), look=form, status=422)
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    actions.look(case=opened.case, on=form.cleaned_data["look_again_on"], by=request.user)
    messages.success(request, _("Gemt. Vi ser på det igen den dag."))
    return redirect("casework:pause", code)


@require_POST
@requires(Permission.CASE_WRITE)
def pause_end(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    actions.end(case=opened.case, by=request.user)
    messages.success(request, _("Pausen er slut. Alt er, som det var."))
    return redirect("casework:pause", code)


@require_POST
@requires(Permission.CASE_WRITE)
def pause_undo(request: Visit, code: str) -> HttpResponse:
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    actions.undo_hold(case=opened.case, by=request.user)
    messages.success(request, _("Fortrudt. Det er som før."))
    return redirect("casework:pause", code)


def _form(request: Visit, sheet: Sheet, answers: object = None) -> PauseForm:
    return PauseForm(answers, hands=sheet.hands, me=request.user, began=sheet.began)


def _page(
    request: Visit, sheet: Sheet, form: PauseForm | None = None, *, look: LookForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"sheet": sheet, "form": form or _form(request, sheet), "look": look or LookForm()}
    return render(request, "casework/pause/detail.html", context, status=status)
