"""Which of two records is kept, and the codes of two that somebody knows are one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.access.reach import Reach
from fremskudt.casework.selectors import duplicates
from fremskudt.casework.selectors.duplicates import Pair


class KeepForm(forms.Form):
    keep = forms.ChoiceField(
        label=_("Hvilket dæknavn skal blive stående?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg den, der skal blive stående."), "invalid_choice": _("Vælg en af de to.")},
    )

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        both = (pair.one.citizen, pair.other.citizen)
        self.fields["keep"].choices = [  # type: ignore[attr-defined]
            (citizen.code, f"{citizen.alias} ({citizen.code})") for citizen in both
        ]


class CodesForm(forms.Form):
    first = forms.CharField(
        label=_("Den ene kode"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Skriv koden."), "max_length": _("Det er for langt til at være en kode.")},
    )
    second = forms.CharField(
        label=_("Den anden kode"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Skriv koden."), "max_length": _("Det er for langt til at være en kode.")},
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            cleaned["codes"] = duplicates.find_codes(self.reach, cleaned["first"], cleaned["second"])
            if cleaned["codes"] is None:
                self.add_error("second", str(_("Vi kan ikke finde to forskellige med de koder blandt dem, du ser.")))
        return cleaned
