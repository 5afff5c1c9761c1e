"""The leader distributes: everyone in the municipality by code and alias, and who follows each."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import assignment as assignments
from fremskudt.casework.actions.assignment import Change
from fremskudt.casework.forms.distribution import NOBODY, FollowersForm
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors import distribution as distributions
from fremskudt.casework.selectors import door as doors
from fremskudt.casework.selectors.distribution import Choice

UNDO = "distribution_undo"  # what the newest distribution of this session did, until the session ends


@require_GET
@requires(Permission.CASELOAD_ASSIGN)
def distribution(request: Visit) -> HttpResponse:
    listing = distributions.list_distribution(request.reach, page_number(request.GET.get("side", "")))
    if listing.page > 1 and not (listing.without or listing.followed):
        return redirect("casework:distribution")
    context = {"listing": listing, "n_unseen": doors.count_unseen(request.reach)}
    return render(request, "casework/distribution/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASELOAD_ASSIGN)
def assign(request: Visit, code: str) -> HttpResponse:
    """Choose who follows. A POST to the undo bar's address (»?fortryd«) sets the newest choice back."""
    if request.method == "GET":
        choice = distributions.read_choice(request.reach, code)
        return _page(request, choice, FollowersForm(candidates=choice.candidates, initial={"people": _ticked(choice)}))
    choice = distributions.find_choice(request.reach, code)
    if "fortryd" in request.GET:
        return _undo(request, choice.citizen)
    form = FollowersForm(request.POST, candidates=choice.candidates)
    if not form.is_valid():
        return _page(request, distributions.read_choice(request.reach, code), form, status=422)
    change = assignments.distribute(citizen=choice.citizen, users=form.cleaned_data["people"], by=request.user)
    if change.started or change.ended:
        _remember(request, code, change)
    else:
        messages.info(request, _("Intet er ændret."))
    return redirect("casework:assign", code)


def _undo(request: Visit, citizen: Citizen) -> HttpResponse:
    change = _remembered(request, citizen.code)
    if change is None:
        require(Verdict.no(_("Der er ikke noget at fortryde.")))
    else:
        assignments.undo(citizen=citizen, change=change, by=request.user)
        del request.session[UNDO]
        messages.success(request, _("Fortrudt. Det er som før."))
    return redirect("casework:assign", citizen.code)


def _page(request: Visit, choice: Choice, form: FollowersForm, status: int = 200) -> HttpResponse:
    change = _remembered(request, choice.citizen.code)
    can_undo = change is not None and may_undo(change.at, timezone.now())
    context = {"choice": choice, "form": form, "can_undo": can_undo}
    return render(request, "casework/distribution/assign.html", context, status=status)


def _ticked(choice: Choice) -> list[str]:
    return [str(follower.pk) for follower in choice.followers] or [NOBODY]


def _remember(request: Visit, code: str, change: Change) -> None:
    request.session[UNDO] = {
        "code": code, "at": change.at.isoformat(), "started": change.started, "ended": change.ended,
    }  # fmt: skip


def _remembered(request: Visit, code: str) -> Change | None:
    held = request.session.get(UNDO)
    if not held or held["code"] != code:
        return None
    return Change(datetime.fromisoformat(held["at"]), held["started"], held["ended"])
