"""What a page would send: the fields of its form, as a browser reads them."""

from html.parser import HTMLParser

from django.http import HttpResponse


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._inside = False
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
            self._inside = True
        elif self._inside and tag == "textarea":
            self._area = found["name"]
            self.forms[-1][self._area] = ""
        elif self._inside and tag in {"input", "button"} and found.get("name"):
            unticked = found.get("type") in {"radio", "checkbox"} and "checked" not in found
            if not unticked:
                self.forms[-1][found["name"]] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data


def fields_of(page: HttpResponse, *without: str) -> dict[str, str]:
    """The fields of the page's own form (the last that posts anything of its own)."""
    reader = _Fields()
    text = page.content.decode()
    reader.feed(text[text.index("<main") :])
    form = next(form for form in reversed(reader.forms) if form)
    return {name: value for name, value in form.items() if name not in {*without, "csrfmiddlewaretoken"}}
