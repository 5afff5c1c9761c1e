"""Who has which key, and should they still: the list, and one person with what can be done about them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.actions import membership as membership_actions
from fremskudt.access.actions import person as person_actions
from fremskudt.access.forms.people import RoleForm
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.rules import membership as rules
from fremskudt.access.selectors import people as selectors
from fremskudt.access.selectors.membership import may_end
from fremskudt.access.selectors.municipality import setup_of
from fremskudt.access.views import asking
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import NotNow


@require_GET
@requires(Permission.PEOPLE_EDIT)
def people(request: Visit) -> HttpResponse:
    house = selectors.get_house(request.reach)
    setup = setup_of([place.organisation for place in house.places], selectors.count_others(request.reach))
    return render(request, "access/people/list.html", {"house": house, "setup": setup})


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def person(request: Visit, pk: int) -> HttpResponse:
    """One person (GET); end one role, take lost factors away, shut out, or let in again (POST, told by the button)."""
    found = selectors.get_person(request.reach, pk)
    act = request.POST.get("act")
    acts = {"end": _end, "reset": _reset, "close": _close, "reopen": _reopen}
    if request.method == "POST" and act in acts:
        return acts[act](request, found)
    own = found.user == request.user
    context = {
        "person": found,
        "roles": may_end(found.memberships, request.user.pk),
        "elsewhere": selectors.belongs_elsewhere(request.reach, found),
        "may_not_close": _(rules.SELF) if own else "",
        "may_not_give": _(rules.TO_SELF) if own else "",
        "may_reset": found.has_factors and not own,
    }
    return render(request, "access/people/person.html", context, status=422 if request.method == "POST" else 200)


def _end(request: Visit, person: selectors.Person) -> HttpResponse:
    membership = selectors.get_membership(person, request.POST.get("membership"))
    membership_actions.end(membership=membership, by=request.user)
    messages.info(request, _("Rollen er slut: %(role)s.") % {"role": membership})
    if len(person.memberships) == 1:  # their other roles are elsewhere, where the reader sees nobody
        return redirect("access:people")
    return redirect("access:person", person.user.pk)


def _close(request: Visit, person: selectors.Person) -> HttpResponse:
    towns = request.reach.towns(Permission.PEOPLE_EDIT)
    done = person_actions.close(user=person.user, towns=towns, by=request.user)
    if done.n_invitations:
        count = {"n": done.n_invitations}
        closed = ngettext(
            "%(n)d invitation, der ventede, er lukket med.",
            "%(n)d invitationer, der ventede, er lukket med.",
            count["n"],
        )
        messages.info(request, closed % count)
    if not done.everywhere:
        messages.info(
            request, _("Rollerne her er slut. Personen hører også til et andet sted og kan stadig logge ind der.")
        )
        return redirect("access:people")
    messages.info(request, _("Adgangen er lukket. Alle steder, hvor personen var logget ind, er lukket."))
    return redirect("access:person", person.user.pk)


def _reset(request: Visit, person: selectors.Person) -> HttpResponse:
    towns = request.reach.towns(Permission.PEOPLE_EDIT)
    person_actions.reset_factors(user=person.user, towns=towns, by=request.user)
    messages.info(request, _("Totrinslogin er nulstillet. Personen skal sætte det op igen ved næste login."))
    return redirect("access:person", person.user.pk)


def _reopen(request: Visit, person: selectors.Person) -> HttpResponse:
    person_actions.reopen(user=person.user, towns=request.reach.towns(Permission.PEOPLE_EDIT), by=request.user)
    messages.info(request, _("Adgangen er åben igen, med de samme roller. Enheder skal kendes på ny."))
    return redirect("access:person", person.user.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.PEOPLE_EDIT)
def person_role(request: Visit, pk: int) -> HttpResponse:
    """One more role: first where (a link each), then which; a role of great reach is asked about once more."""
    found = selectors.get_person(request.reach, pk)
    if found.user == request.user:
        raise NotNow(_(rules.TO_SELF))
    chosen = (request.POST if request.method == "POST" else request.GET).get("organisation")
    if chosen is None:
        organisations = selectors.list_organisations(request.reach)
        return render(request, "access/people/where.html", {"organisations": organisations, "person": found})
    organisation = selectors.get_organisation(request.reach, chosen)
    form = RoleForm(request.POST if request.method == "POST" else None, organisation=organisation)
    context = {"form": form, "organisation": organisation, "person": found}
    if not form.is_valid():
        return render(request, "access/people/role.html", context, status=422 if form.is_bound else 200)
    role = form.cleaned_data["role"]
    if asking.must_ask(request, role):
        return asking.ask(request, form, organisation, found.user.name)
    membership_actions.add(user=found.user, organisation=organisation, role=role, by=request.user)
    messages.info(request, _("Rollen er givet."))
    return redirect("access:person", pk)
