"""»Har personen sagt ja?«: a tip becomes a course, and only so (design.md 1, the first door)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.models import Organisation
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import said_yes as actions
from fremskudt.casework.actions.citizen import AliasTakenError
from fremskudt.casework.forms.citizen import TAKEN
from fremskudt.casework.forms.said_yes import OwnYesForm, SaidYesForm
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.said_yes import TO_SAY, TO_SAY_OF_HOUSE
from fremskudt.casework.selectors import citizen as citizens
from fremskudt.casework.selectors import duplicates
from fremskudt.casework.selectors import said_yes as selectors
from fremskudt.partnership.models import Tip

Form = SaidYesForm | OwnYesForm
OWN = "egen"


@require_http_methods(["GET", "POST"])
@requires(Permission.TIP_ANSWER)
def said_yes(request: Visit, code: str) -> HttpResponse:
    if request.method == "GET":
        return _page(request, code)
    tip = selectors.find_tip(request.reach, code)
    form = _form(request, tip, selectors.list_own(request.reach, tip) if OWN in request.GET else [])
    if not form.is_valid():
        return _page(request, code, form)
    same = {"pk": form.who.pk} if isinstance(form, OwnYesForm) else {"alias": form.cleaned_data["alias"]}
    if already := actions.pressed_before(tip, request.user, **same):
        return to_their_page(request, already)
    require(selectors.verdict_on(tip))
    if isinstance(form, OwnYesForm):
        return _tied(request, tip, form)
    first_name = form.cleaned_data.get("first_name", "")
    alike = duplicates.find_alike(request.reach, form.sketch, first_name, apart_from=form.seen_codes)
    return _ask(request, tip, form, alike) if alike else _begun(request, tip, form)


def _begun(request: Visit, tip: Tip, form: SaidYesForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        made = actions.begin(
            tip=tip, alias=told["alias"], birth_year=told["birth_year"], words=_words(tip), told=form.is_told,
            companion=told["companion"], by=request.user,
            apart_from=duplicates.of_codes(request.reach, form.seen_codes), **form.heard,
        )  # fmt: skip
    except AliasTakenError:
        form.add_error("alias", str(TAKEN))
        return _page(request, tip.code, form)
    messages.success(request, _("Forløbet er begyndt."))
    return to_their_page(request, made)


def _tied(request: Visit, tip: Tip, form: OwnYesForm) -> HttpResponse:
    actions.tie(
        tip=tip, citizen=form.who, words=_words(tip), told=form.is_told, by=request.user, **form.heard
    )  # fmt: skip
    messages.success(request, _("Skrevet. Prajet hører til forløbet nu."))
    return to_their_page(request, form.who)


def to_their_page(request: Visit, citizen: Citizen) -> HttpResponse:
    """Who makes a citizen without following them, a leader, goes on to who shall."""
    mine = citizens.is_visible(request.reach, citizen)
    return redirect("casework:citizen" if mine else "casework:assign", citizen.code)


def citizen_fields(request: Visit, town: Organisation) -> dict[str, Any]:
    """What a form needs to make a citizen of this municipality."""
    asks_name = request.reach.may(Permission.IDENTITY_READ)
    return {"towns": [town], "areas": duplicates.list_areas([town]), "asks_name": asks_name}


def first_values(town: Organisation) -> dict[str, Any]:
    return {"alias": citizens.suggest_alias([town])}


def _form(request: Visit, tip: Tip, own: list[Citizen]) -> Form:
    sent: Any = request.POST if request.method == "POST" else None
    if OWN in request.GET:
        return OwnYesForm(sent, citizens=own, known_on=tip.week_on)
    first = {} if sent is not None else {**first_values(tip.municipality), "area": tip.area_id or ""}
    start = {} if sent is not None else {"initial": first}
    return SaidYesForm(sent, known_on=tip.week_on, **citizen_fields(request, tip.municipality), **start)


def _page(request: Visit, code: str, form: Form | None = None) -> HttpResponse:
    page = selectors.read_page(request.reach, code, with_own=OWN in request.GET)
    status = 200 if form is None else 422
    form = form or _form(request, page.tip, list(page.own))
    context = {
        "page": page, "form": form, "is_own": isinstance(form, OwnYesForm), "words": _(TO_SAY),
        "words_of_house": _of_house(page.tip),
    }  # fmt: skip
    return render(request, "casework/said_yes/page.html", context, status=status)


def _ask(request: Visit, tip: Tip, form: SaidYesForm, alike: list[duplicates.Person]) -> HttpResponse:
    """Those who look like them, before the alias is taken. The first name is not in the page."""
    codes = [*form.seen_codes, *(person.citizen.code for person in alike)]
    left_out = {"csrfmiddlewaretoken", "first_name", "seen"}
    kept = [(name, value) for name, value in form.data.items() if name not in left_out]
    context = {
        "code": tip.code, "alias": form.cleaned_data["alias"], "alike": alike,
        "kept": [*kept, ("seen", " ".join(dict.fromkeys(codes)))],
    }  # fmt: skip
    return render(request, "casework/said_yes/alike.html", context)


def _of_house(tip: Tip) -> str:
    return _(TO_SAY_OF_HOUSE) % {"house": tip.organisation.name}


def _words(tip: Tip) -> str:
    """All that was read aloud, to the letter."""
    return f"{_(TO_SAY)} {_of_house(tip)}"
