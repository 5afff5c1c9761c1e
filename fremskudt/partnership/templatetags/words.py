"""`{% word "praj" %}`: our word for something, or the one that the reader's municipality has chosen (F82)."""

from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from fremskudt.access.models import Organisation
from fremskudt.partnership.rules.word import AVOIDED, TERMS, THINK_TWICE
from fremskudt.partnership.selectors.word import own_words, town_of

register = template.Library()
HELD = "own_words_of_towns"  # on the request: asked once, however many words a page shows


@register.simple_tag(takes_context=True)
def word(context: template.Context, term: str) -> str:
    """The word of `town` (a municipality or its number) in the context, else of the reader's municipality, else ours.

    A citizen's page by a link and a page of a code on a wall name their `town`. An own word is Danish, so a page in
    English has our word in English. A term that is not in rules/word.TERMS raises KeyError.
    """
    standard = gettext(TERMS[term].standard)
    town = _town(context)
    if town is None or (get_language() or "da").partition("-")[0] != "da":
        return standard
    return _own_words(context, town).get(term, standard)


@register.filter
def capital(text: str) -> str:
    """With a capital first, and the rest as it is."""
    return text[:1].upper() + text[1:]


@register.simple_tag
def avoided_by_all() -> dict[str, Any]:
    """What nobody can take off the list, for A4."""
    return {"danish": list(AVOIDED["da"]), "english": list(AVOIDED["en"]), "think_twice": list(THINK_TWICE)}


def _town(context: template.Context) -> int | None:
    named = context.get("town")
    if isinstance(named, Organisation | int):
        return named if isinstance(named, int) else named.pk
    reach = getattr(context.get("request"), "reach", None)
    return town_of(reach) if reach is not None else None


def _own_words(context: template.Context, town: int) -> dict[str, str]:
    request = context.get("request")
    if request is None:  # a mail: few words, and nothing to keep them on
        return own_words(town)
    held: dict[int, dict[str, str]] = request.__dict__.setdefault(HELD, {})
    if town not in held:
        held[town] = own_words(town)
    return held[town]
