"""Words for where somebody stands in a wave."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.standing import MEANING, Standing
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.selectors.rounds import InWave

register = template.Library()


@register.filter
def missing(one: InWave, round: object) -> str:
    """What is owed by whom: small bites that are left, or why there is no answer, and until when it waits."""
    is_staff = getattr(round, "is_staff", False)
    return " · ".join(filter(None, [_owed(one, is_staff=is_staff), _waits(one), _unasked(one)]))


@register.filter
def way(mode: Mode) -> str:
    """How the answers came, in words."""
    return {
        Mode.SELF: _("Selv, på en telefon"),
        Mode.ASSISTED: _("Sammen"),
        Mode.PHONE: _("Over telefonen"),
        Mode.PAPER: _("På papir"),
        Mode.STAFF: _("Udfyldt af en medarbejder"),
    }[mode]


def _owed(one: InWave, *, is_staff: bool) -> str:
    if one.standing is Standing.IN_PROGRESS and one.n_bites:
        return ngettext("%(n)s lille bid", "%(n)s små bidder", one.n_bites) % {"n": one.n_bites}
    if one.why and not is_staff:
        return _(WHY[one.why].words).lower()
    meaning = MEANING[one.standing]
    return _(meaning.staff_words if is_staff and meaning.staff_words else meaning.words).lower()


def _waits(one: InWave) -> str:
    if one.waits_until:
        return _("venter til %(day)s") % {"day": _on(one.waits_until)}
    if one.rest.kind == "ended":
        return _("har sagt farvel for nu")
    if one.rest.kind == "pause":
        return _("holder pause")
    if one.rest.kind == "not_now":
        return _("har sagt ikke nu")
    return ""


def _unasked(one: InWave) -> str:
    return "" if one.has_said else _("er ikke spurgt, om de vil være med")


def _on(day: object) -> str:
    return date_format(day, "j. F")  # type: ignore[arg-type]
