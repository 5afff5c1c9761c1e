from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.translation import gettext

from fremskudt.partnership.rules.tip import PLACES, STEPS

register = template.Library()


@register.filter
def place_name(key: str) -> str:
    return gettext(PLACES[key])


@register.filter
def step_name(key: str) -> str:
    return gettext(STEPS[key])


@register.filter
def week_numbers(mondays: Sequence[date]) -> str:
    """45, 46 og 47."""
    numbers = [str(monday.isocalendar().week) for monday in mondays]
    *first, last = numbers
    return f"{', '.join(first)} {gettext('og')} {last}" if first else last
