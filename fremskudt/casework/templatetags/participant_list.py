"""What stands on a card of the participant list."""

from datetime import date

from django import template
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext

from fremskudt.casework.rules.ending import REASONS, TARGETS
from fremskudt.casework.rules.participant_list import STANDINGS, Standing
from fremskudt.casework.selectors.participant_list import Card
from fremskudt.casework.templatetags.caseload import days_ago

register = template.Library()


@register.filter
def standings(_nothing: str) -> list[tuple[str, str]]:
    """The choices of »Vis«."""
    return [(key.value, gettext(name)) for key, name in STANDINGS.items()]


@register.filter
def card_standing(card: Card) -> str:
    """»i gang siden august 2026«."""
    words = {
        Standing.POSSIBLE: gettext("mulig siden %(month)s"),
        Standing.ACTIVE: gettext("i gang siden %(month)s"),
        Standing.PAUSE: gettext("holder pause"),
        Standing.FAREWELL: gettext("farvel for nu, %(month)s"),
    }[card.standing]
    return words % {"month": formatted(card.since, "F Y")}


@register.filter
def card_facts(card: Card) -> str:
    """»plan 6. november 2026 · set for 9 dage siden«; of an ended course why, where to, and whether it is open."""
    if card.ended_on:
        parts = [gettext(REASONS[card.reason or 8]).lower(), onward(card)]
        parts += [gettext("kan komme igen")] if card.may_return else []
        return " · ".join(parts)
    plan = gettext("plan %(day)s") % {"day": _day(card.plan_on)} if card.plan_on else gettext("ingen plan")
    parts = [plan, seen(card.days_unseen)]
    if card.look_again_on:
        parts.append(gettext("ser på det igen %(day)s") % {"day": _day(card.look_again_on)})
    return " · ".join(parts)


def onward(card: Card) -> str:
    return gettext("videre: %(target)s") % {"target": gettext(TARGETS[card.onward]).lower()}


def seen(days: int | None) -> str:
    if days is None:
        return gettext("ikke set endnu")
    words = gettext("set %(when)s") if days < 2 else gettext("set for %(when)s")
    return words % {"when": days_ago(days)}


def _day(day: date) -> str:
    return formatted(day, "j. F Y")
