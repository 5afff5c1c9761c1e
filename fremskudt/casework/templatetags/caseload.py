"""What stands in a row of the caseload: the next thing, how long ago and how often, and what to mind."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from fremskudt.casework.rules import caseload as rules
from fremskudt.casework.rules.caseload import Group
from fremskudt.casework.rules.contact_agreement import UNTIL_THEY_SAY
from fremskudt.casework.rules.duplicates import REASONS, Reason
from fremskudt.casework.rules.safety import NOTICES
from fremskudt.casework.rules.treatment_request import days_left
from fremskudt.casework.selectors.caseload import Row

register = template.Library()


@register.filter
def group_name(group: Group) -> str:
    return gettext(rules.GROUPS[group])


@register.filter
def likeness(reason: Reason) -> str:
    """Why two may be the same."""
    return gettext(REASONS[reason])


@register.filter
def days_ago(days: int) -> str:
    """»i dag«, »i går«, »9 dage siden«."""
    if days < 2:
        return gettext("i dag") if days < 1 else gettext("i går")
    return ngettext("%(n)d dag siden", "%(n)d dage siden", days) % {"n": days}


@register.filter
def rhythm(every_days: int | None) -> str:
    """»aftalt: hver uge«; empty where nothing is agreed."""
    if every_days is None:
        return ""
    words = {1: gettext("aftalt: hver dag"), 7: gettext("aftalt: hver uge")}
    return words.get(every_days) or gettext("aftalt: hver %(n)d. dag") % {"n": every_days}


@register.filter
def row_next(row: Row) -> str:
    """The next agreed time, or what the group is about."""
    standing = row.standing
    if row.group is Group.BOARD and standing.board_on and not row.next_at:
        return gettext("Se på det igen %(day)s") % {"day": _day(standing.board_on)}
    if row.group is Group.PAUSE and standing.look_again_on:
        return gettext("Se på det igen %(day)s") % {"day": _day(standing.look_again_on)}
    if standing.ended_on:
        return gettext("Farvel for nu, %(day)s") % {"day": _day(standing.ended_on)}
    return _when(row.next_at) if row.next_at else ""


@register.filter
def row_fact(row: Row) -> str:
    """»9 dage siden · aftalt: hver uge«."""
    standing = row.standing
    if row.door_until or standing.ended_on:
        return row.code
    seen = days_ago(row.days_unseen)
    if standing.last_seen_on is None:
        seen = gettext("ikke set endnu, fundet %(when)s") % {"when": seen}
    return " · ".join(part for part in (seen, rhythm(standing.every_days)) if part)


@register.filter
def row_chips(row: Row) -> list[str]:
    """What to mind before the next step, in words."""
    found = [gettext(NOTICES[kind]) for kind in row.notices]
    if row.door_until:
        until = formatted(timezone.localtime(row.door_until), "H.i")
        found.insert(0, gettext("Åben dør til kl. %(until)s") % {"until": until})
    if row.is_urgent:
        found.insert(0, gettext("Beder om hjælp i dag"))
    if row.asked_on and row.standing.ended_on is None:
        left = days_left(row.asked_on, timezone.localdate())
        words = ngettext("Frist om %(n)d dag", "Frist om %(n)d dage", left) % {"n": left}
        found.append(words if left > 0 else gettext("Frist i dag") if left == 0 else gettext("Fristen er overskredet"))
    if (until_day := row.standing.not_now_until) and until_day > timezone.localdate() and not row.standing.ended_on:
        says = gettext("Ikke nu. Borgeren siger selv til")
        found.append(says if until_day == UNTIL_THEY_SAY else gettext("Ikke nu før %(day)s") % {"day": _day(until_day)})
    return found


def _day(day: date) -> str:
    return formatted(day, "j. F" if day.year == timezone.localdate().year else "j. F Y")


def _when(at: datetime) -> str:
    today, clock = timezone.localdate(), formatted(at, "H.i")
    if at.date() == today:
        return gettext("I dag kl. %(clock)s") % {"clock": clock}
    if at.date() == today + timedelta(days=1):
        return gettext("I morgen kl. %(clock)s") % {"clock": clock}
    return gettext("%(day)s kl. %(clock)s") % {"day": capfirst(formatted(at, "l j. F")), "clock": clock}
