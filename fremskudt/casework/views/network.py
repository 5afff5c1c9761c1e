"""Network meetings: planned with the citizen in two steps, and the page of the meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow, Verdict, require
from fremskudt.casework.actions import network as actions
from fremskudt.casework.forms.network import NetworkForm, PointsForm, SaidForm
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.meeting_plan import CLASH
from fremskudt.casework.selectors import network as selectors
from fremskudt.casework.selectors.meetings import runs_into


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_CHAIR)
def network_new(request: Visit, code: str) -> HttpResponse:
    """First the points, who and what; then the words are read aloud, and only after the yes is anything stored."""
    choice = selectors.read_choice(request.reach, request.user, code)
    form = NetworkForm(request.POST if request.method == "POST" else None, choice=choice)
    if request.method == "POST":
        require(may_write(has_ended=choice.opened.has_ended))
    if not form.is_valid() or "back" in request.POST:
        return _plan(request, choice, form, 422 if form.is_bound and "back" not in request.POST else 200)
    on = form.cleaned_data["on"]
    words = selectors.words_to_read(form.chosen, form.cleaned_data["topics"], on, _)
    told = SaidForm(request.POST if "said" in request.POST else None, initial={"words": words})
    if not told.is_valid() or told.cleaned_data["words"] != words:
        return _read_aloud(request, choice, form, told, words)
    return _store(request, choice, form, told)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_JOIN)
def network(request: Visit, pk: int) -> HttpResponse:
    page = selectors.read_network(request.reach, pk)
    form = PointsForm(request.POST or None, initial={"own_points": page.own_points})
    if request.method == "POST":
        if not page.leads:
            require(Verdict.no(_("Kun den, der holder mødet, kan rette punkterne.")))
        require(Verdict.no(page.refused) if page.refused else Verdict.yes())
        if form.is_valid():
            actions.write_points(meeting=page.meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("Punkterne er gemt."))
            return redirect("casework:network", pk)
    context = {"page": page, "form": form}
    return render(request, "casework/network/detail.html", context, status=422 if request.method == "POST" else 200)


def _store(request: Visit, choice: selectors.Choice, form: NetworkForm, told: SaidForm) -> HttpResponse:
    said = actions.Said(**told.cleaned_data)
    try:
        made = actions.plan(
            case=choice.opened.case, own_points=form.cleaned_data["own_points"], guests=form.chosen,
            topics=form.cleaned_data["topics"], said=said, by=request.user, **form.told,
        )  # fmt: skip
    except NotNow as refused:
        return _plan(request, choice, form, 409, refused=refused)
    messages.success(request, _("Mødet er planlagt. Det, I må tale om, gælder kun dette møde."))
    if runs_into(made):
        messages.warning(request, _(CLASH))
    return redirect("casework:network", made.pk)


def _plan(request: Visit, choice: selectors.Choice, form: NetworkForm, status: int, **more: Any) -> HttpResponse:
    context = {"choice": choice, "opened": choice.opened, "form": form, **more}
    return render(request, "casework/network/new.html", context, status=status)


def _read_aloud(
    request: Visit, choice: selectors.Choice, form: NetworkForm, told: SaidForm, words: str
) -> HttpResponse:
    """What was typed is kept in the page; where the words changed meanwhile, the new ones are read."""
    if told.is_bound and told.is_valid():
        told = SaidForm(initial={"words": words})
    kept = [(name, value) for name in form.fields for value in form.sent(name)]
    context = {"choice": choice, "opened": choice.opened, "form": form, "told": told, "words": words, "kept": kept}
    return render(request, "casework/network/aloud.html", context, status=422 if told.is_bound else 200)
