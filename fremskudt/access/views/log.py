"""Searching the log: by POST, so that nobody's code stands in an address, a history or a server's log."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fremskudt.access.csv_text import csv_text
from fremskudt.access.forms.log import LogForm
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.selectors import log_search as selectors
from fremskudt.access.selectors.chain import newest_lines
from fremskudt.access.selectors.log import LogLine
from fremskudt.access.visit import Visit


@require_http_methods(["GET", "POST"])
@requires(Permission.LOG_READ)
def log(request: Visit) -> HttpResponse:
    users = selectors.list_users(request.reach)
    if request.method == "GET":
        return _asked(request, LogForm(users=users))
    form = LogForm(request.POST, users=users)
    if not form.is_valid():
        return _asked(request, form, status=422)
    said = request.POST.get("page", "")
    page = int(said) if said.isdecimal() and len(said) < 7 else 1
    found = selectors.search(request.reach, form.criteria(), page)
    again = LogForm(request.POST, users=users, auto_id=False)  # the same once more, unseen, for the pages and the file
    context = {"form": form, "found": found, "again": again, "said": form.in_words()}
    return render(request, "access/log/found.html", context)


@require_POST
@requires(Permission.LOG_READ)
def log_export(request: Visit) -> HttpResponse:
    """Everything that fits, as a file."""
    form = LogForm(request.POST, users=selectors.list_users(request.reach))
    if not form.is_valid():
        return _asked(request, form, status=422)
    lines = selectors.export(request.reach, form.criteria())
    response = HttpResponse(csv_text([_head(), *map(_cells, lines)]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="opslag.csv"'
    return response


def _asked(request: Visit, form: LogForm, status: int = 200) -> HttpResponse:
    return render(request, "access/log/search.html", {"form": form, "chain": newest_lines()}, status=status)


def _head() -> list[str]:
    return [_("Linje"), _("Tid"), _("Hvem"), _("Hvad"), _("Om"), _("Hvad er set"), _("Formål")]


def _cells(line: LogLine) -> list[object]:
    at = f"{timezone.localtime(line.at):%Y-%m-%d %H:%M:%S}" if line.at else ""
    return [line.number, at, line.who, line.action, line.about, line.seen, line.purpose]
