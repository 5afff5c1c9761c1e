"""»I dag«: what is next, and who is slipping away."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.today import GROUPS, Group
from fremskudt.casework.selectors.today import read_today
from fremskudt.casework.views.today_rows import next_row, row_of, safety_words


@require_GET
@requires(Permission.CASE_WRITE)
def today(request: Visit) -> HttpResponse:
    """At most twelve rows, or everything (»?alle«)."""
    page = read_today(request.reach, everything="alle" in request.GET)
    day = page.day
    groups = [
        (group, _(GROUPS[group]), [row_of(thing, page.now) for thing in day.groups[group]])
        for group in Group
        if group in day.groups
    ]
    context = {
        "page": page, "next": next_row(day.next, page.now) if day.next else None, "safety": safety_words(page.notices),
        "urgent": [one for one in groups if one[0] is Group.URGENT],
        "groups": [one for one in groups if one[0] is not Group.URGENT],
        "can_wait": [row_of(thing, page.now) for thing in day.can_wait],
        "duty": ", ".join(one.name.split(" ")[0] for one in day.duty), "is_all": "alle" in request.GET,
    }  # fmt: skip
    return render(request, "casework/today/page.html", context)
