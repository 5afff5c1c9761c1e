"""»Opslag«: the month's random check, who looked at unusually many, and the way to the doors that were opened."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fremskudt.access.actions import log_check as actions
from fremskudt.access.forms.log import VerdictForm
from fremskudt.access.guard import requires
from fremskudt.access.models import LogCheck, Organisation
from fremskudt.access.roles import Permission
from fremskudt.access.rules import sample
from fremskudt.access.selectors import log_check as selectors
from fremskudt.access.selectors.chain import newest_lines
from fremskudt.access.visit import Visit

SHOWN = 20
DONE = {
    "fine": gettext_lazy("Linjen er i orden."),
    "asked": gettext_lazy("Spørgsmålet er skrevet ned. Spørg nu din kollega."),
    "open": gettext_lazy("Linjen er åben igen."),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.LOG_CHECK)
def log_check(request: Visit) -> HttpResponse:
    """Last month's check in a municipality (GET), or the drawing of it (POST)."""
    towns = selectors.list_towns(request.reach)
    town, month = _chosen(request, list(towns)), sample.month_before(timezone.localdate())
    if request.method == "POST":
        check = actions.draw(municipality=town, month=month, by=request.user)
        messages.success(request, _("Stikprøven er trukket."))
        return redirect("access:log_check_month", check.pk)
    return _page(request, towns, town, month)


@require_GET
@requires(Permission.LOG_CHECK)
def log_check_month(request: Visit, pk: int) -> HttpResponse:
    check = selectors.get_check(request.reach, pk)
    return _page(request, selectors.list_towns(request.reach), check.municipality, check.month)


@require_POST
@requires(Permission.LOG_CHECK)
def log_check_line(request: Visit, pk: int) -> HttpResponse:
    line = selectors.get_line(request.reach, pk)
    form = VerdictForm(request.POST, auto_id=f"linje{pk}-%s")
    if not form.is_valid():
        check = selectors.get_check(request.reach, line.check_of_id)
        towns = selectors.list_towns(request.reach)
        return _page(request, towns, check.municipality, check.month, wrong=(pk, form), status=422)
    actions.judge(line=line, by=request.user, **form.cleaned_data)
    messages.success(request, DONE[form.cleaned_data["verdict"]])
    return redirect("access:log_check_month", line.check_of_id)


@require_POST
@requires(Permission.LOG_CHECK)
def log_check_sign(request: Visit, pk: int) -> HttpResponse:
    actions.sign(check=selectors.get_check(request.reach, pk), by=request.user)
    messages.success(request, _("Prøven er gennemgået."))
    return redirect("access:log_check_month", pk)


def _chosen(request: Visit, towns: list[Organisation]) -> Organisation:
    """The municipality that was asked for, or the first of the reader's own."""
    said = request.POST.get("kommune") or request.GET.get("kommune")
    town = next((town for town in towns if said in (None, str(town.pk))), None)
    if town is None:
        raise Http404
    return town


def _page(
    request: Visit, towns: dict[Organisation, list[int]], town: Organisation, month: date, *,
    wrong: tuple[int, VerdictForm] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    checks = selectors.list_checks(request.reach, town)
    check = next((check for check in checks if check.month == month), None)
    sheet = selectors.read_sheet(request.reach, towns[town], month, check)
    context = {
        "town": town, "others": _others(towns, town), "month": month, "check": check, "chain": newest_lines(),
        "lines": sheet.lines, "unusual": sheet.unusual, "earlier": [other for other in checks if other != check],
        "wrong": wrong[1] if wrong else None, **_parted(sheet.lines, check, wrong, bool(request.GET.get("alle"))),
    }  # fmt: skip
    return render(request, "access/log/check.html", context, status=status)


def _others(towns: Iterable[Organisation], town: Organisation) -> list[tuple[str, str]]:
    """Name and address of the reader's other municipalities."""
    return [(other.name, f"{reverse('access:log_check')}?kommune={other.pk}") for other in towns if other != town]


def _parted(
    lines: list[selectors.CheckedLine], check: LogCheck | None, wrong: tuple[int, VerdictForm] | None, whole: bool
) -> dict[str, object]:
    """What is left to judge, those first that the reader may judge, and what has been judged."""
    left = sorted((line for line in lines if line.verdict == "open"), key=lambda line: not line.may_judge)
    judged = [line for line in lines if line.verdict != "open"]
    shown = slice(None if whole or wrong else SHOWN)  # the line to be put right may be any
    return {
        "n_open": len(left), "left": _with_forms(left[shown], wrong), "n_judged": len(judged), "judged": judged[shown],
        "n_asked": sum(line.verdict == "asked" for line in judged),
        "may_sign": check and sample.may_sign(n_open=len(left), signed=check.signed_at is not None),
    }  # fmt: skip


def _with_forms(
    lines: list[selectors.CheckedLine], wrong: tuple[int, VerdictForm] | None
) -> list[tuple[selectors.CheckedLine, VerdictForm, bool]]:
    """Each line with its form, and whether it is the one to be put right."""
    pk, form = wrong or (0, None)
    return [
        (line, form if form and line.pk == pk else VerdictForm(auto_id=f"linje{line.pk}-%s"), line.pk == pk)
        for line in lines
    ]
