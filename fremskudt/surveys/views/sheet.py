"""Paper is typed in: what waits, one sheet by keyboard or mouse, and what stands afterwards."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.rules.page import page_number
from fremskudt.surveys.actions import sheet as actions
from fremskudt.surveys.forms_sheet import CodeForm, SheetForm
from fremskudt.surveys.rules import typing as rules
from fremskudt.surveys.selectors import sheet as selectors
from fremskudt.surveys.selectors import sheets as sheets_within
from fremskudt.surveys.selectors.sheet import Page

IN_HAND = "sheets_in_hand"  # in the session: sheets whose code was typed from the paper
MOST_IN_HAND = 200
MOST_DIGITS = 10


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_TYPE)
def sheets(request: Visit) -> HttpResponse:
    """The list, and a sheet found by its code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = sheets_within.find_by_code(request.reach, form.cleaned_data["code"])
        if found:
            _note_in_hand(request, found.pk)
            if request.GET.get("runde") not in {None, str(found.wave_id)}:
                messages.info(request, _("Arket hører til runde %(number)s.") % {"number": found.wave.number})
            return redirect("surveys:sheet_type", found.pk)
        form.add_error("code", _("Koden kan ikke læses. Skriv den fra arket."))
    page, asked = page_number(request.GET.get("side", "")), request.GET.get("runde", "")
    wave = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < MOST_DIGITS else None
    listing = sheets_within.list_sheets(request.reach, page, wave)
    context = {"listing": listing, "form": form}
    return render(request, "surveys/sheet/list.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_TYPE)
def sheet_type(request: Visit, pk: int) -> HttpResponse:
    """The rows of one sheet; once it is typed, what stands, and »Ret«."""
    if request.method == "GET":
        page = selectors.read_sheet(request.reach, pk, in_hand(request))
        if not page.sheet.typed_at:
            return form_page(request, page, SheetForm(instrument=page.instrument))
        if page.sees and "ret" in request.GET:
            return _correction_page(request, page, _as_it_stands(page), uuid4())
        return render(request, "surveys/sheet/done.html", {"page": page})
    page = selectors.find_sheet(request.reach, pk, in_hand(request))
    if "ret" in request.GET:
        return _correct(request, page)
    if page.sheet.typed_at:
        messages.info(request, _(rules.TYPED_ALREADY))
        return redirect("surveys:sheet_type", pk)
    require(page.verdict)
    form = SheetForm(request.POST, instrument=page.instrument)
    return _type(request, page, form) if form.is_valid() else form_page(request, page, form, 422)


def in_hand(request: Visit) -> list[int]:
    held: list[int] = request.session.get(IN_HAND, [])
    return held


def form_page(request: Visit, page: Page, form: SheetForm, status: int = 200, **more: object) -> HttpResponse:
    """The sheet to be typed; after a refusal with what was typed."""
    selectors.read_sheet(request.reach, page.sheet.pk, in_hand(request)) if status != 200 else None
    return render(request, "surveys/sheet/type.html", {"page": page, "form": form, **more}, status=status)


def _note_in_hand(request: Visit, pk: int) -> None:
    held = [one for one in in_hand(request) if one != pk]
    request.session[IN_HAND] = [*held, pk][-MOST_IN_HAND:]


def _type(request: Visit, page: Page, form: SheetForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        is_new = actions.type_in(
            sheet=page.sheet, given=form.given, shared=told["shared"], keep=told["keep"], by=request.user
        )
    except actions.AnsweredOtherwise as found:
        return form_page(request, page, form, 422, clashes=selectors.list_clashes(page, found.items, form.given))
    if not is_new:
        messages.info(request, _(rules.TYPED_ALREADY))
        return redirect("surveys:sheet_type", page.sheet.pk)
    n_open = len(page.instrument.items) - len(form.given)
    _tell_saved(request, page, n_open)
    return redirect("surveys:sheets")


def _tell_saved(request: Visit, page: Page, n_open: int) -> None:
    messages.success(request, _("Arket er tastet."))
    if rules.is_typed_twice(page.sheet.pk):
        messages.info(request, _("Det er et af dem, der tastes to gange. Læg det til side til den næste."))


def _as_it_stands(page: Page) -> SheetForm:
    values = {name: value for name, value in page.asked.values.items() if name in page.fields}
    return SheetForm(instrument=page.instrument, values=values)


def _correction_page(request: Visit, page: Page, form: SheetForm, operation: UUID, status: int = 200) -> HttpResponse:
    return form_page(request, page, form, status, operation=operation, is_correction=True)


def _correct(request: Visit, page: Page) -> HttpResponse:
    """Only by who may see what stands; for anybody else the sheet is typed a second time."""
    require(Verdict.yes() if page.sees else Verdict.no(rules.NOT_SEEN))
    operation = _operation(request.POST.get("operation", ""))
    form = SheetForm(request.POST, instrument=page.instrument)
    if operation is None or not form.is_valid():
        return _correction_page(request, page, form, operation or uuid4(), 422)
    n = actions.correct(sheet=page.sheet, given=form.given, operation=operation, by=request.user)
    told = ngettext("%(n)s svar er rettet.", "%(n)s svar er rettet.", n) % {"n": n}
    messages.success(request, told if n else _("Intet er ændret."))
    return redirect("surveys:sheet_type", page.sheet.pk)


def _operation(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
