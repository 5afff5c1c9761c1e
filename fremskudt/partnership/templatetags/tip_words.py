"""What the codes of a tip are called, where the municipality's team reads them."""

from datetime import date

from django import template
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from fremskudt.partnership.rules.tip import AGES, ASKED, PLACES, SEEN, STEPS
from fremskudt.partnership.rules.tip_step import GROUPS, Group

register = template.Library()

WORRIED = {"little": _("Lidt urolig"), "some": _("En del urolig"), "much": _("Meget urolig")}
SEEN_AGAIN = _("Set igen")


@register.filter
def place_name(place: str) -> str:
    return gettext(PLACES[place])


@register.filter
def age_name(age: str) -> str:
    """»25–39 år«; nothing where nobody said."""
    return gettext("%(age)s år") % {"age": gettext(AGES[age])} if age else ""


@register.filter
def seen_names(words: list[str]) -> str:
    return " · ".join(gettext(SEEN[word]) for word in words)


@register.filter
def worry_name(worry: str) -> str:
    return gettext(WORRIED[worry])


@register.filter
def asked_name(asked: str) -> str:
    """What a professional said when the tip was given; nothing where they do not know."""
    return gettext(ASKED[asked]) if asked else ""


@register.filter
def step_name(kind: str) -> str:
    """Of a step of the ledger; »seen« is that somebody was seen again."""
    name = SEEN_AGAIN if kind == "seen" else STEPS[kind]
    return gettext(name)


@register.filter
def group_name(group: Group) -> str:
    return gettext(GROUPS[group])


@register.filter
def week(monday: date) -> str:
    """»uge 45«, with the year where it is not the one we are in."""
    year, number, _day = monday.isocalendar()
    if year == timezone.localdate().isocalendar().year:
        return gettext("uge %(number)d") % {"number": number}
    return gettext("uge %(number)d, %(year)d") % {"number": number, "year": year}


@register.filter
def where(row: object) -> str:
    """»Værested · Nordbyen«: the kind of place and the area of a row, or of what stands for one."""
    place, area = gettext(PLACES[row.place]), row.area  # type: ignore[attr-defined]
    return f"{place} · {area}" if area else place
