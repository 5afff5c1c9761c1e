"""Tavlen, »Ekstra opmærksomhed«: to see it, to go through it row by row, on and off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions import board as actions
from fremskudt.casework.forms.board import BoardForm, LookForm, WalkForm
from fremskudt.casework.rules import board as rules
from fremskudt.casework.selectors import board as boards
from fremskudt.casework.selectors.case import open_case


@require_GET
@requires(Permission.CASE_WRITE)
def board(request: Visit) -> HttpResponse:
    """One's own; with »?koder« a leader sees the others by their code."""
    may_see_codes = request.reach.may(Permission.OVERVIEW_READ)
    if may_see_codes and "koder" in request.GET:
        return render(request, "casework/board/codes.html", {"rows": boards.read_codes(request.reach)})
    page = boards.read_board(request.reach)
    return render(request, "casework/board/page.html", {"page": page, "walked": _walked(page), "codes": may_see_codes})


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def board_walk(request: Visit) -> HttpResponse:
    """The next row that nobody has gone past today (»?efter=12« leaves those up to that one for later)."""
    if request.method == "POST":
        return _went_past(request)
    walk = boards.read_walk(request.reach, _number(request.GET.get("efter", "")))
    if walk is None:
        return redirect("casework:board")
    chosen = walk.row.entry.who if walk.row.who_follows else request.user
    return _row(request, walk, LookForm(followers=walk.followers, chosen=chosen))


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_WRITE)
def board_add(request: Visit, code: str) -> HttpResponse:
    standing = boards.read_standing(request.reach, code)
    sent = request.POST if request.method == "POST" else None
    form = BoardForm(sent, followers=standing.followers, chosen=request.user)
    if form.is_bound and not standing.entry:
        require(rules.may_add(has_ended=standing.opened.has_ended, is_on=False))
    if not form.is_valid():
        context = {"standing": standing, "opened": standing.opened, "form": form}
        return render(request, "casework/board/add.html", context, status=422 if form.is_bound else 200)
    actions.add(case=standing.opened.case, by=request.user, **form.cleaned_data)
    messages.success(request, _("Borgeren står på tavlen."))
    return redirect("casework:citizen", code)


@require_POST
@requires(Permission.CASE_WRITE)
def board_off(request: Visit, code: str) -> HttpResponse:
    """Off the board; with »?fortryd« back on, as it was."""
    opened = open_case(request.reach, code, Permission.CASE_WRITE)
    is_undo = "fortryd" in request.GET
    entry = boards.find_off(opened, request.user) if is_undo else boards.find_entry(opened)
    require(rules.may_look(is_on=entry is not None))
    if entry and is_undo:
        actions.undo(entry=entry, by=request.user)
        messages.success(request, _("Fortrudt. Rækken står på tavlen igen."))
    elif entry:
        actions.take_off(entry=entry, by=request.user)
    return redirect("casework:board")


def _went_past(request: Visit) -> HttpResponse:
    """What the button said of the row; then on to the next one."""
    pressed = WalkForm(request.POST)
    require(Verdict.yes() if pressed.is_valid() else Verdict.no(rules.NOT_ON))
    entry = boards.find_row(request.reach, pressed.cleaned_data["entry"])
    if pressed.cleaned_data["act"] == rules.OFF:
        actions.take_off(entry=entry, by=request.user)
        return _on(entry.pk)
    form = LookForm(request.POST, followers=boards.followers_of(entry))
    if not form.is_valid():
        walk = boards.read_walk(request.reach, entry.pk - 1)
        return _row(request, walk, form) if walk else redirect("casework:board")
    actions.look(entry=entry, by=request.user, **form.cleaned_data)
    return _on(entry.pk)


def _on(passed: int) -> HttpResponse:
    """To the row after that one; what was left for later is left until the walk begins again."""
    return redirect(f"{reverse('casework:board_walk')}?efter={passed}")


def _row(request: Visit, walk: boards.Walk, form: LookForm) -> HttpResponse:
    context = {"walk": walk, "row": walk.row, "form": form}
    return render(request, "casework/board/walk.html", context, status=422 if form.is_bound else 200)


def _walked(page: boards.Board) -> str:
    """»Sidst gennemgået mandag.« The weekday within the last week, else the date."""
    if page.walked_at is None:
        return _("Tavlen er ikke gennemgået endnu.")
    days = (timezone.localdate() - page.walked_at.date()).days
    if days == 0:
        return _("Sidst gennemgået i dag.")
    day = formats.date_format(page.walked_at, "l" if days < 7 else "j. F Y")
    return _("Sidst gennemgået %(day)s.") % {"day": day}


def _number(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
