"""How the pages about one course are drawn: what they show is an event, written before they are shown."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from fremskudt.access.visit import Visit
from fremskudt.casework.selectors.case import Opened
from fremskudt.casework.selectors.course import log_look_at_course


def show_course_page(
    request: Visit, opened: Opened, template: str, context: dict[str, Any], *, action: str, fields: str = "coded"
) -> HttpResponse:
    """The page, with its event. A form that was filled in wrongly comes back as 422."""
    door = log_look_at_course(request.reach, opened, action, fields)
    form = context.get("form")
    status = 422 if form is not None and form.is_bound else 200
    return render(request, template, {"opened": opened, "open_door": door, **context}, status=status)
