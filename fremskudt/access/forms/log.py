"""The syntax of a search in the log, and of what is said about a line of the sample."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from fremskudt.access.event_names import PURPOSE_NAMES
from fremskudt.access.models import User
from fremskudt.access.selectors.log import GROUPS
from fremskudt.access.selectors.log_search import Criteria

ANY = ("", _("Alle"))
NOT_LISTED = {"invalid_choice": _("Vælg noget på listen.")}


class LogForm(forms.Form):
    """Sent by POST, so that nothing of it stands in an address. Empty fields are not asked about."""

    citizen = forms.CharField(
        label=_("Borgerens kode"),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    user = forms.TypedChoiceField(
        label=_("Bruger"), required=False, coerce=int, empty_value=None, error_messages=NOT_LISTED
    )
    first = forms.DateField(
        label=_("Fra og med"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv en dato.")},
    )  # fmt: skip
    last = forms.DateField(
        label=_("Til og med"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Skriv en dato.")},
    )  # fmt: skip
    action = forms.ChoiceField(
        label=_("Hvad er gjort"),
        required=False,
        choices=lambda: [ANY, *((key, words) for key, (words, _starts) in GROUPS.items())],
        error_messages=NOT_LISTED,
    )
    purpose = forms.ChoiceField(
        label=_("Formål"),
        required=False,
        choices=lambda: [ANY, *((key.value, words) for key, words in PURPOSE_NAMES.items())],
        error_messages=NOT_LISTED,
    )

    def __init__(self, *args: Any, users: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [ANY, *((user.pk, user.name) for user in users)]  # type: ignore[attr-defined]

    def clean_citizen(self) -> str:
        return str(self.cleaned_data["citizen"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("Til og med ligger før fra og med. Byt om på dem."))
        return self.cleaned_data

    def criteria(self) -> Criteria:
        return Criteria(**self.cleaned_data)

    def in_words(self) -> list[tuple[str, str]]:
        """Label and value of what was asked about, as the page says them."""
        return [
            (str(self.fields[name].label), _said(self.fields[name], value))
            for name, value in self.cleaned_data.items()
            if value
        ]


def _said(field: forms.Field, value: Any) -> str:
    if isinstance(value, date):
        return date_format(value)
    choices = list(field.widget.choices) if isinstance(field.widget, forms.Select) else []
    return next((str(words) for key, words in choices if key == value), str(value))


class VerdictForm(forms.Form):
    """»I orden« (fine), »Spørg om grund« (asked), which needs a note, or »Fortryd« (open)."""

    verdict = forms.ChoiceField(choices=[("fine", "fine"), ("asked", "asked"), ("open", "open")])
    note = forms.CharField(
        label=_("Hvad spørger du om?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv, hvad du spørger om."), "max_length": _("Skriv højst 300 tegn.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = not (self.is_bound and self.data.get("verdict") in {"fine", "open"})

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("verdict") != "asked":
            self.cleaned_data["note"] = ""
        return self.cleaned_data
