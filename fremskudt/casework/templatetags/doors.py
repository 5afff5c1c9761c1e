"""Words of closed doors in the language of the page."""

from django import template
from django.utils.translation import gettext

from fremskudt.casework.rules.door import REASON_NAMES, Reason

register = template.Library()


@register.filter
def door_reason(key: str) -> str:
    """The reason that a door was opened for."""
    return gettext(REASON_NAMES[Reason(key)])
