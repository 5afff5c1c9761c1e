"""The reader's own citizens, a search among them, and a new one, who is looked for first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.audit import Purpose
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import citizen as citizen_actions
from fremskudt.casework.forms.citizen import TAKEN, CitizenForm, SearchForm
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.selectors import caseload as caseloads
from fremskudt.casework.selectors import citizen as citizens
from fremskudt.casework.selectors import duplicates
from fremskudt.casework.selectors import identity as identities


@require_GET
@requires(Permission.CASELOAD_READ)
def caseload(request: Visit) -> HttpResponse:
    listing = caseloads.list_caseload(request.reach, page_number(request.GET.get("side", "")))
    if listing.page > 1 and not listing.rows:
        return redirect("casework:caseload")  # the list has grown shorter since the address was made
    form = SearchForm() if request.reach.may(Permission.IDENTITY_READ) else None
    context = {"listing": listing, "form": form, "may_open_door": request.reach.may(Permission.DOOR_OPEN)}
    return render(request, "casework/citizen/list.html", context)


@require_POST
@requires(Permission.IDENTITY_READ)
def search(request: Visit) -> HttpResponse:
    """Those of the reader's own whom a name or a CPR number fits. What was written is not shown again."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        return render(request, "casework/citizen/found.html", {"form": form}, status=422)
    find = identities.find_by_cpr if form.is_cpr else identities.find_by_name
    found = find(request.reach, form.cleaned_data["words"], Purpose.CARE)
    rows = caseloads.rows_of(request.reach, [one.code for one in found])
    may_open_door = request.reach.may(Permission.DOOR_OPEN)
    context = {"form": SearchForm(), "rows": rows, "answered": True, "may_open_door": may_open_door}
    return render(request, "casework/citizen/found.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CITIZEN_CREATE)
def citizen_new(request: Visit) -> HttpResponse:
    """Asked in two steps: who looks like them, and then, when it is somebody else, the new one."""
    if request.method == "GET":
        return _new(request, _form(request, None))
    form = _form(request, request.POST)
    if not form.is_valid():
        return _new(request, form, status=422)
    first_name = form.cleaned_data.get("first_name", "")
    alike = duplicates.find_alike(request.reach, form.sketch, first_name, apart_from=form.seen_codes)
    if alike or "create" not in request.POST:
        return _ask(request, form, alike)
    return _create(request, form)


def _create(request: Visit, form: CitizenForm) -> HttpResponse:
    alias, year = form.cleaned_data["alias"], form.cleaned_data["birth_year"]
    others = duplicates.of_codes(request.reach, form.seen_codes)
    try:
        made = citizen_actions.create(
            municipality=form.municipality, alias=alias, birth_year=year, apart_from=others, by=request.user
        )
    except citizen_actions.AliasTakenError:
        form.add_error("alias", str(TAKEN))
        return _new(request, form, status=422)
    messages.success(request, _("%(alias)s er oprettet.") % {"alias": alias})
    # Who makes a citizen without following them, a leader, goes on to who shall.
    mine = citizens.is_visible(request.reach, made)
    return redirect("casework:citizen" if mine else "casework:assign", made.code)


def _ask(request: Visit, form: CitizenForm, alike: list[duplicates.Person]) -> HttpResponse:
    """Those who look like the new one. The first name is not in the page."""
    codes = [*form.seen_codes, *(person.citizen.code for person in alike)]
    kept = [(name, form.data.get(name, "")) for name in ("alias", "birth_year", "area", "town")]
    context = {
        "alias": form.cleaned_data["alias"], "alike": alike, "kept": [*kept, ("seen", " ".join(dict.fromkeys(codes)))],
    }  # fmt: skip
    return render(request, "casework/citizen/alike.html", context)


def _form(request: Visit, sent: object) -> CitizenForm:
    towns = citizens.list_towns(request.reach)
    given = {"data": sent} if sent is not None else {"initial": {"alias": citizens.suggest_alias(towns)}}
    asks_name = request.reach.may(Permission.IDENTITY_READ)
    return CitizenForm(towns=towns, areas=duplicates.list_areas(towns), asks_name=asks_name, **given)


def _new(request: Visit, form: CitizenForm, status: int = 200) -> HttpResponse:
    return render(request, "casework/citizen/new.html", {"form": form}, status=status)
