"""Words of the pages where the therapist asks."""

from django import template
from django.utils.translation import gettext, ngettext

from fremskudt.surveys.rules.ways import HOLD_REASONS
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.selectors.questions import Theme

register = template.Library()


@register.filter
def why_wait(reason: str) -> str:
    return gettext(HOLD_REASONS[reason])


@register.filter
def why_none(why: str) -> str:
    return gettext(WHY[why].words)


@register.filter
def so_far(theme: Theme) -> str:
    """»2 svar · 1 sprunget over · 1 venter«; only what there is."""
    parts = [
        (theme.n_answered, ngettext("%(n)s svar", "%(n)s svar", theme.n_answered)),
        (theme.n_skipped, ngettext("%(n)s sprunget over", "%(n)s sprunget over", theme.n_skipped)),
        (theme.n_left, ngettext("%(n)s endnu ikke", "%(n)s endnu ikke", theme.n_left)),
    ]
    return " · ".join(words % {"n": n} for n, words in parts if n)
