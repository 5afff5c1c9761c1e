"""The team's list of those who ask to be rung; and a professional who passes somebody on with their yes (X1)."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import call_request as actions
from fremskudt.casework.actions.citizen import AliasTakenError
from fremskudt.casework.forms.call_request import OutcomeForm, ProfessionalForm
from fremskudt.casework.forms.citizen import TAKEN
from fremskudt.casework.forms.said_yes import CallYesForm
from fremskudt.casework.models import CallRequest
from fremskudt.casework.rules import call_request as rules
from fremskudt.casework.rules.call_request import OUTCOMES, PRESSED, Who
from fremskudt.casework.rules.consent import Form
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.rules.said_yes import TO_SAY
from fremskudt.casework.selectors import call_request as selectors
from fremskudt.casework.selectors import duplicates
from fremskudt.casework.views.said_yes import citizen_fields, first_values, to_their_page

THANKS = "tak"


@require_GET
@requires(Permission.CALL_TAKE)
def calls(request: Visit) -> HttpResponse:
    listing = selectors.read_calls(request.reach, page_number(request.GET.get("side", "")))
    return render(request, "casework/call_request/list.html", {"listing": listing})


@require_GET
@requires(Permission.CALL_TAKE)
def call_request(request: Visit, code: str) -> HttpResponse:
    return _detail(request, code)


@require_POST
@requires(Permission.CALL_TAKE)
def call_take(request: Visit, code: str) -> HttpResponse:
    actions.take(call=selectors.find_call(request.reach, code), by=request.user)
    messages.success(request, _("Du har den. Teamet kan se det."))
    return redirect("casework:call_request", code)


@require_POST
@requires(Permission.CALL_TAKE)
def call_close(request: Visit, code: str) -> HttpResponse:
    """How it went; or, with »Fortryd«, open again."""
    call, form = selectors.find_call(request.reach, code), OutcomeForm(request.POST)
    if form.is_valid() and form.cleaned_data["undo"]:
        actions.reopen(call=call, by=request.user)
        messages.success(request, _("Den er åben igen."))
        return redirect("casework:call_request", code)
    if not form.is_valid() or not form.cleaned_data["outcome"]:
        return _detail(request, code, error=_(rules.UNKNOWN_OUTCOME))
    actions.close(call=call, outcome=form.cleaned_data["outcome"], by=request.user)
    messages.success(request, _("Lukket. Om 14 dage bliver navn, nummer og ord slettet."))
    return redirect("casework:calls")


@require_http_methods(["GET", "POST"])
@requires(Permission.IDENTITY_EDIT)
def call_begin(request: Visit, code: str) -> HttpResponse:
    """Who asked says yes to a course. Their name and number go along, so it is for who may write them."""
    call = selectors.find_call(request.reach, code)
    form = _begin_form(request, call)
    if request.method == "GET" or not form.is_valid():
        return _begin_page(request, call, form, 422 if form.is_bound else 200)
    if already := actions.pressed_before(call, request.user, form.cleaned_data["alias"]):
        return to_their_page(request, already)
    require(selectors.verdict_on_beginning(call))
    first_name = form.cleaned_data.get("first_name", "")
    alike = duplicates.find_alike(request.reach, form.sketch, first_name, apart_from=form.seen_codes)
    return _ask(request, call, form, alike) if alike else _begun(request, call, form)


@require_http_methods(["GET", "POST"])
@requires(Permission.TIP_ADD)
def call_professional(request: Visit) -> HttpResponse:
    """With the person's yes, whom we may ring. Afterwards the professional sees »Tak. Vi ringer.« and nothing more."""
    house = selectors.find_house_of_professional(request.reach)
    if house is None:
        raise PermissionDenied  # volunteers and peers give tips without a name
    if request.method == "GET" and THANKS in request.GET:
        return render(request, "casework/call_request/professional_thanks.html")
    areas = selectors.list_areas([house.town])
    form = ProfessionalForm(request.POST if request.method == "POST" else None, place=f"org:{house.pk}", areas=areas)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "casework/call_request/professional.html", {"form": form}, status=status)
    town = house.municipality or house
    actions.ask(municipality=town, organisation=house, by=request.user, **form.told)
    return redirect(f"{reverse('casework:call_professional')}?{THANKS}")


def _begun(request: Visit, call: CallRequest, form: CallYesForm) -> HttpResponse:
    told, others = form.cleaned_data, duplicates.of_codes(request.reach, form.seen_codes)
    begin = partial(actions.begin, call=call, words=_(TO_SAY), by=request.user, apart_from=others, **form.heard)
    try:
        made = begin(alias=told["alias"], birth_year=told["birth_year"])
    except AliasTakenError:
        form.add_error("alias", str(TAKEN))
        return _begin_page(request, call, form, 422)
    messages.success(request, _("Forløbet er begyndt."))
    return to_their_page(request, made)


def _begin_form(request: Visit, call: CallRequest) -> CallYesForm:
    fields = citizen_fields(request, call.municipality)
    if request.method == "POST":
        return CallYesForm(request.POST, **fields)
    first = {**first_values(call.municipality), "area": call.area_id or ""}
    if call.who == Who.SELF:
        first["form"] = Form.WRITTEN  # they wrote themselves
    return CallYesForm(initial=first, **fields)


def _begin_page(request: Visit, call: CallRequest, form: CallYesForm, status: int) -> HttpResponse:
    context = {
        "call": call, "form": form, "words": _(TO_SAY), "verdict": selectors.verdict_on_beginning(call),
        "takes_number": call.who in rules.OWN_NUMBER,
    }  # fmt: skip
    return render(request, "casework/call_request/begin.html", context, status=status)


def _ask(request: Visit, call: CallRequest, form: CallYesForm, alike: list[duplicates.Person]) -> HttpResponse:
    codes = [*form.seen_codes, *(person.citizen.code for person in alike)]
    left_out = {"csrfmiddlewaretoken", "first_name", "seen"}
    kept = [(name, value) for name, value in form.data.items() if name not in left_out]
    context = {
        "code": call.code, "alias": form.cleaned_data["alias"], "alike": alike, "is_call": True,
        "kept": [*kept, ("seen", " ".join(dict.fromkeys(codes)))],
    }  # fmt: skip
    return render(request, "casework/said_yes/alike.html", context)


def _detail(request: Visit, code: str, error: str = "") -> HttpResponse:
    page = selectors.read_call(request.reach, code)
    may_begin = page.may_begin if request.reach.may(Permission.IDENTITY_EDIT) else None
    context = {
        "page": page, "begin": may_begin, "error": error, "outcomes": [(key, _(OUTCOMES[key])) for key in PRESSED],
    }  # fmt: skip
    return render(request, "casework/call_request/detail.html", context, status=422 if error else 200)
