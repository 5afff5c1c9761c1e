"""Words of safety notices and visits in the language of the page, and who is overdue, for the top of a page."""

from typing import Any

from django import template
from django.utils.translation import gettext

from fremskudt.casework.rules.contact import PLACES
from fremskudt.casework.rules.safety import NOTICES
from fremskudt.casework.selectors.visit import list_overdue

register = template.Library()


@register.filter
def notice_kind(kind: str) -> str:
    """»Gå to«."""
    return gettext(NOTICES[kind])


@register.filter
def place_kind(kind: str) -> str:
    """»Hjemme«; nothing for nothing."""
    return gettext(PLACES[kind]) if kind else ""


@register.inclusion_tag("casework/visit/_overdue.html", takes_context=True)
def overdue_visits(context: template.Context) -> dict[str, Any]:
    """»Tea er ikke meldt tilbage. Ring nu.« for each of the team who should be back; nothing when all are."""
    request = context["request"]
    return {"overdue": list_overdue(request.reach), "csrf_token": context.get("csrf_token")}
