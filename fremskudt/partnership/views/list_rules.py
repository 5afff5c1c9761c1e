"""What the municipality has promised and decided about its list of tips: the leader's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.actions import list_rules as actions
from fremskudt.partnership.forms.tips import ListRulesForm
from fremskudt.partnership.selectors.tips import list_rules_of, list_towns


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def list_rules(request: Visit) -> HttpResponse:
    """Of one municipality (»?kommune=3«), where somebody works in several."""
    towns = {str(town.pk): town for town in list_towns(request.reach)}
    town = towns.get(request.GET.get("kommune", "")) or next(iter(towns.values()))
    stands = list_rules_of(town.pk)
    names = ("answer_days", "shown_weeks", "keep_weeks")
    initial = {name: getattr(stands, name) for name in names}
    form = ListRulesForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.decide(municipality=town, by=request.user, **form.cleaned_data)
        messages.success(request, _("Reglerne er gemt. De gælder fra nu af."))
        return redirect("partnership:tips")
    context = {"form": form, "town": town, "towns": list(towns.values()) if len(towns) > 1 else []}
    return render(request, "partnership/tips/rules.html", context, status=422 if form.is_bound else 200)
