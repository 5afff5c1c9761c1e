"""Who may come to the house, when, and how it is told beforehand."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SHORTER = {"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")}
NO_DAY = _("Husregler skal have en dato.")
BAD_DAY = _("Vælg en dag fra 1900 og højst et år frem.")


def box(label: Any, hint: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv, hvem der må komme."), **SHORTER},
    )  # fmt: skip


class HouseRulesForm(forms.Form):
    who = box(_("Hvem må komme?"), _("For eksempel: én ad gangen, og helst den samme."), required=True)
    when = box(_("Hvornår?"), _("For eksempel: ikke, mens der er fællesspisning."))
    told_how = box(_("Hvordan får stedet besked?"), _("For eksempel: ring til køkkenet dagen før."))
    must_call_first = forms.BooleanField(label=_("Vi skal ringe, før vi kommer"), required=False)
    from_on = forms.DateField(
        label=_("Gælder fra"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        error_messages={"required": NO_DAY, "invalid": _("Skriv dagen som 24-12-2026.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["from_on"] = timezone.localdate()

    def clean_from_on(self) -> date:
        day: date = self.cleaned_data["from_on"]
        if not date(1900, 1, 1) <= day <= timezone.localdate() + timedelta(days=366):
            raise forms.ValidationError(BAD_DAY)
        return day
