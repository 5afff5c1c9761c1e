"""Lines of the log as sentences: for the one who works here, for the paper, and for the citizen's own phone."""

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.log_words import action_words, purpose_words
from fremskudt.access.roles import ROLE_NAMES
from fremskudt.casework.selectors.citizen_log import Line
from fremskudt.casework.selectors.own_log import Did, Look
from fremskudt.casework.selectors.who import Side, Who

register = template.Library()

HOLDER = _("Borgeren, eller en med borgerens link,")
BY_FUNCTION = {
    Side.LEADER: _("Lederen af teamet"),
    Side.GUARD: _("Den, der passer på dine oplysninger,"),
    Side.HOUSE: _("En fra kommunen"),
    Side.OUTSIDE: _("En uden for teamet"),
    Side.LINK: _("Du, eller en med dit link,"),
    Side.SYSTEM: _("Systemet"),
}
NAMED_BY_FUNCTION = {
    Side.TEAM: _("%(name)s fra teamet"),
    Side.LEADER: _("%(name)s, der leder teamet,"),
    Side.GUARD: _("%(name)s, der passer på dine oplysninger,"),
    Side.HOUSE: _("%(name)s fra kommunen"),
}
DOINGS = {
    Did.SAW: _("så dine papirer"),
    Did.SAW_IDENTITY: _("så dit navn eller nummer"),
    Did.WROTE: _("skrev i dine papirer"),
    Did.OPENED: _("åbnede dine papirer uden at følge dig"),
    Did.CHECKED: _("så efter, hvem der har set dine papirer"),
    Did.GAVE_LINK: _("gav dig et link eller lukkede det"),
}


@register.filter
def line_words(line: Line) -> str:
    """»Tea Larsen så sagen«: for those who work here."""
    return f"{_named(line.who)} {action_words(line.action)}"


@register.filter
def line_facts(line: Line) -> str:
    """»Fremskudt behandler · Hjælpe borgeren«."""
    roles = ", ".join(str(ROLE_NAMES[role]) for role in line.who.roles)
    return " · ".join(part for part in (roles, purpose_words(line.purpose)) if part)


@register.filter
def paper_words(line: Line) -> str:
    """»Tea fra teamet så sagen«: for the citizen, so with first names and by function."""
    return f"{_on_paper(line.who)} {action_words(line.action)}"


@register.filter
def line_purpose(line: Line) -> str:
    return purpose_words(line.purpose)


@register.filter
def look_words(look: Look) -> str:
    """»Tea fra teamet så dine papirer«: by function, and nobody's surname."""
    if look.side is Side.TEAM:
        who = (
            gettext("%(name)s fra teamet") % {"name": look.first_name} if look.first_name else gettext("En fra teamet")
        )
    else:
        who = str(BY_FUNCTION[look.side])
    return f"{who} {DOINGS[look.did]}"


def _named(who: Who) -> str:
    if who.side is Side.LINK:
        return str(HOLDER)
    return _place(who) if who.side is Side.OUTSIDE else who.name or str(BY_FUNCTION[Side.SYSTEM])


def _on_paper(who: Who) -> str:
    if who.side in NAMED_BY_FUNCTION and who.name:
        return str(NAMED_BY_FUNCTION[who.side]) % {"name": who.first_name}
    return _place(who) if who.side is Side.OUTSIDE else str(BY_FUNCTION.get(who.side, _("En fra teamet")))


def _place(who: Who) -> str:
    """Of people elsewhere only the place is told."""
    return gettext("En fra %(place)s") % {"place": ", ".join(who.organisations)}
