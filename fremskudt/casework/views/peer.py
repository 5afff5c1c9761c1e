"""A peer's day: who would like company, »Vi sås«, »Jeg går nu«, and asking for help."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import peer_contact as actions
from fremskudt.casework.forms.peer import HelpForm, MetForm, UndoForm
from fremskudt.casework.rules.page import page_number
from fremskudt.casework.rules.peer import TILES
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors import peer_day as selectors

KEY = "peer_met"  # of the session: the newest press, as long as it may be undone


@dataclass(frozen=True)
class Met:
    pk: int
    place: str
    at: datetime


@require_GET
@requires(Permission.PEER_DAY)
def peer_day(request: Visit) -> HttpResponse:
    day = selectors.read_day(request.reach, page_number(request.GET.get("side", "")))
    if day.page > 1 and not day.cards:
        return redirect("casework:peer_day")
    return render(request, "casework/peer/day.html", {"day": day, "met": _just_met(request)})


@require_http_methods(["GET", "POST"])
@requires(Permission.PEER_DAY)
def peer_met(request: Visit, code: str) -> HttpResponse:
    """»Vi sås«: the place is the second tap, and nothing else is asked."""
    try:
        if request.method == "POST":
            form = MetForm(request.POST)
            if form.is_valid():
                made = actions.met(reach=request.reach, code=code, by=request.user, **form.cleaned_data)
                request.session[KEY] = [made.pk, made.place, made.made_at.isoformat()]
                return redirect("casework:peer_day")
        company = selectors.read_company(request.reach, code)
    except Http404:
        return render(request, "casework/peer/nobody.html", status=404)
    context = {"company": company, "tiles": TILES, "is_wrong": request.method == "POST"}
    return render(request, "casework/peer/met.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@requires(Permission.PEER_DAY)
def peer_met_undo(request: Visit) -> HttpResponse:
    form = UndoForm(request.POST)
    if form.is_valid():
        contact = selectors.find_contact(request.reach, form.cleaned_data["contact"])
        actions.take_back(contact=contact, by=request.user)
        request.session.pop(KEY, None)
        messages.success(request, _("Fortrudt."))
    return redirect("casework:peer_day")


@require_POST
@requires(Permission.PEER_DAY)
def peer_leave(request: Visit) -> HttpResponse:
    """»Jeg går nu«. Nothing is asked."""
    if actions.leave(by=request.user):
        messages.success(request, _("Teamet kan se, at du ikke er ude mere."))
    return redirect("casework:peer_left")


@require_GET
@requires(Permission.PEER_DAY)
def peer_left(request: Visit) -> HttpResponse:
    return render(request, "casework/peer/left.html")


@require_http_methods(["GET", "POST"])
@requires(Permission.PEER_DAY)
def peer_help(request: Visit) -> HttpResponse:
    """»Bed teamet komme«, for somebody who said yes to the peer and now to this; a tip; a number to ring."""
    if request.method == "GET":
        found = selectors.read_help(request.reach)
        return render(request, "casework/peer/help.html", {"help": found, "form": HelpForm(people=found.people)})
    form = HelpForm(request.POST, people=selectors.list_company(request.reach))
    if not form.is_valid():
        context = {"help": selectors.read_help(request.reach), "form": form}
        return render(request, "casework/peer/help.html", context, status=422)
    actions.call_team(reach=request.reach, code=form.cleaned_data["who"], by=request.user)
    messages.success(request, _("Vi ringer dig op."))
    return redirect("casework:peer_help")


def _just_met(request: Visit) -> Met | None:
    kept = request.session.get(KEY)
    met = Met(kept[0], kept[1], timezone.localtime(datetime.fromisoformat(kept[2]))) if kept else None
    return met if met and may_undo(met.at, timezone.now()) else None
