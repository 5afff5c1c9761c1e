"""A field for what people say: nothing is cut off by the browser, and too long is told with the number of signs."""

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext


class WordsField(forms.CharField):
    """Text of at most `longest` signs. No `maxlength` in the page: the browser would drop the rest of a long paste."""

    def __init__(self, *, longest: int, rows: int = 0, **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
        super().__init__(widget=widget, **more)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        """A line ends with one sign, whatever the browser sends."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if len(text) > self.longest:
            words = gettext("Det er for langt: %(n)s tegn, og der er plads til %(most)s. Intet er slettet.")
            n, most = (number_format(size, use_l10n=True, force_grouping=True) for size in (len(text), self.longest))
            raise forms.ValidationError(words % {"n": n, "most": most}, code="too_long")
        return text
