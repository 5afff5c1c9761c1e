"""A sheet is typed a second time, without sight of the first; what differs is chosen between."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.surveys.actions import sheet as actions
from fremskudt.surveys.forms_sheet import SheetForm
from fremskudt.surveys.rules import typing as rules
from fremskudt.surveys.selectors import sheet as selectors
from fremskudt.surveys.selectors.sheet import Page
from fremskudt.surveys.views.sheet import form_page, in_hand

CHOICE = "valg-"  # before the item, in the names of the fields where one chooses


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_TYPE)
def sheet_check(request: Visit, pk: int) -> HttpResponse:
    """The empty rows once more."""
    if request.method == "GET":
        page = selectors.read_sheet(request.reach, pk, in_hand(request))
        require(rules.may_check(typed_at=page.sheet.typed_at, checked_at=page.sheet.checked_at))
        return form_page(request, page, SheetForm(instrument=page.instrument), is_second=True)
    page = selectors.find_sheet(request.reach, pk, in_hand(request))
    if page.sheet.checked_at:
        messages.info(request, _(rules.CHECKED_ALREADY))
        return redirect("surveys:sheet_type", pk)
    form = SheetForm(request.POST, instrument=page.instrument)
    return _check(request, page, form) if form.is_valid() else form_page(request, page, form, 422, is_second=True)


def _check(request: Visit, page: Page, form: SheetForm) -> HttpResponse:
    chosen = {item.id: request.POST.get(CHOICE + item.id, "") for item in page.instrument.items}
    try:
        n = actions.check(sheet=page.sheet, given=form.given, chosen=chosen, by=request.user)
    except actions.TypedDifferently as found:
        return _differences(request, page, form, found, chosen)
    if n is None:
        messages.info(request, _(rules.CHECKED_ALREADY))
    elif n == 0:
        messages.success(request, _("De to tastninger er ens."))
    else:
        told = ngettext(
            "Tastet to gange. %(n)s svar var forskelligt.", "Tastet to gange. %(n)s svar var forskellige.", n
        )
        messages.success(request, told % {"n": n})
    return redirect("surveys:sheets")


def _differences(
    request: Visit, page: Page, form: SheetForm, found: actions.TypedDifferently, chosen: dict[str, str]
) -> HttpResponse:
    """Side by side, with the whole second typing in the page, and nothing chosen beforehand."""
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name in form.fields]
    context = {
        "page": page, "typed": typed, "choice": CHOICE,
        "found": [(page.instrument.item(one.item), one, chosen[one.item]) for one in found.found],
        "is_asked_again": any(chosen.values()),
    }  # fmt: skip
    selectors.read_sheet(request.reach, page.sheet.pk, in_hand(request))
    return render(request, "surveys/sheet/differences.html", context, status=422)
