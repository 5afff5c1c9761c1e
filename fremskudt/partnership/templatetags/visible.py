"""What the pages of being seen say in words: kinds, days, and numbers that may be small."""

from django import template
from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext, ngettext

from fremskudt.basics.small_counts import FEWEST, Protected
from fremskudt.partnership.models import Campaign
from fremskudt.partnership.rules import reminder as reminders
from fremskudt.partnership.rules.visibility import GATHERED, KINDS, LEADS_TO, Followed
from fremskudt.partnership.selectors.tips_that_followed import Through
from fremskudt.partnership.selectors.visibility import Line

register = template.Library()


@register.filter
def campaign_kind(kind: str) -> str:
    """»Lightere«, »Oplæg« …"""
    return gettext(KINDS[kind])


@register.filter
def leads_to(key: str) -> str:
    """»Giv et praj« or »Ring til mig«."""
    return gettext(LEADS_TO[key])


@register.filter
def every(days: int) -> str:
    """How often, as it was chosen; a number of days that is no choice any more is said as it is."""
    known = reminders.EVERY.get(days)
    return gettext(known) if known else ngettext("Hver dag", "Hver %(n)s. dag", days) % {"n": days}


@register.filter
def few(count: Protected) -> str:
    """A count as it may be said: »ingen«, »færre end 3«, or the number."""
    if count.value is None:
        return gettext("færre end %(n)s") % {"n": FEWEST}
    return str(count.value) if count.value else gettext("ingen")


@register.filter
def in_all(found: Followed) -> str:
    """The sum of several codes, said so that no hidden one can be worked out from it."""
    if not found.total.is_hidden or len(found.each) < 2:
        return few(found.total)
    return gettext("mindst %(n)s") % {"n": found.at_least} if found.at_least else gettext("nogle få")


@register.filter
def days(campaign: Campaign) -> str:
    """Its day, or its first and last."""
    first = date_words(campaign.on, "j. F Y")
    if campaign.until_on is None or campaign.until_on == campaign.on:
        return first
    told = {"first": first, "last": date_words(campaign.until_on, "j. F Y")}
    return gettext("%(first)s til %(last)s") % told


@register.filter
def how_many(campaign: Campaign) -> str:
    """Planned, and what came of it; empty when neither is written."""
    told = {"n": campaign.n_out, "planned": campaign.n_planned}
    gathered = campaign.kind in GATHERED
    if campaign.n_out is None and campaign.n_planned is None:
        return ""
    if campaign.n_out is None:
        return gettext("%(planned)s planlagt") % told
    if campaign.n_planned is None:
        return (gettext("%(n)s mennesker") if gathered else gettext("%(n)s delt ud")) % told
    words = gettext("%(n)s mennesker, %(planned)s ventet") if gathered else gettext("%(n)s delt ud af %(planned)s")
    return words % told


@register.filter
def line_fact(line: Line) -> str:
    """The second line of a row of the list."""
    one = line.campaign
    parts = [campaign_kind(one.kind), days(one), one.place, one.area.name if one.area else "", how_many(one)]
    return " · ".join(part for part in [*parts, came_after(line.through) if line.through else ""] if part)


@register.filter
def came_after(through: Through) -> str:
    """What came through the codes, in a few words; what nobody came by is left out."""
    tips, calls = through.tips, through.calls
    parts = []
    if tips.total.value != 0:
        parts.append(gettext("%(n)s praj") % {"n": in_all(tips)})
    if calls.total.value != 0:
        parts.append(gettext("%(n)s »Ring til mig«") % {"n": in_all(calls)})
    if not parts:
        return gettext("ingen er kommet gennem koden endnu")
    return gettext("kom bagefter: %(what)s") % {"what": ", ".join(parts)}
