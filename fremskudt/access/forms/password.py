from typing import Any

from allauth.account import forms as library
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fremskudt.access.forms.fields import NewPasswordField, email_field, password_field
from fremskudt.access.login.forgotten import send_new_password_link


class ChangePasswordForm(library.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(_("Nuværende adgangskode"), _("Skriv din nuværende adgangskode."))
        new_password(self)


class NewPasswordForm(library.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new_password(self)


class ForgottenForm(library.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        send_new_password_link(request, self.cleaned_data["email"], self.users[0] if self.users else None)
        return str(self.cleaned_data["email"])


def new_password(form: library.ChangePasswordForm | library.ResetPasswordKeyForm) -> None:
    """Asked for once: who mistypes it asks for a new one, and a password manager needs no second field."""
    del form.fields["password2"]
    form.fields["password1"] = field = NewPasswordField()
    field.user = form.user
