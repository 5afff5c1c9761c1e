"""Words of what is agreed with somebody outside the team, in the language of the page."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext

from fremskudt.casework.rules.agreed import DIRECTIONS, PLACES
from fremskudt.casework.rules.consent import TOPICS

register = template.Library()


@register.filter
def topic_words(topic: str) -> str:
    """»hvornår vi ses«."""
    return gettext(TOPICS[topic])


@register.filter
def topics_words(topics: Iterable[str]) -> str:
    """»hvornår vi ses, bolig«."""
    return ", ".join(topic_words(topic) for topic in topics)


@register.filter
def place_told(place: str) -> str:
    """»Hos teamet«."""
    return gettext(PLACES[place])


@register.filter
def direction_told(direction: str) -> str:
    """»Teamet må fortælle jer det.«"""
    return gettext(DIRECTIONS[direction])
