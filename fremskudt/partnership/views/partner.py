"""L5: the partners of a leader's town, one of them, whom to ring, visits to each other, and what went wrong."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.models import Organisation
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.partnership.actions import contact_person as contacts
from fremskudt.partnership.actions import house_visit as visits
from fremskudt.partnership.actions import mishap as mishaps
from fremskudt.partnership.forms.agreement import PressForm
from fremskudt.partnership.forms.contact_person import ContactPersonForm
from fremskudt.partnership.forms.house_visit import HouseVisitForm
from fremskudt.partnership.forms.mishap import MishapAnswerForm
from fremskudt.partnership.rules.agreement import OURS, may_answer
from fremskudt.partnership.selectors import agreement as agreements
from fremskudt.partnership.selectors import partner as selectors

TOO_LATE = lazy("Der er gået mere end ti minutter, så det kan ikke fortrydes.")


@require_GET
@requires(Permission.PARTNERS_EDIT)
def partners(request: Visit) -> HttpResponse:
    page = selectors.list_partners(request.reach, everything="alle" in request.GET)
    return render(request, "partnership/partner/list.html", {"page": page})


@require_GET
@requires(Permission.PARTNERS_EDIT)
def partner(request: Visit, pk: int) -> HttpResponse:
    page = selectors.read_partner(request.reach, pk)
    return render(request, "partnership/partner/detail.html", {"page": page, "deal": page.card.deal})


@require_http_methods(["GET", "POST"])
@requires(Permission.AGREEMENT_SIGN)
def contact_person_new(request: Visit, pk: int) -> HttpResponse:
    house = agreements.find_house(request.reach, pk)
    form = ContactPersonForm(
        request.POST if request.method == "POST" else None, sides=selectors.sides_of(request.reach, house),
        known=selectors.known_names(house.town),
    )  # fmt: skip
    if form.is_valid():
        contacts.add(house=house, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kontaktpersonen er gemt."))
        return _home(request, house)
    page = {"house": house, "form": form, "is_ours": agreements.side_of(request.reach, house) == OURS}
    return render(request, "partnership/cooperation/contact.html", page, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.AGREEMENT_SIGN)
def contact_person_end(request: Visit) -> HttpResponse:
    press = PressForm(request.POST)
    if not press.is_valid():
        return redirect("partnership:cooperation")
    contact = selectors.get_contact(request.reach, press.cleaned_data["row"])
    contacts.end(contact=contact, by=request.user)
    return _home(request, contact.organisation)


@require_POST
@requires(Permission.AGREEMENT_SIGN)
def contact_person_undo(request: Visit) -> HttpResponse:
    press = PressForm(request.POST)
    if not press.is_valid():
        return redirect("partnership:cooperation")
    contact = selectors.get_contact(request.reach, press.cleaned_data["row"])
    if not contacts.undo(contact=contact, by=request.user):
        messages.info(request, str(TOO_LATE))
    return _home(request, contact.organisation)


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def house_visit_new(request: Visit, pk: int) -> HttpResponse:
    house = selectors.get_partner(request.reach, pk)
    form = HouseVisitForm(request.POST if request.method == "POST" else None, known=selectors.known_names(house.town))
    if form.is_valid():
        visits.log(house=house, by=request.user, **form.cleaned_data)
        return redirect("partnership:partner", pk)
    page = {"house": house, "form": form}
    return render(request, "partnership/partner/visit.html", page, status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.PARTNERS_EDIT)
def house_visit_undo(request: Visit) -> HttpResponse:
    """Undone twice, it is once: what is gone leads back to the list."""
    press = PressForm(request.POST)
    visit = selectors.get_visit(request.reach, press.cleaned_data["row"]) if press.is_valid() else None
    if visit is None:
        return redirect("partnership:partners")
    if not visits.undo(visit=visit, by=request.user):
        messages.info(request, str(TOO_LATE))
    return redirect("partnership:partner", visit.organisation_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.PARTNERS_EDIT)
def mishap_seen(request: Visit, pk: int) -> HttpResponse:
    """Answered on a page of its own, since the answer reaches the house."""
    mishap = selectors.get_mishap(request.reach, pk)
    known = selectors.known_names(mishap.organisation.town)
    form = MishapAnswerForm(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid():
        mishaps.answer(mishap=mishap, words=form.cleaned_data["words"], by=request.user)
        messages.success(request, _("Svaret er sendt. Huset kan læse det nu."))
        return redirect("partnership:partner", mishap.organisation_id)
    page = {"mishap": mishap, "form": form, "may": may_answer(by_another=mishap.seen_at is not None)}
    return render(request, "partnership/partner/mishap.html", page, status=422 if form.is_bound else 200)


def _home(request: Visit, house: Organisation) -> HttpResponse:
    """To the page on which the reader sees this house's people."""
    if agreements.side_of(request.reach, house) == OURS:
        return redirect("partnership:partner", house.pk)
    return redirect("partnership:cooperation")
