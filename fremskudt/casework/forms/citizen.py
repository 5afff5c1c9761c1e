"""What one writes to make a citizen, and to look one up."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.casework.rules import alias
from fremskudt.casework.rules.alias import Fault
from fremskudt.casework.rules.identity import BadIdentityError, normal_cpr

FAULTS = {
    Fault.EMPTY: _("Skriv et dæknavn."),
    Fault.TOO_LONG: _("Dæknavnet er for langt. Skriv højst 40 tegn."),
    Fault.DIGITS: _("Skriv et dæknavn uden tal. Det må ikke ligne et CPR-nummer eller et telefonnummer."),
    Fault.ODD_SIGNS: _("Skriv et dæknavn kun med bogstaver."),
}
TAKEN = _("Dæknavnet er i brug. Vælg et andet.")


class CitizenForm(forms.Form):
    """The alias; and the municipality only for one who works in several, and only among those."""

    alias = forms.CharField(
        label=_("Dæknavn"),
        help_text=_("Et hverdagsord, som borgeren kendes på her. Ikke et navn, et sted eller noget om borgeren."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": FAULTS[Fault.EMPTY]},
    )

    def __init__(self, *args: object, towns: list[Organisation], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.towns = {str(town.pk): town for town in towns}
        self.has_choice = len(towns) > 1
        if self.has_choice:
            self.fields["town"] = forms.ChoiceField(
                label=_("Kommune"),
                choices=[(key, town.name) for key, town in self.towns.items()],
                widget=forms.RadioSelect,
                error_messages={"required": _("Vælg en kommune."), "invalid_choice": _("Vælg en kommune.")},
            )

    def clean_alias(self) -> str:
        tidied = alias.tidy(self.cleaned_data["alias"])
        if fault := alias.fault(tidied):
            raise forms.ValidationError(FAULTS[fault])
        return tidied

    @property
    def municipality(self) -> Organisation:
        """Where the citizen belongs. Never from the form when there is nothing to choose."""
        only = next(iter(self.towns))
        return self.towns[self.cleaned_data.get("town", only)]


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Find en, du følger"),
        help_text=_("Skriv et navn, et dæknavn eller et CPR-nummer. Hvert fund står i borgerens log."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Skriv et navn, et dæknavn eller et CPR-nummer."),
            "max_length": _("Skriv noget kortere: et navn, et dæknavn eller et CPR-nummer."),
        },
    )

    @property
    def is_cpr(self) -> bool:
        return _is_ten_figures(self.cleaned_data["words"])

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if _is_ten_figures(words):
            try:
                normal_cpr(words)
            except BadIdentityError as error:
                raise forms.ValidationError(gettext(str(error))) from None
        return words


def _is_ten_figures(words: str) -> bool:
    """What is meant as a CPR number, however it is grouped; anything else is looked for as a name."""
    return len(re.sub(r"[\s\-‐-―]", "", words)) == 10 and len(re.sub(r"\D", "", words)) == 10
