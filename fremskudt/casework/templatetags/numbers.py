"""Numbers in words: periods, hours, and counts that may be hidden."""

from collections.abc import Iterator

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fremskudt.basics.small_counts import Middle, Protected
from fremskudt.casework.rules.contact import HELP
from fremskudt.casework.rules.ending import REASONS
from fremskudt.casework.rules.hours import CONTACTS, WORK, Sum
from fremskudt.casework.rules.pause import CAUSES
from fremskudt.casework.rules.period import Kind, Period
from fremskudt.casework.rules.steering import Amount, Line, Unit
from fremskudt.casework.selectors.activity_offer import TakingPart
from fremskudt.casework.selectors.hours import Numbers
from fremskudt.partnership.rules.activity import KINDS

register = template.Library()
UNKNOWN = "–"


@register.filter
def period_name(period: Period) -> str:
    """»november 2026«, »4. kvartal 2026«, »2026«."""
    if period.kind is Kind.MONTH:
        return date_format(period.start, "F Y")
    if period.kind is Kind.QUARTER:
        return _("%(number)s. kvartal %(year)s") % {"number": period.quarter, "year": period.start.year}
    return str(period.start.year)


@register.filter
def pause_cause(cause: str) -> str:
    return _(CAUSES[cause])


@register.filter
def ending_reason(reason: int) -> str:
    return _(REASONS[reason])


@register.filter
def work_name(kind: str) -> str:
    return _(WORK[kind]) if kind in WORK else kind


@register.filter
def minutes_words(minutes: int) -> str:
    """»1 t. 30 min.«"""
    whole, rest = divmod(minutes, 60)
    parts = [_("%(n)s t.") % {"n": whole}] * bool(whole) + [_("%(n)s min.") % {"n": rest}] * bool(rest or not whole)
    return " ".join(parts)


@register.filter
def hours(found: Sum) -> str:
    """Hours to the nearest quarter; a dash where nobody wrote any."""
    if found.hours is None:
        return UNKNOWN
    return number_format(found.hours, len(f"{found.hours:g}".partition(".")[2]))


@register.filter
def kilometres(found: Sum) -> str:
    return UNKNOWN if found.kilometres is None else str(found.kilometres)


@register.filter
def estimated(found: Sum) -> str:
    """How much of it is an estimate, in words; nothing where none is."""
    share = found.share_estimated
    return _("%(percent)s %% er anslået") % {"percent": round(100 * share)} if share else ""


@register.filter
def without_time(found: Sum) -> str:
    """How many entries have no time, in words."""
    if not found.n_unknown:
        return ""
    return ngettext("%(n)s uden tid", "%(n)s uden tid", found.n_unknown) % {"n": found.n_unknown}


@register.filter
def named(sums: dict[str, Sum], what: str) -> list[tuple[str, Sum]]:
    """The sums under their Danish names; organisations have theirs already."""
    words = {"contacts": CONTACTS, "help_given": HELP, "work": WORK}.get(what, {})
    return [(_(words[kind]) if kind in words else kind, found) for kind, found in sums.items()]


@register.filter
def by_kind(told: TakingPart) -> list[tuple[str, Protected]]:
    """Each kind of activity by its name, as in figure 3.2."""
    return [(_(KINDS[kind]), count) for kind, count in told.kinds.items()]


def number_rows(numbers: Numbers) -> Iterator[list[str]]:
    """The page as rows of a spreadsheet; an empty cell where nothing is known."""
    titles = {
        "contacts": _("Kontakt"), "help_given": _("Heraf praktisk hjælp"), "work": _("Andet arbejde"),
        "volunteers": _("Frivillige"),
    }  # fmt: skip
    yield [_("Periode"), _("Slags"), _("Hvad"), _("Antal"), _("Timer"), _("Heraf anslåede timer"), _("Kilometer")]
    for what, title in titles.items():
        for name, found in named(getattr(numbers, what), what):
            guessed = "" if found.hours is None else number_format(found.estimated / 60, 2)
            cells = ["" if text == UNKNOWN else text for text in (hours(found), guessed, kilometres(found))]
            yield [numbers.period.key, title, name, str(found.n), *cells]


@register.filter
def cell(value: Protected | Middle | Amount, unit: Unit = Unit.PEOPLE) -> str:
    """What stands in a row of the steering group's page. A hidden number is »skjult«, and never nought."""
    if isinstance(value, Protected):
        return _(value.words) if value.words else str(value.value)
    if value.value is None:
        return _("skjult") if isinstance(value, Middle) else UNKNOWN
    n = round(value.value)
    words = {
        Unit.DAYS: ngettext("%(n)s dag", "%(n)s dage", n), Unit.MINUTES: ngettext("%(n)s minut", "%(n)s minutter", n),
        Unit.KILOMETRES: _("%(n)s km"), Unit.HOURS: _("%(n)s t."),
    }.get(unit, "%(n)s")  # fmt: skip
    return words % {"n": n}


@register.filter
def now_cell(line: Line) -> str:
    return cell(line.now, line.unit)


@register.filter
def before_cell(line: Line) -> str:
    return cell(line.before, line.unit)
