"""A6: what our messages say. Nobody who gets one is on the page."""

from django.contrib import messages as told
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.gateways import ON_LOCK_SCREEN
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import message as actions
from fremskudt.casework.forms.message import TryForm
from fremskudt.casework.selectors.messages import read_messages, sample


@require_GET
@requires(Permission.MESSAGES_EDIT)
def messages(request: Visit) -> HttpResponse:
    return _page(request)


@require_POST
@requires(Permission.MESSAGES_EDIT)
def message_try(request: Visit) -> HttpResponse:
    """To one's own mail, with the subject that a locked phone would show."""
    form = TryForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    if actions.try_on_oneself(text=sample(form.cleaned_data["kind"]), by=request.user):
        told.success(request, _("Prøven er sendt til din egen mail."))
    else:
        told.warning(request, _("Prøven kunne ikke sendes. Prøv igen om lidt."))
    return redirect("casework:messages")


def _page(request: Visit, form: TryForm | None = None, status: int = 200) -> HttpResponse:
    context = {"page": read_messages(request.reach), "form": form, "lock_screen": ON_LOCK_SCREEN}
    return render(request, "casework/message/list.html", context, status=status)
