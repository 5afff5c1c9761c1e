"""The house rules of the free spaces: the list, and one that is written anew."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.actions import house_rules as actions
from fremskudt.partnership.forms.house_rules import HouseRulesForm
from fremskudt.partnership.selectors import house_rules as selectors


@require_GET
@requires(Permission.HOUSE_RULES_EDIT)
def house_rules(request: Visit) -> HttpResponse:
    return render(request, "partnership/house_rules/list.html", {"houses": selectors.list_within(request.reach)})


@require_http_methods(["GET", "POST"])
@requires(Permission.HOUSE_RULES_EDIT)
def house_rules_of(request: Visit, pk: int) -> HttpResponse:
    house = selectors.get_house(request.reach, pk)
    stands = vars(house.rules) if house.rules else {}
    form = HouseRulesForm(request.POST if request.method == "POST" else None, initial=dict(stands))
    if form.is_valid():
        actions.write(organisation=house.organisation, **form.cleaned_data, by=request.user)
        messages.success(request, _("Husreglerne er gemt."))
        return redirect("partnership:house_rules")
    page = {"house": house, "form": form}
    return render(request, "partnership/house_rules/edit.html", page, status=422 if form.is_bound else 200)
