"""Words of papers and agreements in the language of the page."""

from django import template
from django.utils.translation import gettext

from fremskudt.casework.rules.appointment import TOLD
from fremskudt.casework.rules.contact import PLACES, Place
from fremskudt.casework.rules.pick_up import WEEKDAYS
from fremskudt.casework.rules.safety import NOTICES

register = template.Library()


@register.filter
def weekday_words(figures: str) -> str:
    """»mandag, onsdag og fredag«."""
    names = [gettext(WEEKDAYS[figure]) for figure in figures]
    *first, last = names
    return gettext("%(days)s og %(last)s") % {"days": ", ".join(first), "last": last} if first else last


@register.filter
def where_words(place: str) -> str:
    """»Hjemme«; a call is at no place."""
    return gettext("Telefon") if place == Place.NOWHERE else gettext(PLACES[place])


@register.filter
def told_words(outcome: str) -> str:
    """»Vi sås ikke«."""
    return gettext(TOLD[outcome])


@register.filter
def notice_words(kind: str) -> str:
    """»Gå to«."""
    return gettext(NOTICES[kind])
