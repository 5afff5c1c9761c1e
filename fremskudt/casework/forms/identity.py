"""What somebody is called and where they are found: every field may stay empty."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules.identity import BadIdentityError, normal_cpr, normal_phone

LONG = _("Skriv noget kortere.")
PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class IdentityForm(forms.Form):
    """The CPR number is not shown again when it is there: an empty field keeps it, a tick takes it away."""

    name = forms.CharField(
        label=_("Navn"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"max_length": LONG},
    )
    phone = forms.CharField(
        label=_("Telefon"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "tel"}),
        error_messages={"max_length": LONG},
    )
    address = forms.CharField(
        label=_("Adresse"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=PLAIN),
        error_messages={"max_length": LONG},
    )
    cpr = forms.CharField(
        label=_("CPR-nummer"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={**PLAIN, "inputmode": "numeric"}),
        error_messages={"max_length": LONG},
    )
    forget_cpr = forms.BooleanField(label=_("Slet det CPR-nummer, der står her nu"), required=False)

    def clean_phone(self) -> str | None:
        return _normal(normal_phone, self.cleaned_data["phone"])

    def clean_cpr(self) -> str | None:
        return _normal(normal_cpr, self.cleaned_data["cpr"])

    def clean(self) -> None:
        if self.cleaned_data.get("cpr") and self.cleaned_data.get("forget_cpr"):
            self.add_error("cpr", _("Skriv et CPR-nummer, eller slet det, der står. Ikke begge dele."))

    def told(self, known_cpr: str | None) -> dict[str, str | None]:
        """All four as they shall stand from now on."""
        found = {name: self.cleaned_data[name] for name in ("name", "phone", "address", "cpr")}
        if not found["cpr"] and not self.cleaned_data["forget_cpr"]:
            found["cpr"] = known_cpr
        return found


def _normal(rule: Callable[[str | None], str | None], text: str) -> str | None:
    try:
        return rule(text)
    except BadIdentityError as error:
        raise forms.ValidationError(gettext(str(error))) from None
