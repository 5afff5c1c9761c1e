"""Log a contact: two presses, then the rest for the one who wants to."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.casework.actions import contact as actions
from fremskudt.casework.actions import draft as drafts
from fremskudt.casework.forms.contact import CorrectForm, FillInForm, PressForm
from fremskudt.casework.rules import contact as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import contact as selectors
from fremskudt.casework.selectors.contact import Pressing, Saved
from fremskudt.casework.selectors.draft import Kept, find_draft
from fremskudt.casework.views import contact_words as words


@require_GET
@requires(Permission.CASE_WRITE)
def contact_log(request: Visit) -> HttpResponse:
    """Whom it is about, then the two presses."""
    choice = selectors.list_choice(request.reach, page_number(request.GET.get("side", "")))
    if choice.page > 1 and not choice.citizens:
        return redirect("casework:contact_log")
    return render(request, "casework/contact/log.html", {"choice": choice})


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def contact_met(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        return _tiles(request, selectors.read_pressing(request.reach, code, tried=False), tried=False)
    pressing = selectors.find_pressing(request.reach, code, tried=False)
    form = PressForm(request.POST, tiles=list(rules.TILES), missing=_("Vælg, hvor I sås."))
    if not form.is_valid():
        return _tiles(request, selectors.read_pressing(request.reach, code, tried=False), tried=False, form=form)
    place, way = rules.where_and_how(form.cleaned_data["tile"])
    return _log(request, pressing, form, (rules.Outcome.MET, place, way))


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def contact_tried(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        return _tiles(request, selectors.read_pressing(request.reach, code, tried=True), tried=True)
    pressing = selectors.find_pressing(request.reach, code, tried=True)
    form = PressForm(request.POST, tiles=list(rules.TRIED), missing=_("Vælg, hvordan det gik."))
    if not form.is_valid():
        return _tiles(request, selectors.read_pressing(request.reach, code, tried=True), tried=True, form=form)
    outcome = form.cleaned_data["tile"]
    place, way = rules.where_tried(outcome, pressing.last)
    return _log(request, pressing, form, (outcome, place, way))


def _log(request: Visit, pressing: Pressing, form: PressForm, told: tuple[str, str, str]) -> HttpResponse:
    """Save what the tile stands for: outcome, place and way."""
    outcome, place, way = told
    saved = actions.log(
        case=pressing.opened.case, outcome=outcome, place=place, way=way, operation=form.cleaned_data["operation"],
        by=request.user,
    )  # fmt: skip
    return redirect("casework:contact", pressing.opened.code, saved.pk)


def _tiles(request: Visit, pressing: Pressing, *, tried: bool, form: PressForm | None = None) -> HttpResponse:
    if tried:
        tiles = [(one.value, _(rules.OUTCOMES[one]), False) for one in rules.TRIED]
    else:
        tiles = [(one.value, _(rules.TILES[one]), one is pressing.last_tile) for one in pressing.tiles]
    verdict = may_write(has_ended=pressing.opened.has_ended)
    context = {
        "pressing": pressing, "tiles": tiles, "tried": tried, "operation": uuid4(),
        "reason": _(verdict.reason) if verdict.reason else "", "fault": form.fault if form else "",
    }  # fmt: skip
    return render(request, "casework/contact/tiles.html", context, status=422 if form else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def contact(request: Visit, code: str, pk: int) -> HttpResponse:
    """One saved contact: undo it, be done, or write more."""
    if request.method == "GET":
        return _saved(request, selectors.read_contact(request.reach, code, pk), FillInForm, "saved")
    return _write(request, selectors.find_contact(request.reach, code, pk), FillInForm, "saved")


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def contact_correct(request: Visit, code: str, pk: int) -> HttpResponse:
    """»Ret«: a new line in the place of the old."""
    if request.method == "GET":
        return _saved(request, selectors.read_contact(request.reach, code, pk), CorrectForm, "correct")
    return _write(request, selectors.find_contact(request.reach, code, pk), CorrectForm, "correct")


@require_POST
@requires(Permission.CASE_WRITE)
def contact_undo(request: Visit, code: str, pk: int) -> HttpResponse:
    saved = selectors.find_contact(request.reach, code, pk)
    actions.take_back(contact=saved.contact, by=request.user)
    messages.success(request, _("Fortrudt. Kontakten er væk."))
    return redirect("casework:today")


def _write(request: Visit, saved: Saved, kind: type[FillInForm], page: str) -> HttpResponse:
    form = kind(request.POST, contact=saved.contact)
    if "draft" in request.POST:
        drafts.keep(contact=saved.contact, fields=_fields(request), by=request.user)
        messages.success(request, _("Kladden er gemt. Kun du kan se den."))
        return redirect(request.path)
    if not form.is_valid():
        return _refused(request, saved, form, page)
    told = {"contact": saved.contact, "written": form.written, "operation": form.cleaned_data["operation"]}
    try:
        if page == "correct":
            actions.correct(**told, by=request.user)
        else:
            actions.fill_in(**told, next_time=form.next, by=request.user)
    except NotNow as refused:
        if form.next is None:
            raise
        form.add_error("next_on", _(refused.reason))
        return _refused(request, saved, form, page)
    messages.success(request, _("Gemt."))
    return redirect("casework:citizen", saved.opened.code) if page == "correct" else redirect("casework:today")


def _refused(request: Visit, saved: Saved, form: FillInForm, page: str) -> HttpResponse:
    """What was typed stays on the page, and waits as a draft in case nobody comes back to it."""
    if "note" in request.POST and saved.contact.undone_at is None:
        drafts.keep(contact=saved.contact, fields=_fields(request), by=request.user)
    shown = selectors.read_contact(request.reach, saved.opened.code, saved.contact.pk)
    return _page(request, shown, form, page, status=422)


def _saved(request: Visit, saved: Saved, kind: type[FillInForm], page: str) -> HttpResponse:
    draft = find_draft(request.reach, saved.contact)
    form = kind(contact=saved.contact, initial=kind.from_draft(draft.fields) if draft else None)
    return _page(request, saved, form, page, draft=draft)


def _page(
    request: Visit, saved: Saved, form: FillInForm, page: str, *, draft: Kept | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "saved": saved, "form": form, "draft": draft, "title": words.title(saved.contact),
        "in_short": words.in_short(saved.contact), "reason": _(saved.reason) if saved.reason else "",
    }  # fmt: skip
    return render(request, f"casework/contact/{page}.html", context, status=status)


def _fields(request: Visit) -> dict[str, Any]:
    return {name: request.POST.getlist(name) for name in request.POST}
