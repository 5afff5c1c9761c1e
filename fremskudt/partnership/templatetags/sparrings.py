"""What the pages of sparring say in words."""

from django import template
from django.utils.translation import gettext

from fremskudt.partnership.rules.sparring import KINDS

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """»Supervision« or »Sparring«."""
    return gettext(KINDS[kind])
