"""What the pages of a running meeting say in words: topics, points, kinds, places, and reasons."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext

from fremskudt.casework.rules.consent import TOPICS
from fremskudt.casework.rules.contact import PLACES
from fremskudt.casework.rules.meeting import KINDS
from fremskudt.casework.rules.meeting_summary import WAYS

register = template.Library()


@register.filter
def topic_words(topics: Iterable[str]) -> str:
    """»hvornår vi ses, bolig«, in the order in which they are asked."""
    told = set(topics)
    return ", ".join(gettext(words) for key, words in TOPICS.items() if key in told)


@register.filter
def topic_word(topic: str) -> str:
    return gettext(TOPICS[topic]) if topic in TOPICS else ""


@register.filter
def point_words(point: str) -> str:
    """A point of the proposal in the reader's language; one of somebody's own as it was written."""
    return gettext(point)


@register.filter
def kind_words(kind: str) -> str:
    return gettext(KINDS[kind])


@register.filter
def way_words(way: str) -> str:
    return gettext(WAYS[way]) if way in WAYS else ""


@register.filter
def place_words(place: str) -> str:
    return gettext(PLACES[place]).lower() if place in PLACES else ""


@register.filter
def reason_words(sentence: str) -> str:
    """A sentence of the rules in the reader's language; nothing stays nothing."""
    return gettext(sentence) if sentence else ""
