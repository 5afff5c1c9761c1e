"""A small step on its own (F22)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import small_step as actions
from fremskudt.casework.forms.small_step import SmallStepForm
from fremskudt.casework.rules.contact import STEPS
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors import small_step as selectors
from fremskudt.casework.selectors.case import open_case


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def small_step(request: Visit, code: str) -> HttpResponse:
    """Note one. A POST to the undo bar's address (»?fortryd=12«) takes it back."""
    if request.method == "GET":
        return _page(request, code, SmallStepForm())
    if "fortryd" in request.GET:
        return _undo(request, code)
    opened, form = open_case(request.reach, code, Permission.CASE_WRITE), SmallStepForm(request.POST)
    if not form.is_valid():
        return _page(request, code, form, status=422)
    actions.note(case=opened.case, by=request.user, **form.cleaned_data)
    return redirect("casework:small_step", code)


def _undo(request: Visit, code: str) -> HttpResponse:
    asked = request.GET["fortryd"]
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    actions.take_back(step=selectors.find_step(request.reach, code, number), by=request.user)
    messages.success(request, _("Fortrudt. Skridtet er væk."))
    return redirect("casework:small_step", code)


def _page(request: Visit, code: str, form: SmallStepForm, status: int = 200) -> HttpResponse:
    noting = selectors.read_noting(request.reach, code)
    verdict = may_write(has_ended=noting.opened.has_ended)
    context = {
        "noting": noting, "form": form, "reason": verdict.reason and _(verdict.reason),
        "saved": noting.just_now and _(STEPS[noting.just_now.kind]),
    }  # fmt: skip
    return render(request, "casework/small_step/new.html", context, status=status)
