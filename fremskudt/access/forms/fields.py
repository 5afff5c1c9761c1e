"""The fields of log-in. No field takes more than can be meant; but none cuts off what is pasted, as maxlength would."""

from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from fremskudt.access.login.passwords import LONGEST

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def email_field() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
        error_messages={
            "required": _("Skriv din e-mail."),
            "invalid": _("Skriv en hel e-mail, fx navn@kommune.dk."),
        },
    )


def password_field(
    label: "str | _StrPromise", required: "str | _StrPromise", autocomplete: str = "current-password"
) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        validators=[MaxLengthValidator(LONGEST, _("Adgangskoden er for lang."))],
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": required},
    )


class NewPasswordField(forms.CharField):
    """A password that has to be good enough; `user` is set by the form, so that it is not like the person's name."""

    user: AbstractBaseUser | None = None

    def __init__(self) -> None:
        super().__init__(
            label=_("Ny adgangskode"),
            help_text=_("Mindst 12 tegn. En sætning er let at huske."),
            strip=False,
            validators=[MaxLengthValidator(LONGEST, _("Adgangskoden må højst være 128 tegn."))],
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            error_messages={"required": _("Skriv en ny adgangskode.")},
        )

    def clean(self, value: str) -> str:
        cleaned = super().clean(value)
        return str(get_adapter().clean_password(cleaned, user=self.user))


def code_field(hint: "str | _StrPromise") -> forms.CharField:
    return forms.CharField(
        label=_("Kode"),
        help_text=hint,
        validators=[MaxLengthValidator(20, _("Koden er for lang."))],
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
        error_messages={"required": _("Skriv koden.")},
    )
