"""»Roller omkring mig«: the cards, a new one, one agreed again, one ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import role_card as actions
from fremskudt.casework.forms.role_card import AgreeForm, RoleForm
from fremskudt.casework.selectors import role_card as selectors


@require_GET
@requires(Permission.CASELOAD_READ)
def roles(request: Visit, code: str) -> HttpResponse:
    return render(request, "casework/role_card/page.html", {"page": selectors.read_roles(request.reach, code)})


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def role_new(request: Visit, code: str) -> HttpResponse:
    page = selectors.read_role_for_writing(request.reach, code)
    form = RoleForm(request.POST if request.method == "POST" else None, holders=page.holders)
    if not form.is_valid():
        context = {"opened": page.opened, "form": form}
        return render(request, "casework/role_card/new.html", context, status=422 if form.is_bound else 200)
    actions.add(case=page.opened.case, by=request.user, **form.told)
    messages.success(request, _("Rollen er aftalt."))
    return redirect("casework:roles", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def role_again(request: Visit, code: str, pk: int) -> HttpResponse:
    """The same holder; the words as they stand, to be changed or kept."""
    page = selectors.read_role(request.reach, code, pk)
    words = {name: getattr(page.card, name) for name in ("role", "does", "does_not", "borrowed_from")}
    form = AgreeForm(request.POST if request.method == "POST" else None, initial=words)
    if not form.is_valid():
        context = {"page": page, "opened": page.opened, "form": form}
        return render(request, "casework/role_card/again.html", context, status=422 if form.is_bound else 200)
    actions.again(card=page.card, by=request.user, **form.cleaned_data)
    messages.success(request, _("Rollen er aftalt igen."))
    return redirect("casework:roles", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def role_end(request: Visit, code: str, pk: int) -> HttpResponse:
    """Ends something, so it is asked on a page of its own."""
    if request.method == "GET":
        page = selectors.read_role(request.reach, code, pk)
        return render(request, "casework/role_card/end.html", {"page": page, "opened": page.opened})
    _opened, card = selectors.find_role(request.reach, code, pk)
    actions.end(card=card, by=request.user)
    messages.success(request, _("Rollen er sluttet."))
    return redirect("casework:roles", code)
