"""Words of instruments in the language of the page."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from fremskudt import instruments
from fremskudt.instruments import Missing

register = template.Library()


def language() -> str:
    return "en" if (get_language() or "da").startswith("en") else "da"


@register.filter
def said(text: Mapping[str, str] | None) -> str:
    """The text in the language of the page."""
    return "" if text is None else text[language()]


@register.filter
def kind_title(kind: str) -> str:
    """What a kind of file or an instrument is called."""
    return instruments.get(kind).title[language()]


@register.filter
def read_as(values: Mapping[str, int | Missing], name: str) -> str:
    """What a cell of a worked example is read as: the number, or the reason for a missing answer in words."""
    value = values[name]
    return value.label(language()) if isinstance(value, Missing) else str(value)
