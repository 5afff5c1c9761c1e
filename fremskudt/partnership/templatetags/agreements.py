"""What the pages of agreements, proposals and partners say in words."""

from django import template
from django.utils.translation import gettext

from fremskudt.partnership.rules.agreement import DIRECTIONS, RHYTHMS, SIDES, TODOS
from fremskudt.partnership.rules.proposal import ANSWERS, NO_ANSWER

register = template.Library()


@register.filter
def todo_words(todo: str) -> str:
    """What a partner's card asks for."""
    return gettext(TODOS[todo])


@register.filter
def side_words(side: str) -> str:
    return gettext(SIDES[side])


@register.filter
def direction_words(direction: str) -> str:
    """»Vi besøgte dem« or »De besøgte os«."""
    return gettext(DIRECTIONS[direction])


@register.filter
def answer_words(kind: str) -> str:
    """What became of a proposal; of no answer, that it waits."""
    return gettext(ANSWERS[kind]) if kind else gettext(NO_ANSWER)


@register.filter
def rhythm_words(days: int) -> str:
    """»Hver 14. dag«; a number of days that no rhythm has is told as it is."""
    return gettext(RHYTHMS[days]) if days in RHYTHMS else gettext("Hver %(days)s. dag") % {"days": days}


@register.filter
def dialled(phone: str) -> str:
    """A telephone number as an address: digits and a leading plus alone."""
    return "".join(sign for at, sign in enumerate(phone.strip()) if sign.isdigit() or (sign == "+" and at == 0))
