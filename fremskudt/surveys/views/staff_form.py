"""The therapist's own forms: which wait, and one of them, a bite at a time."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.page import page_number
from fremskudt.instruments import Bite
from fremskudt.surveys.actions import staff_form as actions
from fremskudt.surveys.forms import BiteForm
from fremskudt.surveys.selectors import staff_form as selectors
from fremskudt.surveys.selectors.staff_form import Form


@require_GET
@requires(Permission.STAFF_FORM_FILL)
def staff_forms(request: Visit) -> HttpResponse:
    listing = selectors.list_forms(request.reach, page_number(request.GET.get("side", "")))
    return render(request, "surveys/staff_form/list.html", {"listing": listing})


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_FORM_FILL)
def staff_form(request: Visit, code: str, slug: str) -> HttpResponse:
    """One bite (»?bid=«), or what is answered when all of it is."""
    wave = request.GET.get("runde", "")
    if request.method == "GET":
        asked = request.GET.get("bid", "")
        form = selectors.read_form(request.reach, code, slug, wave, asked)
        if not asked and form.next_bite is None:
            return render(request, "surveys/staff_form/done.html", {"form": form})
        bite = form.bite(asked)
        return _bite(request, form, BiteForm(form=form, bite=bite))
    form = selectors.find_form(request.reach, code, slug, wave)
    bite = form.bite(request.POST.get("bid", ""))
    filled = BiteForm(request.POST, form=form, bite=bite, is_skipped="skip" in request.POST)
    if not filled.is_valid():
        return _bite(request, selectors.read_form(request.reach, code, slug, wave, bite.id), filled, status=422)
    actions.save(
        asked=form.asked, case=form.opened.case, bite=filled.bite, given=filled.answers, operation=filled.operation,
        by=request.user,
    )  # fmt: skip
    return _onward(request, code, slug, filled.bite)


def _bite(request: Visit, form: Form, filled: BiteForm, status: int = 200) -> HttpResponse:
    position = [bite.id for bite in form.bites].index(filled.bite.id) + 1
    context = {"form": form, "filled": filled, "position": position, "of": len(form.bites)}
    return render(request, "surveys/staff_form/bite.html", context, status=status)


def _onward(request: Visit, code: str, slug: str, bite: Bite) -> HttpResponse:
    """To the bite after this one, as the answers now have it, until nothing waits; then to the list."""
    wave = request.GET.get("runde", "")
    form = selectors.find_form(request.reach, code, slug, wave)
    waiting = form.next_bite
    if waiting is None:
        messages.success(request, _("Gemt. Skemaet er udfyldt."))
        return redirect("surveys:staff_forms")
    later = form.after(bite) or waiting
    return redirect(f"{reverse('surveys:staff_form', args=[code, slug])}?runde={form.wave.pk}&bid={later.id}")
