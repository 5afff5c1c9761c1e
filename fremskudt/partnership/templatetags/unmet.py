"""The numbers of those we have not met, in words and as bars."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from fremskudt.basics.small_counts import Middle, Protected
from fremskudt.partnership.rules.unmet import AreaLine, Quarter, Span

register = template.Library()

# A picture for a phone and one for a desk: how wide, and where a bar begins.
SIZES = {"narrow": 320, "wide": 880}
STEP, ROOM = 62, 70  # from bar to bar; kept for the words at its end


@dataclass(frozen=True)
class Bar:
    """One area. A hidden number has no bar; `least` is where the interval begins, None where it is not told."""

    name: str
    words: str
    y: int
    width: int
    least: int | None


@dataclass(frozen=True)
class Picture:
    kind: str
    width: int
    height: int
    bars: Sequence[Bar]


@register.filter
def span_words(span: Span) -> str:
    """»mellem 18 og 31«, or »højst 5« where the least number is not told."""
    if not span.low:
        return gettext("højst %(most)s") % {"most": span.high}
    return gettext("mellem %(least)s og %(most)s") % {"least": span.low, "most": span.high}


@register.filter
def percent_words(pct: tuple[int, int]) -> str:
    """»mellem 20 og 40 procent«."""
    least, most = pct
    if not least:
        return gettext("højst %(most)s procent") % {"most": most}
    return gettext("mellem %(least)s og %(most)s procent") % {"least": least, "most": most}


@register.filter
def count_words(count: Protected) -> str:
    """A number, »ingen« or »skjult«; never nought for what is hidden."""
    return gettext(count.words) if count.words else str(count.value)


@register.filter
def weeks_words(weeks: Middle) -> str:
    if weeks.value is None:
        return gettext("skjult")
    n = round(weeks.value)
    return ngettext("%(n)s uge", "%(n)s uger", n) % {"n": n}


@register.filter
def quarter_name(quarter: Quarter) -> str:
    """»3. kvartal 2026«."""
    return gettext("%(number)s. kvartal %(year)s") % {"number": quarter.number, "year": quarter.start.year}


@register.filter
def month_names(quarter: Quarter) -> list[str]:
    return [date_format(month, "F") for month in quarter.months]


@register.filter
def area_name(line: AreaLine, names: Mapping[int, str]) -> str:
    return gettext("Uden område") if line.area is None else names.get(line.area, gettext("Uden område"))


@register.filter
def people_words(line: AreaLine) -> str:
    """How many people the tips of an area may be."""
    if not line.tips.value:
        return gettext(line.tips.words)
    return span_words(Span(line.least, line.tips.value))


@register.filter
def by_name(lines: Iterable[AreaLine], names: Mapping[int, str]) -> list[AreaLine]:
    """In alphabetical order, so that the order tells of no number; those without an area last."""
    return sorted(lines, key=lambda line: (line.area is None, area_name(line, names).casefold()))


@register.filter
def pictures(lines: Sequence[AreaLine], names: Mapping[int, str]) -> list[Picture]:
    """The bars, once for a phone and once for a desk."""
    longest = max((line.tips.value or 0 for line in lines), default=0) or 1
    return [
        Picture(kind, width, STEP * len(lines) + 4, [
            _bar(line, names, place, (width - ROOM) / longest) for place, line in enumerate(lines)
        ])
        for kind, width in SIZES.items()
    ]  # fmt: skip


def _bar(line: AreaLine, names: Mapping[int, str], place: int, scale: float) -> Bar:
    tips = line.tips.value or 0
    least = round(line.least * scale) if line.least else None
    return Bar(area_name(line, names), count_words(line.tips), STEP * place + 24, round(tips * scale), least)
