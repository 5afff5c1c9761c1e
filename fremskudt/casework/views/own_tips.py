"""»Mine praj«: what became of the tips of one's house, and the house's own words about them (P3, X2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import own_tips as actions
from fremskudt.casework.forms.own_tips import AskedForm, PressForm, WishForm
from fremskudt.casework.selectors import own_tips as selectors
from fremskudt.partnership.actions import weekly_mail

PAGE = "casework:own_tips"


@require_GET
@requires(Permission.TIP_ADD)
def own_tips(request: Visit) -> HttpResponse:
    page = selectors.read_own_tips(request.reach, everything="alle" in request.GET)
    return render(request, "casework/own_tips/page.html", {"page": page})


@require_POST
@requires(Permission.TIP_ADD)
def own_tip_again(request: Visit) -> HttpResponse:
    """Seen again this week, or that undone."""
    press = PressForm(request.POST)
    if not press.is_valid():
        return redirect(PAGE)
    tip = selectors.get_own_tip(request.reach, press.cleaned_data["tip"])
    if press.cleaned_data["undo"]:
        _say_undone(request, done=actions.undo_again(tip=tip, by=request.user))
    elif actions.see_again(tip=tip, by=request.user):
        messages.success(request, _("Det er skrevet. Tak, fordi du holder øje."))
    else:
        messages.info(request, _("Det står der allerede for denne uge."))
    return redirect(PAGE)


@require_POST
@requires(Permission.TIP_ADD)
def own_tip_asked(request: Visit) -> HttpResponse:
    """The person said no or maybe, or that undone."""
    press = AskedForm(request.POST)
    if not press.is_valid():
        return redirect(PAGE)
    told = press.cleaned_data
    tip = selectors.get_own_tip(request.reach, told["tip"])
    if told["undo"]:
        _say_undone(request, done=actions.undo_asked(tip=tip, by=request.user))
    elif told["kind"]:
        actions.asked(tip=tip, kind=told["kind"], by=request.user)
        messages.success(request, _("Det er skrevet. Tak, fordi du spurgte."))
    return redirect(PAGE)


@require_POST
@requires(Permission.TIP_ADD)
def own_tip_remove(request: Visit) -> HttpResponse:
    """It cannot be taken back, so it is asked first, on a page of its own."""
    press = PressForm(request.POST)
    if not press.is_valid():
        return redirect(PAGE)
    if not press.cleaned_data["sure"]:
        row = selectors.read_own_tip(request.reach, press.cleaned_data["tip"])
        require(row.may_remove)
        return render(request, "casework/own_tips/remove.html", {"row": row})
    actions.remove(tip=selectors.get_own_tip(request.reach, press.cleaned_data["tip"]), by=request.user)
    messages.success(request, _("Prajet er fjernet."))
    return redirect(PAGE)


@require_POST
@requires(Permission.TIP_ADD)
def weekly_wish(request: Visit) -> HttpResponse:
    form = WishForm(request.POST)
    if form.is_valid() and form.cleaned_data["wants"] == "yes":
        weekly_mail.begin_again(by=request.user)
        messages.success(request, _("Vi skriver til dig igen på fredag."))
    elif form.is_valid():
        weekly_mail.stop(by=request.user)
        messages.success(request, _("Det er i orden. Vi skriver ikke til dig."))
    return redirect(PAGE)


def _say_undone(request: Visit, *, done: bool) -> None:
    if done:
        messages.success(request, _("Det er fortrudt."))
    else:
        messages.info(request, _("Der er gået mere end ti minutter. Det kan ikke fortrydes mere."))
