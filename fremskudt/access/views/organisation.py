"""The organisations of a municipality: the list, a new one, one with its name."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.actions import organisation as actions
from fremskudt.access.forms.organisation import NameForm, OrganisationForm
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.rules.organisation import may_rename
from fremskudt.access.selectors import municipality as selectors
from fremskudt.access.selectors.people import count_others
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow


@require_GET
@requires(Permission.MUNICIPALITY_EDIT)
def organisations(request: Visit) -> HttpResponse:
    found = selectors.list_organisations(request.reach)
    if not found:  # an evaluator's administrator has people, but no municipality
        raise Http404
    setup = selectors.setup_of(found, count_others(request.reach))
    return render(request, "access/organisation/list.html", {"groups": selectors.by_kind(found), "setup": setup})


@require_http_methods(["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
def organisation_new(request: Visit) -> HttpResponse:
    municipalities = selectors.list_municipalities(request.reach)
    sent = request.POST if request.method == "POST" else request.GET
    only = str(municipalities[0].pk) if len(municipalities) == 1 else None
    chosen = sent.get("municipality", only)
    if chosen is None and municipalities:
        choices = [(one.name, f"?municipality={one.pk}") for one in municipalities]
        return render(request, "access/municipality/where.html", {"choices": choices, "new": True})
    municipality = selectors.get_municipality(request.reach, chosen)
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial={"kind": sent.get("kind")})
    if form.is_valid():
        try:
            made = actions.create(municipality=municipality, **form.cleaned_data, by=request.user)
        except actions.NameTakenError:
            form.name_is_taken()
        else:
            messages.info(request, _("%(name)s er oprettet.") % {"name": made})
            return redirect("access:organisations")
    context = {"form": form, "municipality": municipality}
    return render(request, "access/organisation/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
def organisation(request: Visit, pk: int) -> HttpResponse:
    found = selectors.get_organisation(request.reach, pk)
    verdict, name = may_rename(stands_alone=found.kind not in actions.KINDS_WITHIN), found.name
    if request.method == "POST" and not verdict:
        raise NotNow(_(verdict.reason))
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": name})
    if form.is_valid():
        try:
            actions.rename(organisation=found, name=form.cleaned_data["name"], by=request.user)
        except actions.NameTakenError:
            form.name_is_taken()
        else:
            messages.info(request, _("Navnet er gemt."))
            return redirect("access:organisations")
    context = {"form": form, "organisation": found, "name": name, "verdict": verdict}
    return render(request, "access/organisation/detail.html", context, status=422 if form.is_bound else 200)
