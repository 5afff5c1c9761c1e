"""Somebody to ring about the cooperation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.partnership.forms.agreement import KnowingForm
from fremskudt.partnership.forms.sparring import box
from fremskudt.partnership.rules.agreement import SIDES

NO_WAY = _("Skriv et telefonnummer eller en mailadresse.")
BAD_PHONE = _("Skriv et telefonnummer med tal.")


class ContactPersonForm(KnowingForm):
    side = forms.ChoiceField(
        label=_("Hvor hører personen til?"), widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en side."), "invalid_choice": _("Vælg en side.")},
    )  # fmt: skip
    name = box(_("Navn"), 80, error_messages={"required": _("Skriv et navn.")})
    phone = box(_("Telefon"), 20, required=False)
    email = forms.EmailField(
        label=_("Mail"), required=False, max_length=254, error_messages={"invalid": _("Skriv en hel mailadresse.")}
    )
    about = box(
        _("Ring om"), 120, required=False, help_text=_("For eksempel: besøg i huset, hverdage før kl. 14.")
    )  # fmt: skip

    def __init__(self, *args: Any, sides: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [(side, _(SIDES[side])) for side in sides]  # type: ignore[attr-defined]
        if len(sides) == 1:
            self.fields["side"].initial, self.fields["side"].widget = sides[0], forms.HiddenInput()

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        digits = [sign for sign in phone if sign.isdigit()]
        if phone and (len(digits) < 3 or set(phone) - set("0123456789+() -.")):
            raise forms.ValidationError(BAD_PHONE)
        return phone

    def clean_about(self) -> str:
        return self.checked("about")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned["phone"] or cleaned["email"]):
            self.add_error("phone", str(NO_WAY))
        return cleaned
