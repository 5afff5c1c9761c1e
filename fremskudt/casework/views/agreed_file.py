"""What is agreed as a file for one's own calendar or list: asked on a page of its own first."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fremskudt.access.csv_text import csv_text
from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.actions import agreed as actions
from fremskudt.casework.rules.agreed import PLACES
from fremskudt.casework.selectors.agreed_file import Row, takes_out

FILE = "aftaler.csv"


@require_http_methods(["GET", "POST"])
@requires(Permission.AGREED_READ)
def agreed_file(request: Visit) -> HttpResponse:
    """For a house's contact and for professionals: a volunteer carries nothing home."""
    if not takes_out(request.reach):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "casework/agreed/file.html")
    heads = [_("Hvad"), _("Dæknavn"), _("Hos"), _("Dag"), _("Tid"), _("Sted"), _("Tekst")]
    response = HttpResponse(
        csv_text([heads, *_cells(actions.export(reach=request.reach))]), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response


def _cells(rows: Iterable[Row]) -> Iterable[list[str]]:
    for row in rows:
        what = _("Opgave") if row.is_task else _("Aftale")
        clock = formats.date_format(row.at, "H.i") if row.at else ""
        place = _(PLACES[row.place]) if row.place else ""
        yield [what, row.alias, row.house, row.on.isoformat(), clock, place, row.words]
