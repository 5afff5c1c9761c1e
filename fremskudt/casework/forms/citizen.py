"""What one writes to make a citizen, and to look one up."""

import re
from collections.abc import Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, Organisation
from fremskudt.casework.rules import alias
from fremskudt.casework.rules.alias import Fault
from fremskudt.casework.rules.duplicates import Sketch
from fremskudt.casework.rules.identity import BadIdentityError, normal_cpr

FAULTS = {
    Fault.EMPTY: _("Skriv et dæknavn."),
    Fault.TOO_LONG: _("Dæknavnet er for langt. Skriv højst 40 tegn."),
    Fault.DIGITS: _("Skriv et dæknavn uden tal. Det må ikke ligne et CPR-nummer eller et telefonnummer."),
    Fault.ODD_SIGNS: _("Skriv et dæknavn kun med bogstaver."),
}
TAKEN = _("Dæknavnet er i brug. Vælg et andet.")


EARLIEST_YEAR = 1900
BAD_YEAR = _("Skriv et årstal mellem 1900 og i år, eller lad feltet være tomt.")


class CitizenForm(forms.Form):
    """What one looks for before a citizen is made, and the alias and birth year that are then kept.

    The municipality only for one who works in several, and only among those. A first name is asked only of one who may
    read names: it is compared with those of the reader's own, and kept nowhere.
    """

    alias = forms.CharField(
        label=_("Dæknavn"),
        help_text=_("Et hverdagsord, som borgeren kendes på her. Ikke et navn, et sted eller noget om borgeren."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": FAULTS[Fault.EMPTY]},
    )

    first_name = forms.CharField(
        label=_("Fornavn"),
        help_text=_("Kun til at søge med. Det bliver ikke gemt."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"max_length": _("Skriv det kortere: højst 60 tegn.")},
    )
    birth_year = forms.IntegerField(
        label=_("Fødselsår"),
        help_text=_("Hvis du kender det."),
        required=False,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}),
        error_messages={"invalid": BAD_YEAR},
    )
    area = forms.ChoiceField(
        label=_("Hvor mødes I?"),
        help_text=_("Cirka. Kun til at søge med."),
        required=False,
        error_messages={"invalid_choice": _("Vælg et område fra listen.")},
    )
    seen = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(
        self, *args: object, towns: list[Organisation], areas: Sequence[Area] = (), asks_name: bool = False,
        **kwargs: object,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offered = [("", gettext("Ved ikke")), *((str(area.pk), area.name) for area in areas)]
        self.fields["area"].choices = offered  # type: ignore[attr-defined]
        for name, is_asked in (("area", bool(areas)), ("first_name", asks_name)):
            if not is_asked:
                del self.fields[name]
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

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not EARLIEST_YEAR <= year <= timezone.localdate().year:
            raise forms.ValidationError(BAD_YEAR)
        return year

    @property
    def sketch(self) -> Sketch:
        """What is compared with those who are known."""
        area = self.cleaned_data.get("area")
        return Sketch(
            self.cleaned_data["alias"], self.cleaned_data["birth_year"], frozenset([int(area)] if area else [])
        )

    @property
    def seen_codes(self) -> list[str]:
        """Those whom the person has been asked about on the page before."""
        seen: str = self.cleaned_data["seen"]
        return seen.split()

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
