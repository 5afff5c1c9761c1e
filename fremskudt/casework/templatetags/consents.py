"""Words about who may know what, in the language of the page."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext

from fremskudt.casework.rules import consent_words
from fremskudt.casework.rules.consent import DIRECTIONS, FORMS, PURPOSES

register = template.Library()


@register.filter
def told_topics(topics: Iterable[str]) -> str:
    """»hvornår vi ses, din bolig og dine penge«, to the citizen."""
    return consent_words.topic_words(topics, say=gettext)


@register.filter
def purpose_words(purpose: str) -> str:
    """»så I kan hjælpe mig sammen«."""
    return gettext(PURPOSES[purpose])


@register.filter
def direction_words(direction: str) -> str:
    """»fortælle og spørge«."""
    return gettext(DIRECTIONS[direction])


@register.filter
def form_words(form: str) -> str:
    """»sagt højt«."""
    return gettext(FORMS[form])


@register.filter
def state_words(state: str) -> str:
    """What became of an answer: »Trukket tilbage«."""
    return _states()[state]


def _states() -> dict[str, str]:
    return {
        "holds": gettext("Gælder"),
        "left": gettext("Gælder ikke: arbejder der ikke mere"),
        "expired": gettext("Udløbet"),
        "withdrawn": gettext("Trukket tilbage"),
        "replaced": gettext("Et nyt svar kom i stedet"),
        "no": gettext("Nej"),
        "not_now": gettext("Ikke nu"),
    }
