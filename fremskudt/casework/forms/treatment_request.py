"""»Har bedt om behandling« and how it went."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.actions.treatment_request import Progress
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.models import TreatmentRequest
from fremskudt.casework.rules import treatment_request as rules

BEFORE = _("Dagen ligger før den dag, borgeren bad om det.")


class AskForm(forms.Form):
    asked_on = DayField(label=_("Hvornår bad borgeren om det?"), initial=timezone.localdate)


class ProgressForm(forms.Form):
    doctor_offered_on = DayField(
        label=_("Hvornår blev en samtale med læge tilbudt?"),
        required=False,
        help_text=_("Tilbudt er nok. Borgeren bestemmer, om det bliver til noget."),
    )
    begun_on = DayField(label=_("Hvornår begyndte behandlingen?"), required=False)
    late_reason = forms.CharField(
        label=_("Hvorfor gik der mere end 14 dage?"),
        required=False,
        max_length=rules.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kun når fristen er gået. For eksempel: borgeren ville vente."),
        error_messages={"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")},
    )

    def __init__(self, *args: Any, running: TreatmentRequest, **kwargs: Any) -> None:
        names = ("doctor_offered_on", "begun_on", "late_reason")
        kwargs["initial"] = {name: getattr(running, name) for name in names}
        super().__init__(*args, **kwargs)
        self.asked_on = running.asked_on

    def clean_doctor_offered_on(self) -> date | None:
        return self._not_before("doctor_offered_on")

    def clean_begun_on(self) -> date | None:
        return self._not_before("begun_on")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begun = cleaned.get("begun_on")
        if begun and rules.is_exceeded(self.asked_on, begun, begun) and not cleaned.get("late_reason"):
            self.add_error("late_reason", str(_(rules.SAY_WHY)))
        return cleaned

    @property
    def progress(self) -> Progress:
        return Progress(**self.cleaned_data)

    def _not_before(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and day < self.asked_on:
            raise forms.ValidationError(BEFORE)
        return day
