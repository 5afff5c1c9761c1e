"""What is asked before a closed door is opened, and the tick of the one who looks at it afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules import door as rules

WORDS_MISSING = _("Skriv med dine egne ord, hvorfor du åbner. Det skal være mere end et enkelt ord.")
LONGEST_KEY = 30  # a code or a CPR number, with room for spaces


class DoorForm(forms.Form):
    key = forms.CharField(
        label=_("Kode eller CPR-nummer"),
        max_length=LONGEST_KEY,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Skriv borgerens kode eller CPR-nummer."), "max_length": _("Det er for langt.")},
    )
    reason = forms.ChoiceField(
        label=_("Hvorfor åbner du?"),
        choices=list(rules.REASON_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en grund."), "invalid_choice": _("Vælg en grund fra listen.")},
    )
    words = forms.CharField(
        label=_("Fortæl det kort med dine egne ord"),
        help_text=_("Din leder og borgeren kan læse det."),
        max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": WORDS_MISSING, "max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        translated = [(key.value, _(name)) for key, name in rules.REASON_NAMES.items()]
        self.fields["reason"].choices = translated  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if not rules.says_something(words):
            raise forms.ValidationError(WORDS_MISSING)
        return words


class SeenForm(forms.Form):
    opening = forms.IntegerField(min_value=1, max_value=2**63 - 1)
