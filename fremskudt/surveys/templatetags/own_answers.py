"""How a question is drawn on the citizen's page."""

from typing import Any

from django import template
from django.forms import BoundField

from fremskudt.instruments import Scale
from fremskudt.surveys.templatetags.surveys import said

register = template.Library()


@register.filter
def anchored(scale: Scale) -> tuple[str, str]:
    """What stands above and below the numbers: »0 = …«; empty where the end has no words."""
    least, most = scale.codes[0], scale.codes[-1]
    told = [f"{end} = {said(scale.anchors[end])}" if end in scale.anchors else "" for end in (least, most)]
    return told[0], told[1]


@register.filter
def chosen(field: BoundField) -> set[str]:
    """The values that are ticked, as they stand in the page."""
    value: Any = field.value()
    if value is None:
        return set()
    return {str(one) for one in value} if isinstance(value, list) else {str(value)}
