"""The second factor: codes that are typed, and passkeys."""

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fremskudt.access.forms.fields import code_field
from fremskudt.access.login import codes, limits
from fremskudt.access.login.failure import log_failure
from fremskudt.access.models import User

EITHER = _("6 tal fra appen, eller en af dine reservekoder.")


class TypedCode:
    """In the place of the library's own check, which keeps used codes in a cache."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = code_field(EITHER)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        user, code = self.user, self.cleaned_data["code"]  # type: ignore[attr-defined]
        limits.count_code(context.request, user)
        factor = codes.accept_code(user, code)
        if factor is None:
            log_failure(user)
            raise get_adapter().validation_error("incorrect_code")
        limits.forget_codes(context.request, user)
        self.authenticator = factor
        return str(code)


class CodeForm(TypedCode, base.AuthenticateForm):
    pass


class ConfirmCodeForm(TypedCode, base.ReauthenticateForm):
    pass


class AppForm(forms.Form):
    """The first code of a new app; it is spent by being typed here.

    The secret waits in the session until then: sealed, which the library's own form would not do.
    """

    code = code_field(_("De 6 tal, appen viser nu."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.secret = codes.waiting_secret(context.request) if self.is_bound else codes.new_secret(context.request)

    def clean_code(self) -> str:
        limits.count_code(context.request, self.user)
        if not codes.accept_app_code(self.user, self.secret, self.cleaned_data["code"]):
            raise get_adapter().validation_error("incorrect_code")
        limits.forget_codes(context.request, self.user)
        return str(self.cleaned_data["code"])


REFUSED = _("Nøglen blev ikke godtaget. Prøv igen, eller brug en kode.")


class PasskeyForm(webauthn.AddWebAuthnForm):
    name = forms.CharField(
        label=_("Kald den"), required=False, max_length=60, help_text=_("Fx »Min telefon«, så du kan kende den igen.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)  # every key here is one that can log in by itself

    def clean(self) -> dict[str, Any]:
        return refused_in_our_words(super().clean)


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Navn"), max_length=60, error_messages={"required": _("Skriv et navn.")})


class CheckedPasskey:
    def clean_credential(self) -> Authenticator:
        try:
            return refused_in_our_words(super().clean_credential)  # type: ignore[misc]
        except ValidationError:
            log_failure(self.user)  # type: ignore[attr-defined]
            raise


class PasskeyCodeForm(CheckedPasskey, webauthn.AuthenticateWebAuthnForm):
    pass


class PasskeyLoginForm(CheckedPasskey, webauthn.LoginWebAuthnForm):
    pass


class ConfirmPasskeyForm(CheckedPasskey, webauthn.ReauthenticateWebAuthnForm):
    pass


def refused_in_our_words(check: Any) -> Any:
    """What a browser sends as a passkey may be anything at all; whatever is wrong with it gets the same words."""
    try:
        return check()
    except (ValidationError, TypeError, KeyError, AttributeError, ValueError, AssertionError) as error:
        raise ValidationError(REFUSED, code="incorrect_code") from error
