"""P7 »Samarbejde«: the house's own page of it, its paper, its house rules, and what went wrong."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.partnership.actions import house_rules as rules_actions
from fremskudt.partnership.actions import mishap as mishaps
from fremskudt.partnership.forms.house_rules import HouseRulesForm
from fremskudt.partnership.forms.mishap import MishapForm
from fremskudt.partnership.rules.agreement import may_tell
from fremskudt.partnership.selectors import cooperation as selectors
from fremskudt.partnership.selectors.partner import known_of
from fremskudt.partnership.selectors.proposal import own_houses


@require_GET
@requires(Permission.AGREEMENT_READ)
def cooperation(request: Visit) -> HttpResponse:
    page = selectors.read_cooperation(request.reach)
    return render(request, "partnership/cooperation/page.html", {"page": page})


@require_GET
@requires(Permission.AGREEMENT_READ)
def cooperation_print(request: Visit) -> HttpResponse:
    return render(request, "partnership/agreement/print.html", {"deals": selectors.list_own_deals(request.reach)})


@require_http_methods(["GET", "POST"])
@requires(Permission.AGREEMENT_SIGN)
def own_house_rules(request: Visit, pk: int) -> HttpResponse:
    """The house writes its own rules; what was written before stays beneath."""
    house = selectors.find_free_space(request.reach, pk)
    stands = dict(vars(house.rules)) if house.rules else {}
    form = HouseRulesForm(request.POST if request.method == "POST" else None, initial=stands)
    if form.is_valid():
        rules_actions.write(organisation=house.organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Husreglerne er gemt. Teamet ser dem, før de kommer."))
        return redirect("partnership:cooperation")
    context = {"house": house, "form": form}
    return render(request, "partnership/cooperation/rules.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.AGREEMENT_READ)
def mishap_new(request: Visit) -> HttpResponse:
    houses = own_houses(request.reach)
    may = may_tell(is_partner=bool(houses))
    form = MishapForm(request.POST if request.method == "POST" else None, houses=houses, known=known_of(houses))
    if request.method == "POST":
        require(may)
    if form.is_valid():
        mishaps.tell(**form.cleaned_data, by=request.user)
        messages.success(request, _("Tak, fordi du siger det. Projektlederen læser det og svarer her."))
        return redirect("partnership:cooperation")
    context = {"form": form, "may": may}
    return render(request, "partnership/cooperation/mishap.html", context, status=422 if form.is_bound else 200)
