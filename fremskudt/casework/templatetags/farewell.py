"""Codes of a transition, a pause and a farewell in the reader's language."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext

from fremskudt.casework.rules import ending, follow_up, pause, phase, transition

register = template.Library()

NAMES: dict[str, Mapping[object, str]] = {
    "cause": pause.CAUSES,  # type: ignore[dict-item]
    "kind": follow_up.KINDS,  # type: ignore[dict-item]
    "phase": phase.PHASES,  # type: ignore[dict-item]
    "reason": ending.REASONS,  # type: ignore[dict-item]
    "state": transition.STATES,  # type: ignore[dict-item]
    "target": ending.TARGETS,  # type: ignore[dict-item]
    "rhythm": transition.RHYTHMS,  # type: ignore[dict-item]
}


@register.filter
def named(code: object, of: str) -> str:
    """What a code of these is called: `{{ pause.cause|named:"cause" }}`."""
    return gettext(NAMES[of][code])


@register.filter
def said(sentence: str) -> str:
    """A sentence of the rules in the reader's language; nothing stays nothing."""
    return gettext(sentence) if sentence else ""
