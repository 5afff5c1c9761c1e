"""Words of meetings and their rhythm in the language of the page."""

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext

from fremskudt.casework.rules.cadence import Standing
from fremskudt.casework.rules.meeting import KINDS
from fremskudt.casework.rules.meeting_plan import ANSWERS

register = template.Library()


@register.filter
def meeting_kind(kind: str) -> str:
    """»Kort møde«."""
    return gettext(KINDS[kind])


@register.filter
def answer_words(answered: str) -> str:
    """»Kommer«; nothing where nobody has answered."""
    return gettext(ANSWERS[answered]) if answered else ""


@register.filter
def topic_words(topics: list[str]) -> str:
    """»hvornår vi ses, bolig«."""
    return ", ".join(gettext(topic) for topic in topics)


@register.filter
def rhythm_words(standing: Standing) -> str:
    """»Planlagt hver 14. dag. Sidst: 20. oktober.«"""
    days = standing.every_days
    said = [gettext("Planlagt hver dag.") if days == 1 else gettext("Planlagt hver %(n)s. dag.") % {"n": days}]
    said.append(
        gettext("Sidst: %(day)s.") % {"day": _day(standing.last)} if standing.last else gettext("Ikke holdt endnu.")
    )
    if standing.has_slipped:
        said.append(gettext("Skulle være holdt %(day)s.") % {"day": _day(standing.due_on)})
    if standing.planned_on:
        said.append(gettext("Næste: %(day)s.") % {"day": _day(standing.planned_on)})
    return " ".join(said)


def _day(day: object) -> str:
    return date_format(day, "j. F")  # type: ignore[arg-type]
