from typing import Any

from allauth.account import forms as library
from django.utils.translation import gettext_lazy as _

from fremskudt.access.forms.fields import email_field, password_field


class LoginForm(library.LoginForm):
    """E-mail and password. A wrong one and an unknown one get the same words, so nobody learns who has a login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = password_field(_("Adgangskode"), _("Skriv din adgangskode."))


class ConfirmForm(library.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Adgangskode"), _("Skriv din adgangskode."))
