"""The list of tips: what others have seen, answered in one press; and one tip with all that happened (T16)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.partnership.actions import tip_step as actions
from fremskudt.partnership.forms.tips import AnswerForm, AskedForm, UndoForm
from fremskudt.partnership.rules.tip_step import ANSWERS, ASKED, OLD_PAGE
from fremskudt.partnership.selectors import tips as selectors
from fremskudt.partnership.selectors.tip_press import find_step

ONLY = {"lukkede": "closed", "venter": "waiting"}
LAST = 999  # pages


def says_when_expired(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page of a tip of one's own municipality that is deleted: 404 as any other, and it may say why."""

    @wraps(view)
    def ask(request: Visit, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except selectors.TipExpiredError:
            return render(request, "partnership/tips/expired.html", status=404)

    return ask


@require_GET
@requires(Permission.TIP_ANSWER)
def tips(request: Visit) -> HttpResponse:
    """»?omraade=3«, »?vis=lukkede« or »?vis=venter«, »?side=2«. Looking changes nothing."""
    wanted = _wanted(request)
    listing = selectors.list_tips(request.reach, wanted)
    context = {"listing": listing, "answers": ANSWERS, "only": request.GET.get("vis", ""), **_addresses(wanted)}
    return render(request, "partnership/tips/list.html", context)


@require_GET
@requires(Permission.TIP_ANSWER)
@says_when_expired
def tip(request: Visit, code: str) -> HttpResponse:
    context = {"detail": selectors.read_tip(request.reach, code), "answers": ANSWERS, "asked": ASKED}
    return render(request, "partnership/tips/detail.html", context)


@require_POST
@requires(Permission.TIP_ANSWER)
@says_when_expired
def tip_answer(request: Visit, code: str) -> HttpResponse:
    """One press, from the list or from the tip's own page (»?her«)."""
    found, form = selectors.get_tip(request.reach, code), AnswerForm(request.POST)
    require(Verdict.yes() if form.is_valid() else Verdict.no(OLD_PAGE))
    actions.step(tip=found, kind=form.cleaned_data["kind"], by=request.user)
    return _back(request, code)


@require_POST
@requires(Permission.TIP_ANSWER)
@says_when_expired
def tip_asked(request: Visit, code: str) -> HttpResponse:
    """A no or a maybe; several times, if it was said several times."""
    found, form = selectors.get_tip(request.reach, code), AskedForm(request.POST)
    require(Verdict.yes() if form.is_valid() else Verdict.no(OLD_PAGE))
    actions.step(tip=found, kind=form.cleaned_data["kind"], by=request.user)
    return redirect("partnership:tip", code)


@require_POST
@requires(Permission.TIP_ANSWER)
@says_when_expired
def tip_answer_undo(request: Visit, code: str) -> HttpResponse:
    found, form = selectors.get_tip(request.reach, code), UndoForm(request.POST)
    require(Verdict.yes() if form.is_valid() else Verdict.no(OLD_PAGE))
    if actions.undo(step=find_step(found, form.cleaned_data["step"]), by=request.user):
        messages.success(request, _("Fortrudt."))
    return _back(request, code)


@require_POST
@requires(Permission.TIP_ANSWER)
def tips_received(request: Visit) -> HttpResponse:
    """Those that stood on the page as new, and no others: what came meanwhile nobody has read."""
    found = selectors.find_tips(request.reach, request.POST.getlist("code")[: selectors.SHOWN])
    n = actions.receive(tips=found, by=request.user)
    if n:
        messages.success(request, ngettext("%(n)d praj er læst.", "%(n)d praj er læst.", n) % {"n": n})
    return redirect(_list_address(_wanted(request)))


def _wanted(request: Visit) -> selectors.Wanted:
    area, page = (request.GET.get(name, "") for name in ("omraade", "side"))
    return selectors.Wanted(
        area=int(area) if _is_number(area) else None,
        only=ONLY.get(request.GET.get("vis", ""), ""),
        page=max(1, min(int(page), LAST)) if _is_number(page) else 1,
    )


def _is_number(asked: str) -> bool:
    return asked.isascii() and asked.isdigit() and len(asked) < 9


def _addresses(wanted: selectors.Wanted) -> dict[str, str]:
    """What the page's links and forms carry on, so that a press comes back to where it was made."""
    return {
        "query": _query(wanted, wanted.page),
        "next": _query(wanted, wanted.page + 1),
        "before": _query(wanted, wanted.page - 1),
    }


def _query(wanted: selectors.Wanted, page: int) -> str:
    only = next((word for word, key in ONLY.items() if key == wanted.only), "")
    told = {"omraade": wanted.area, "vis": only, "side": page if page > 1 else None}
    return urlencode({name: value for name, value in told.items() if value})


def _list_address(wanted: selectors.Wanted) -> str:
    query = _query(wanted, wanted.page)
    return reverse("partnership:tips") + (f"?{query}" if query else "")


def _back(request: Visit, code: str) -> HttpResponse:
    return redirect("partnership:tip", code) if "her" in request.GET else redirect(_list_address(_wanted(request)))
