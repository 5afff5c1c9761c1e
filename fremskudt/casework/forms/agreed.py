"""What one writes to find somebody among what is agreed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AgreedSearchForm(forms.Form):
    alias = forms.CharField(
        label=_("Find en, der har sagt ja"),
        help_text=_("Skriv dæknavnet, eller noget af det."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Skriv et dæknavn, eller noget af det."),
            "max_length": _("Skriv det kortere: højst 40 tegn."),
        },
    )
