"""One's own face on the poster. A photo is drawn anew and cut to a square before anything is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.forms.picture import PictureField
from fremskudt.partnership.forms.sparring import box
from fremskudt.partnership.rules import visibility as rules
from fremskudt.partnership.rules.portrait import square


class FaceForm(forms.Form):
    first_name = box(
        _("Fornavn"), rules.LONGEST_FIRST_NAME, error_messages={"required": _("Skriv dit fornavn.")}
    )  # fmt: skip
    phone = forms.CharField(
        label=_("Telefon på arbejdet"), widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"required": _(rules.NO_PHONE)},
    )  # fmt: skip
    photo = PictureField(
        label=_("Billede"), required=False,
        help_text=_("Et lyst billede af dit ansigt. Vi gemmer en kopi uden sted og tid."),
        error_messages={"empty": _("Billedet er ikke helt. Tag det igen, eller vælg et andet.")},
    )  # fmt: skip
    is_shown = forms.BooleanField(label=_("Vis mig på plakaten"), required=False)

    def clean_first_name(self) -> str:
        name: str = " ".join(self.cleaned_data["first_name"].split())
        if any(sign.isdigit() for sign in name):
            raise forms.ValidationError(_("Skriv fornavnet uden tal."))
        return name

    def clean_phone(self) -> str:
        try:
            return rules.normal_phone(self.cleaned_data["phone"])
        except ValueError as error:
            raise forms.ValidationError(gettext(str(error))) from None

    def clean_photo(self) -> bytes | None:
        photo: bytes | None = self.cleaned_data["photo"]
        return None if photo is None else square(photo)

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        return {name: self.cleaned_data[name] for name in ("first_name", "phone", "photo", "is_shown")}
