"""The ways to open the locked screen. Each try is spent before the form is looked at (actions/session.py)."""

from typing import Any

from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fremskudt.access.forms.factors import REFUSED, refused_in_our_words
from fremskudt.access.forms.fields import code_field, password_field
from fremskudt.access.login.codes import accept_code
from fremskudt.access.models import User


class UnlockForm(forms.Form):
    way = ""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for field in self.fields.values():
            field.widget.attrs.pop("autofocus", None)  # several stand on one page


class PasswordUnlockForm(UnlockForm):
    way = "password"
    password = password_field(_("Adgangskode"), _("Skriv din adgangskode."))

    def clean_password(self) -> str:
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("Adgangskoden passer ikke. Prøv igen."))
        return ""


class CodeUnlockForm(UnlockForm):
    way = "code"
    code = code_field(_("6 tal fra appen, eller en af dine reservekoder."))

    def clean_code(self) -> str:
        if accept_code(self.user, self.cleaned_data["code"]) is None:
            raise ValidationError(_("Koden passer ikke, eller den er brugt. Vent på den næste, og prøv igen."))
        return ""


class PasskeyUnlockForm(UnlockForm):
    way = "passkey"
    credential = forms.JSONField(widget=forms.HiddenInput, error_messages={"required": REFUSED, "invalid": REFUSED})

    def clean_credential(self) -> str:
        credential = self.cleaned_data["credential"]
        refused_in_our_words(lambda: auth.parse_authentication_response(credential))
        refused_in_our_words(lambda: auth.complete_authentication(self.user, credential)).record_usage()
        return ""


FORMS: dict[str, type[UnlockForm]] = {
    form.way: form for form in (PasswordUnlockForm, CodeUnlockForm, PasskeyUnlockForm)
}
