"""The safety notices of a citizen: what holds, a new one, a new look, and the two steps that remove one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import safety as actions
from fremskudt.casework.forms.safety import ReviewForm, SafetyForm
from fremskudt.casework.selectors import safety as selectors
from fremskudt.casework.selectors.case import open_case


@require_GET
@requires(Permission.CASELOAD_READ)
def safety(request: Visit, code: str) -> HttpResponse:
    sheet = selectors.read_safety(request.reach, code)
    return render(request, "casework/safety/page.html", {"sheet": sheet})


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def safety_new(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        sheet = selectors.read_safety(request.reach, code, Permission.CASE_WRITE)
        form = SafetyForm(seen_by=request.user.name)
        return render(request, "casework/safety/new.html", {"opened": sheet.opened, "form": form})
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    form = SafetyForm(request.POST, seen_by=request.user.name)
    if not form.is_valid():
        sheet = selectors.read_safety(request.reach, code, Permission.CASE_WRITE)
        return render(request, "casework/safety/new.html", {"opened": sheet.opened, "form": form}, status=422)
    actions.add(citizen=opened.citizen, **form.cleaned_data, by=request.user)
    messages.success(request, _("Gemt. Alle, der følger borgeren, ser det nu."))
    return redirect("casework:safety", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def safety_review(request: Visit, code: str, pk: int) -> HttpResponse:
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        opened, line = selectors.read_notice(request.reach, code, pk)
        page = {"opened": opened, "line": line, "form": form}
        return render(request, "casework/safety/review.html", page, status=422 if form.is_bound else 200)
    _opened, notice = selectors.find_notice(request.reach, code, pk)
    actions.review(notice=notice, review_on=form.cleaned_data["review_on"], by=request.user)
    messages.success(request, _("Gemt. Den gælder stadig."))
    return redirect("casework:safety", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def safety_remove(request: Visit, code: str, pk: int) -> HttpResponse:
    """The first of two asks, another removes. Each sees beforehand which step is theirs."""
    if request.method == "GET":
        opened, line = selectors.read_notice(request.reach, code, pk)
        return render(request, "casework/safety/remove.html", {"opened": opened, "line": line})
    _opened, notice = selectors.find_notice(request.reach, code, pk)
    if notice.removal_asked_by_id is None:
        actions.ask_to_remove(notice=notice, by=request.user)
        messages.success(request, _("Du har bedt om det. En anden, der følger borgeren, skal nu sige ja."))
    else:
        actions.remove(notice=notice, by=request.user)
        messages.success(request, _("Opmærksomheden er fjernet."))
    return redirect("casework:safety", code)
