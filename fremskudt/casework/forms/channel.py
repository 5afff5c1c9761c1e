"""How somebody came to the team: five questions, none of which must be answered but the day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.rules import channel as rules
from fremskudt.casework.rules.channel import WayIn

AFTER_THE_YES = _("Dagen ligger efter den dag, borgeren sagde ja.")
CODE_FIELDS = ("found_where", "found_by", "known_before")


def one_of(names: dict[int, str], label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Ikke skrevet")), *((code, _(name)) for code, name in names.items())],
        error_messages={"invalid_choice": _("Vælg en fra listen.")},
    )


class ChannelForm(forms.Form):
    found_on = DayField(label=_("Hvornår fik I øje på borgeren?"))
    found_where = one_of(rules.FOUND_WHERE, _("Hvor var borgeren?"))
    found_by = one_of(rules.FOUND_BY, _("Hvem fik øje på borgeren?"))
    known_before = one_of(rules.KNOWN_BEFORE, _("Kender stofbehandlingen borgeren i forvejen?"))
    actors = forms.TypedMultipleChoiceField(
        label=_("Hvem var med i den første kontakt?"),
        help_text=_("Sæt så mange krydser, der passer."),
        required=False,
        coerce=int,
        choices=[(code, _(name)) for code, name in rules.ACTORS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Vælg en fra listen.")},
    )
    companion = forms.CharField(
        label=_("Hvem fulgte med til det første møde?"),
        help_text=_("En, borgeren selv har tillid til: fornavn og sted er nok."),
        required=False,
        max_length=rules.LONGEST_COMPANION,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")},
    )

    def __init__(self, *args: Any, started_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started_on = started_on

    def clean_found_on(self) -> date:
        day: date = self.cleaned_data["found_on"]
        if self.started_on and day > self.started_on:
            raise forms.ValidationError(AFTER_THE_YES)
        return day

    @property
    def way(self) -> WayIn:
        told = self.cleaned_data
        return WayIn(
            found_on=told["found_on"], actors=frozenset(told["actors"]), companion=told["companion"],
            **{name: told[name] for name in CODE_FIELDS},
        )  # fmt: skip
