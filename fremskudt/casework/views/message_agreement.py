"""May we write by SMS: asked in the words on the page, and written down as it was said."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import message_agreement as actions
from fremskudt.casework.forms.message_agreement import MessageAgreementForm
from fremskudt.casework.rules.message_agreement import QUESTION
from fremskudt.casework.selectors.message_agreement import find_agreement, read_agreement


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def message_agreement(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        return _page(request, code, MessageAgreementForm())
    opened = find_agreement(request.reach, code)
    form = MessageAgreementForm(request.POST)
    if not form.is_valid():
        return _page(request, code, form, status=422)
    actions.answer(citizen=opened.citizen, by=request.user, **form.cleaned_data)
    messages.success(request, _("Svaret er gemt."))
    return redirect("casework:message_agreement", code)


def _page(request: Visit, code: str, form: forms.Form, status: int = 200) -> HttpResponse:
    context = {"page": read_agreement(request.reach, code), "form": form, "question": _(QUESTION)}
    return render(request, "casework/message/agreement.html", context, status=status)
