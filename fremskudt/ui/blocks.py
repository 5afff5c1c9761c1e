"""The parts that wrap what stands between their start and end tag."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify


def register_blocks(register: template.Library) -> None:
    register.simple_block_tag(notice)
    register.simple_block_tag(data_table)
    register.simple_block_tag(bite_page, takes_context=True)
    register.tag("chart_card", chart_card)


def notice(content: str, kind: str = "note", title: str = "") -> SafeString:
    """Look here: kind note (sand), stop (brick) or own (plum, the citizen's own words)."""
    return render_to_string("ui/notice.html", {"content": content, "kind": kind, "title": title})


def data_table(content: str, caption: str, note: str = "") -> SafeString:
    """A table with a caption in a region that scrolls by itself; between the tags stand thead and tbody."""
    key = f"tabel-{slugify(caption)}"
    return render_to_string("ui/data_table.html", {"content": content, "caption": caption, "note": note, "id": key})


def bite_page(context: template.Context, content: str, position: int, of: int, action: str) -> SafeString:
    """One question: »2 af 3 i dag«, the answer between the tags, »Spring over« and »Videre« of equal weight."""
    values = {
        "content": content,
        "position": position,
        "of": of,
        "action": action,
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("ui/bite_page.html", values)


class ChartCard(template.Node):
    """A figure with its table folded beneath it."""

    def __init__(self, arguments: dict[str, FilterExpression], picture: NodeList, table: NodeList) -> None:
        self.arguments, self.picture, self.table = arguments, picture, table

    def render(self, context: template.Context) -> SafeString:
        values: dict[str, Any] = {name: value.resolve(context) for name, value in self.arguments.items()}
        values.update(
            picture=self.picture.render(context), table=self.table.render(context), level=values.get("level", 2)
        )
        return render_to_string("ui/chart_card.html", values)


def chart_card(parser: Parser, token: Token) -> ChartCard:
    """`{% chart_card title= base= note= source= level= %}` picture `{% chart_table %}` rows `{% endchart_card %}`."""
    arguments = token_kwargs(token.split_contents()[1:], parser)
    unknown = set(arguments) - {"title", "base", "note", "source", "level"}
    if unknown or "title" not in arguments:
        raise template.TemplateSyntaxError(
            "chart_card takes title=, base=, note=, source= and level=; title is needed."
        )
    picture = parser.parse(("chart_table", "endchart_card"))
    table = NodeList()
    if parser.next_token().contents == "chart_table":
        table = parser.parse(("endchart_card",))
        parser.delete_first_token()
    return ChartCard(arguments, picture, table)
