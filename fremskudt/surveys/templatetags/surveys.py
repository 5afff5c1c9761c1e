"""Words of instruments in the language of the page."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language, gettext, gettext_lazy

from fremskudt.instruments import Item, Missing
from fremskudt.instruments import Values as InstrumentValues
from fremskudt.instruments.versions import Size
from fremskudt.surveys.selectors.instrument import newest

register = template.Library()


def language() -> str:
    return "en" if (get_language() or "da").startswith("en") else "da"


@register.filter
def said(text: Mapping[str, str] | None) -> str:
    """The text in the language of the page."""
    return "" if text is None else text.get(language()) or text["da"]


@register.filter
def kind_title(kind: str) -> str:
    """What a kind of file or an instrument is called."""
    return said(newest(kind).title)


@register.filter
def size_said(size: Size) -> str:
    """How much a version changes."""
    return size.label(language())


ORIGINS = {
    "library": gettext_lazy("følger med Fremskudt"),
    "fhir": gettext_lazy("hentet ind fra FHIR"),
    "xlsform": gettext_lazy("hentet ind fra XLSForm"),
    "yaml": gettext_lazy("hentet ind i vores eget format"),
}


@register.filter
def origin_said(origin: str) -> str:
    """Where a version came from."""
    return str(ORIGINS[origin])


@register.filter
def instrument_title(slug: str) -> str:
    """The same of any instrument, also one that was taken in here."""
    return said(newest(slug).title)


@register.filter
def read_as(values: Mapping[str, int | Missing], name: str) -> str:
    """What a cell of a worked example is read as: the number, or the reason for a missing answer in words."""
    value = values[name]
    return value.label(language()) if isinstance(value, Missing) else str(value)


@register.filter
def stands(values: InstrumentValues, item: Item) -> str:
    """What stands as the answer to a question: words of the option, of all that are ticked, or why there is none."""
    first = values[item.variables[0]]
    if isinstance(first, Missing) or first is None:
        return (first or Missing.NOT_ASKED).label(language())
    if item.scale.kind != "multiple":
        return item.scale.label(first, language())
    ticked = [said(option.label) for option in item.scale.options if values[f"{item.id}.{option.slug}"] == 1]
    return ", ".join(ticked) or gettext("Ingen af dem")
