"""Call or write: what to mind is read first, and the number comes by a press."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from fremskudt.access.guard import requires
from fremskudt.access.roles import Permission
from fremskudt.access.visit import Visit
from fremskudt.casework.rules.contact_agreement import UNTIL_THEY_SAY
from fremskudt.casework.selectors.call import read_number
from fremskudt.casework.selectors.case import open_case
from fremskudt.casework.selectors.contact_agreement import in_force, not_now_until
from fremskudt.casework.views.course import show_course_page


@require_http_methods(["GET", "POST"])
@requires(Permission.IDENTITY_READ)
def call(request: Visit, code: str) -> HttpResponse:
    """The number is fetched by an order and stands on no page one can go back to; each time is an event."""
    opened = open_case(request.reach, code, Permission.IDENTITY_READ)
    agreement = in_force(opened.case)
    until = not_now_until(agreement)
    context = {
        "agreement": agreement,
        "not_now_until": until,
        "until_they_say": until == UNTIL_THEY_SAY,
        "fetched": request.method == "POST",
        "number": read_number(request.reach, opened) if request.method == "POST" else None,
    }
    return show_course_page(
        request, opened, "casework/call/detail.html", context, action="call.read", fields="coded,free_text"
    )
