"""»Kom igen«: one press. And the card that says so beforehand."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import comeback as actions
from fremskudt.casework.forms.comeback import CardForm
from fremskudt.casework.selectors import comeback as comebacks
from fremskudt.casework.selectors.case import open_case


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def come_again(request: Visit, code: str) -> HttpResponse:
    """The courses before, with what comes along; the press begins a new one."""
    if request.method == "GET":
        sheet = comebacks.read_earlier(request.reach, code)
        return render(request, "casework/comeback/detail.html", {"sheet": sheet})
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    actions.come_again(citizen=opened.citizen, by=request.user)
    messages.success(request, _("Velkommen igen. Historie og plan er taget med."))
    return redirect("casework:citizen", code)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def come_back_card(request: Visit, code: str) -> HttpResponse:
    """A card to print. A number that is written in stands on the card of that answer, and nowhere else."""
    form = CardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not form.is_valid():
        return _card(request, code, form, "", status=422)
    return _card(request, code, form, form.cleaned_data["phone"] if form.is_bound else "")


def _card(request: Visit, code: str, form: CardForm, phone: str, status: int = 200) -> HttpResponse:
    card = comebacks.read_card(request.reach, code, request.user)
    return render(request, "casework/comeback/card.html", {"card": card, "form": form, "phone": phone}, status=status)
