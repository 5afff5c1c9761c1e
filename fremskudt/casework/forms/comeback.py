"""The number that stands on the card. It is printed and kept nowhere."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CardForm(forms.Form):
    phone = forms.RegexField(
        r"^[+0-9 ]{4,20}$",
        label=_("Telefonnummer på kortet"),
        help_text=_("Lad det være tomt, hvis du vil skrive det i hånden."),
        required=False,
        error_messages={"invalid": _("Skriv nummeret med tal, fx 20 30 40 50.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
