"""»Vil du være med?«: taking part in a study, on a page of its own and in words of its own."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import taking_part as actions
from fremskudt.surveys.forms import TakingPartForm
from fremskudt.surveys.selectors.taking_part import Page, find_taking_part, read_taking_part


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def taking_part(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        return _page(request, read_taking_part(request.reach, code), TakingPartForm())
    page = find_taking_part(request.reach, code)
    form = TakingPartForm(request.POST, studies=[row.study.slug for row in page.rows])
    if not form.is_valid():
        return _page(request, read_taking_part(request.reach, code), form, request.POST.get("study", ""), status=422)
    told = form.cleaned_data
    row = next(row for row in page.rows if row.study.slug == told["study"])
    actions.answer(
        citizen=page.opened.citizen, study=row.study.slug, answer=told["answer"], form=told["form"],
        witness=told["witness"], words=row.question, said_at=timezone.now(), by=request.user,
    )  # fmt: skip
    messages.success(request, _("Svaret er gemt."))
    return redirect("surveys:taking_part", code)


def _page(request: Visit, page: Page, form: forms.Form, asked: str = "", status: int = 200) -> HttpResponse:
    context = {"page": page, "form": form, "asked": asked}
    return render(request, "surveys/taking_part/page.html", context, status=status)
