"""HTML put together from elements, so that text can never become markup."""

from html import escape

_VOID = frozenset({"meta", "br", "link", "col"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *children: str | Html, **attributes: str) -> Html:
    """One element. Plain text among `children` is escaped; `class_` and `aria_label` name `class` and `aria-label`."""
    written = "".join(f' {key.strip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: str | Html) -> Html:
    """Elements and text after each other."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))
