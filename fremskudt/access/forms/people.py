"""The syntax of an invitation and of one more role."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import ROLES_IN, Organisation
from fremskudt.access.roles import ROLE_NAMES, Role
from fremskudt.access.rules.membership import NO_SUCH_ROLE


class RoleForm(forms.Form):
    """A role in an organisation that is chosen already: only the roles that exist there are offered."""

    role = forms.ChoiceField(
        label=_("Hvilken rolle?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en rolle."), "invalid_choice": ""},
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = ROLES_IN[organisation.kind]
        role = self.fields["role"]
        role.choices = [(known.value, ROLE_NAMES[known]) for known in Role if known in here]  # type: ignore[attr-defined]
        role.error_messages["invalid_choice"] = gettext(NO_SUCH_ROLE)


class InviteForm(RoleForm):
    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv personens navn."), "max_length": _("Skriv højst 120 tegn.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Personens egen. To personer kan ikke dele en e-mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={
            "required": _("Skriv personens e-mail."),
            "invalid": _("Skriv en hel e-mail, fx navn@kommune.dk."),
            "max_length": _("Skriv højst 254 tegn."),
        },
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        """Written as it is kept: small letters, so that one e-mail is one person."""
        email: str = self.cleaned_data["email"]
        return email.lower()
