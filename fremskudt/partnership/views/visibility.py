"""Being seen: what is coming and what has been, one campaign with its codes, plan, change, count, call off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.selectors.area import list_areas
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.partnership.actions import campaign as actions
from fremskudt.partnership.forms.campaign import CampaignForm, CountForm, as_it_stands
from fremskudt.partnership.selectors import visibility as selectors


@require_GET
@requires(Permission.VISIBILITY_EDIT)
def visibility(request: Visit) -> HttpResponse:
    page = selectors.read_visibility(request.reach, everything="alle" in request.GET)
    return render(request, "partnership/visibility/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.VISIBILITY_EDIT)
def campaign_new(request: Visit) -> HttpResponse:
    towns = selectors.list_towns(request.reach)
    areas = list(list_areas([town.pk for town in towns]))
    form = CampaignForm(request.POST if request.method == "POST" else None, towns=towns, areas=areas)
    if not form.is_valid():
        return render(
            request, "partnership/visibility/new.html", {"form": form}, status=422 if form.is_bound else 200
        )  # fmt: skip
    made = actions.plan(municipality=form.municipality, by=request.user, **form.told)
    messages.success(request, _("Planlagt. Skal der en kode på, så lav den her."))
    return redirect("partnership:campaign", made.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.VISIBILITY_EDIT)
def campaign(request: Visit, pk: int) -> HttpResponse:
    """One campaign; a POST says how many were handed out."""
    page = selectors.read_campaign(request.reach, pk)
    told, first = request.POST if request.method == "POST" else None, {"n_out": page.campaign.n_out}
    form = CountForm(told, kind=page.campaign.kind, initial=first)
    if not form.is_valid():
        context = {"page": page, "form": form}
        return render(request, "partnership/visibility/campaign.html", context, status=422 if form.is_bound else 200)
    actions.count(campaign=page.campaign, n_out=form.cleaned_data["n_out"], by=request.user)
    messages.success(request, _("Tallet er gemt."))
    return redirect("partnership:campaign", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.VISIBILITY_EDIT)
def campaign_edit(request: Visit, pk: int) -> HttpResponse:
    page = selectors.read_campaign(request.reach, pk)
    require(page.may_make_code)
    town, told = page.campaign.municipality, request.POST if request.method == "POST" else None
    areas, first = list(list_areas([town.pk])), as_it_stands(page.campaign)
    form = CampaignForm(told, towns=[town], areas=areas, initial=first)
    if not form.is_valid():
        context = {"page": page, "form": form}
        return render(request, "partnership/visibility/edit.html", context, status=422 if form.is_bound else 200)
    actions.change(campaign=page.campaign, by=request.user, **form.told)
    messages.success(request, _("Rettet."))
    return redirect("partnership:campaign", pk)


@require_POST
@requires(Permission.VISIBILITY_EDIT)
def campaign_cancel(request: Visit, pk: int) -> HttpResponse:
    """Only we see it, so it can be taken back instead of being asked."""
    actions.cancel(campaign=selectors.find_campaign(request.reach, pk), by=request.user)
    return redirect("partnership:campaign", pk)


@require_POST
@requires(Permission.VISIBILITY_EDIT)
def campaign_cancel_undo(request: Visit, pk: int) -> HttpResponse:
    if actions.take_back(campaign=selectors.find_campaign(request.reach, pk), by=request.user):
        messages.success(request, _("Fortrudt. Det er som før."))
    else:
        messages.info(request, _("Der er gået mere end ti minutter. Planlæg det på ny."))
    return redirect("partnership:campaign", pk)
