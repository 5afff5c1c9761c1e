"""A period in a phase: which, from when, until when. Only the first two are needed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.actions.phase import Stretch
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.rules.phase import NEEDS_PLAN, PHASES, may_add

ENDS_BEFORE = _("Slut ligger før start.")


class PhaseForm(forms.Form):
    phase = forms.TypedChoiceField(
        label=_("Hvilken periode?"),
        coerce=int,
        choices=[(code, _(name)) for code, name in PHASES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en."), "invalid_choice": _("Vælg en fra listen.")},
    )
    start_on = DayField(label=_("Fra"))
    end_on = DayField(label=_("Til"), required=False, help_text=_("Lad feltet være tomt, når den er i gang."))
    reason = forms.CharField(
        label=_("Hvorfor?"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")},
    )

    def __init__(self, *args: Any, has_plan: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_plan = has_plan

    def clean_phase(self) -> int:
        phase: int = self.cleaned_data["phase"]
        if not may_add(phase=phase, has_plan=self.has_plan):
            raise forms.ValidationError(_(NEEDS_PLAN))
        return phase

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("start_on"), cleaned.get("end_on")
        if first and last and last < first:
            self.add_error("end_on", str(ENDS_BEFORE))
        return cleaned

    @property
    def stretch(self) -> Stretch:
        return Stretch(**{name: self.cleaned_data[name] for name in ("phase", "start_on", "end_on", "reason")})


class PhaseEndForm(PhaseForm):
    """For the one that follows the plan: its last day alone is asked for, the rest comes along as it stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("phase", "start_on"):
            self.fields[name].widget = forms.HiddenInput()
