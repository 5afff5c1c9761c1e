"""Mails that remind partners: the list with what came after, a new one that is asked about first, and stopping one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.actions import reminder as actions
from fremskudt.partnership.forms.reminder import ReminderForm
from fremskudt.partnership.rules import reminder as rules
from fremskudt.partnership.selectors import reminder as selectors


@require_GET
@requires(Permission.VISIBILITY_EDIT)
def reminders(request: Visit) -> HttpResponse:
    context = {"page": selectors.read_reminders(request.reach), "mail_is_on": settings.MAIL_IS_ON}
    return render(request, "partnership/visibility/reminders.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.VISIBILITY_EDIT)
def reminder_new(request: Visit) -> HttpResponse:
    """Written, then looked at on a page that repeats whom it reaches and when, then begun. Nothing is kept before."""
    form = ReminderForm(
        request.POST if request.method == "POST" else None,
        houses=selectors.list_houses(request.reach), known=selectors.known_names(request.reach),
    )  # fmt: skip
    act = request.POST.get("act", "look")
    if not form.is_valid() or act == "edit":
        status = 422 if form.errors else 200
        return render(request, "partnership/visibility/reminder_new.html", {"form": form}, status=status)
    if act == "go":
        actions.begin(by=request.user, **form.told)
        messages.success(request, _("Sat i gang. Her kan du se, hvad der kommer bagefter."))
        return redirect("partnership:reminders")
    if act == "sample":
        _sample(request, form)
    return _check(request, form)


@require_http_methods(["GET", "POST"])
@requires(Permission.VISIBILITY_EDIT)
def reminder_stop(request: Visit, pk: int) -> HttpResponse:
    if request.method == "GET":
        line = selectors.read_reminder(request.reach, pk)
        return render(request, "partnership/visibility/reminder_stop.html", {"line": line})
    actions.stop(reminder=selectors.find_reminder(request.reach, pk), by=request.user)
    messages.success(request, _("Stoppet. Der går ikke flere ud."))
    return redirect("partnership:reminders")


def _sample(request: Visit, form: ReminderForm) -> None:
    if actions.try_on_oneself(words=form.cleaned_data["words"], by=request.user):
        messages.success(request, _("Prøven er sendt til dig."))
    else:
        messages.warning(request, _("Prøven kunne ikke sendes. Prøv igen om lidt."))


def _check(request: Visit, form: ReminderForm) -> HttpResponse:
    told = form.told
    context = {
        "form": form, "told": told, "houses": [form.houses[str(house.pk)] for house in told["to"]],
        "n_people": selectors.n_reached(told["to"]), "every": _(rules.EVERY[told["every_days"]]),
        "subject": _(rules.SUBJECT), "on_lock_screen": rules.LOCK_SCREEN, "link": actions.link(),
        "mail_is_on": settings.MAIL_IS_ON,
    }  # fmt: skip
    return render(request, "partnership/visibility/reminder_check.html", context)
