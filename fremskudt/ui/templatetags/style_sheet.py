"""The frame around each part on /ui/: its name, its own one-line description, the sample."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from fremskudt.ui import blocks
from fremskudt.ui.templatetags import parts

register = template.Library()


@register.simple_block_tag
def part(content: str, name: str) -> SafeString:
    """A section of the living style sheet."""
    function = getattr(parts, name, None) or getattr(blocks, name)
    return render_to_string(
        "ui/style/part.html", {"content": content, "name": name, "words": function.__doc__.replace("`", "")}
    )
