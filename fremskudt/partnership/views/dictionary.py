"""The shared dictionary: read by all, written by the leader, signed by each house's contact."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.partnership.actions import term as actions
from fremskudt.partnership.forms.agreement import PressForm
from fremskudt.partnership.forms.term import TermForm
from fremskudt.partnership.models import Term
from fremskudt.partnership.rules.term import SUGGESTIONS
from fremskudt.partnership.selectors import term as selectors
from fremskudt.partnership.selectors.partner import known_of


@require_GET
@requires(Permission.AGREEMENT_READ)
def dictionary(request: Visit) -> HttpResponse:
    page = selectors.read_dictionary(request.reach)
    context = {"page": page, "suggestions": SUGGESTIONS if page.may_write and not page.words else ()}
    return render(request, "partnership/dictionary/list.html", context)


@require_GET
@requires(Permission.AGREEMENT_READ)
def term(request: Visit, pk: int) -> HttpResponse:
    """One version, repeated in words above the button that signs it."""
    page = selectors.read_word(request.reach, pk)
    return render(request, "partnership/dictionary/term.html", {"page": page, "word": page.word})


@require_POST
@requires(Permission.AGREEMENT_SIGN)
def term_sign(request: Visit, pk: int) -> HttpResponse:
    found = selectors.get_in_reach(request.reach, pk)
    actions.sign(term=found, houses=selectors.houses_to_sign(request.reach, found), by=request.user)
    messages.success(request, _("Du har skrevet under på ordet."))
    return redirect("partnership:dictionary")


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def term_new(request: Visit) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def term_edit(request: Visit, pk: int) -> HttpResponse:
    """A new version, which every house is asked to sign again."""
    return _edit(request, selectors.get_led(request.reach, pk))


@require_POST
@requires(Permission.PARTNERS_EDIT)
def term_retire(request: Visit) -> HttpResponse:
    press = PressForm(request.POST)
    if press.is_valid():
        actions.retire(term=selectors.get_led(request.reach, press.cleaned_data["row"]), by=request.user)
    return redirect("partnership:dictionary")


@require_POST
@requires(Permission.PARTNERS_EDIT)
def term_undo(request: Visit) -> HttpResponse:
    press = PressForm(request.POST)
    if press.is_valid() and not actions.undo(
        term=selectors.get_led(request.reach, press.cleaned_data["row"]), by=request.user
    ):
        messages.info(request, _("Det kan ikke fortrydes mere. Skriv ordet igen."))
    return redirect("partnership:dictionary")


def _edit(request: Visit, standing: Term | None) -> HttpResponse:
    towns = [standing.municipality] if standing else selectors.led_towns(request.reach)
    posted, suggested = request.POST if request.method == "POST" else None, request.GET.get("forslag", "")
    form = TermForm(posted, houses=towns, standing=standing, suggested=suggested, known=known_of(towns))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.write(by=request.user, **form.told)
        except NotNow as no:  # the words stay: somebody has thought about them
            form.add_error(None, _(no.reason))
            status = 409
        else:
            messages.success(request, _("Gemt. Nu kan alle huse skrive under."))
            return redirect("partnership:dictionary")
    return render(request, "partnership/dictionary/edit.html", {"form": form, "standing": standing}, status=status)
