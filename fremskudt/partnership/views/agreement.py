"""An agreement: written, signed on a page that repeats it, looked at again, backed, ended, and on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow
from fremskudt.partnership.actions import agreement as actions
from fremskudt.partnership.forms.agreement import AgreementForm, BackForm, BaseForm, EndForm, ReviewForm
from fremskudt.partnership.rules.agreement import OURS, may_tend
from fremskudt.partnership.selectors import agreement as selectors
from fremskudt.partnership.selectors import partner as partners


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def agreement_new(request: Visit, pk: int) -> HttpResponse:
    """»Skriv aftale« and »Aftal igen«: from the old words, where there are any."""
    deal, posted = partners.get_deal(request.reach, pk), request.POST if request.method == "POST" else None
    known, has_budget = partners.known_names(deal.house.town), partners.has_budget(deal)
    form = AgreementForm(posted, standing=deal.newest, known=known, has_budget=has_budget)
    base = BaseForm(posted)
    status = 422 if form.is_bound else 200
    if form.is_valid() and base.is_valid():
        try:
            actions.write(house=deal.house, base=base.cleaned_data["base"], told=form.cleaned_data, by=request.user)
        except NotNow as no:  # the words stay: somebody has thought about them
            form.add_error(None, _(no.reason))
            status = 409
        else:
            messages.success(request, _("Aftalen er skrevet. Nu skal begge skrive under."))
            return redirect("partnership:partner", pk)
    context = {"deal": deal, "form": form}
    return render(request, "partnership/agreement/edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.AGREEMENT_SIGN)
def agreement_sign(request: Visit, pk: int) -> HttpResponse:
    signing = selectors.get_signing(request.reach, pk)
    if request.method == "GET":
        return render(request, "partnership/agreement/sign.html", {"signing": signing, "one": signing.agreement})
    actions.sign(agreement=signing.agreement, side=signing.side, by=request.user)
    messages.success(request, _("Du har skrevet under for %(who)s.") % {"who": signing.signer})
    return _home(signing)


@require_http_methods(["GET", "POST"])
@requires(Permission.AGREEMENT_SIGN)
def agreement_back(request: Visit, pk: int) -> HttpResponse:
    """Ledelseserklæring: who in the partner's management backs it, noted by their contact or the leader."""
    signing = selectors.get_signing(request.reach, pk)
    form = BackForm(request.POST if request.method == "POST" else None, initial=_backing(signing))
    if form.is_valid():
        actions.back(agreement=signing.agreement, by=request.user, **form.cleaned_data)
        messages.success(request, _("Det er skrevet, hvem der står bag."))
        return _home(signing)
    context = {"signing": signing, "form": form}
    return render(request, "partnership/agreement/back.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def agreement_review(request: Visit, pk: int) -> HttpResponse:
    deal = partners.get_deal(request.reach, pk)
    known = partners.known_names(deal.house.town)
    form = ReviewForm(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid():
        actions.review(agreement=deal.holds, by=request.user, **form.cleaned_data)
        messages.success(request, _("Gemt. I ser på aftalen igen den dag, I valgte."))
        return redirect("partnership:partner", pk)
    context = {"deal": deal, "form": form, "may": may_tend(holds=deal.holds is not None)}
    return render(request, "partnership/agreement/review.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def agreement_end(request: Visit, pk: int) -> HttpResponse:
    """Ends something for others, so it is asked on a page of its own."""
    deal = partners.get_deal(request.reach, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end(house=deal.house, on=form.cleaned_data["on"], by=request.user)
        messages.success(request, _("Aftalen slutter den dag, du valgte. Ring til huset, hvis de ikke ved det."))
        return redirect("partnership:partner", pk)
    context = {"deal": deal, "form": form, "may": may_tend(holds=deal.holds is not None)}
    return render(request, "partnership/agreement/end.html", context, status=422 if form.is_bound else 200)


@require_GET
@requires(Permission.PARTNERS_EDIT)
def agreement_print(request: Visit, pk: int) -> HttpResponse:
    context = {"deals": [(partners.get_deal(request.reach, pk), True)], "is_leader": True}
    return render(request, "partnership/agreement/print.html", context)


def _backing(signing: selectors.Signing) -> dict[str, Any]:
    one = signing.agreement
    return {"backed_on": one.backed_on, "backed_by": one.backed_by} if one.backed_on else {}


def _home(signing: selectors.Signing) -> HttpResponse:
    """To the page on which this side reads the agreement."""
    if signing.side == OURS:
        return redirect("partnership:partner", signing.house.pk)
    return redirect("partnership:cooperation")
