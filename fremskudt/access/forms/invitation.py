"""What a newcomer tells: the name colleagues see, and how they will log in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.access.forms.fields import NewPasswordField
from fremskudt.access.models import User

PASSWORD, PASSKEY = "password", "passkey"


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Dit navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv dit navn.")},
    )

    @property
    def password(self) -> str:
        """The password that was chosen; empty when none is needed."""
        return ""


class LoginChoiceForm(NameForm):
    way = forms.ChoiceField(
        label=_("Sådan vil jeg logge ind"),
        choices=[
            (PASSWORD, _("Med en adgangskode og noget mere, fx en app")),
            (PASSKEY, _("Med en adgangsnøgle: fingeraftryk, ansigt eller enhedens kode")),
        ],
        initial=PASSWORD,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvordan du vil logge ind.")},
    )
    new_password = NewPasswordField()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["new_password"]
        field.label, field.user = _("Adgangskode"), User(email=email)  # type: ignore[attr-defined]
        if self.is_bound and self.data.get(self.add_prefix("way")) == PASSKEY:
            del self.fields["new_password"]

    @property
    def password(self) -> str:
        return str(self.cleaned_data.get("new_password", ""))
