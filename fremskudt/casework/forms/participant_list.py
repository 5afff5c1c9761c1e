"""What a file with the participant list is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules.participant_list import USES, Use

MISSING = _("Vælg, hvad listen skal bruges til.")


class ExportForm(forms.Form):
    use = forms.ChoiceField(
        label=_("Hvad skal listen bruges til?"),
        help_text=_("Dit svar står i loggen."),
        widget=forms.RadioSelect,
        error_messages={"required": MISSING, "invalid_choice": MISSING},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["use"].choices = [(use.value, gettext(name)) for use, name in USES.items()]  # type: ignore[attr-defined]

    def clean_use(self) -> Use:
        return Use(self.cleaned_data["use"])
