"""The areas of a municipality: the list with a new one, and one with its numbers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.actions import area as actions
from fremskudt.access.forms.area import AreaForm
from fremskudt.access.guard import requires
from fremskudt.access.models import Area
from fremskudt.access.roles import Permission
from fremskudt.access.selectors import area as selectors
from fremskudt.access.selectors.municipality import list_municipalities
from fremskudt.access.visit import Visit


@require_http_methods(["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
def areas(request: Visit) -> HttpResponse:
    municipalities = list_municipalities(request.reach)
    if not municipalities:
        raise Http404
    form = AreaForm(request.POST if request.method == "POST" else None, municipalities=municipalities)
    if form.is_valid():
        try:
            actions.create(municipality=form.municipality, **form.told, by=request.user)
        except actions.NameTakenError:
            form.name_is_taken()
        else:
            messages.info(request, _("Området er gemt."))
            return redirect("access:areas")
    page = {"areas": selectors.list_all(request.reach), "form": form, "many": len(municipalities) > 1}
    return render(request, "access/area/list.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.MUNICIPALITY_EDIT)
def area(request: Visit, pk: int) -> HttpResponse:
    found = selectors.get_area(request.reach, pk)
    if "act" in request.POST:
        return _open_or_close(request, found)
    name, form = found.name, AreaForm(request.POST if request.method == "POST" else None, initial=vars(found))
    if form.is_valid():
        try:
            actions.change(area=found, **form.told, by=request.user)
        except actions.NameTakenError:
            form.name_is_taken()
        else:
            messages.info(request, _("Området er gemt."))
            return redirect("access:areas")
    page = {"form": form, "area": found, "name": name}
    return render(request, "access/area/detail.html", page, status=422 if form.is_bound else 200)


def _open_or_close(request: Visit, found: Area) -> HttpResponse:
    if request.POST["act"] == "close":
        actions.close(area=found, by=request.user)
        messages.info(request, _("Området er lukket. Det, der er planlagt, står endnu."))
    else:
        actions.reopen(area=found, by=request.user)
        messages.info(request, _("Området er i brug igen."))
    return redirect("access:areas")
