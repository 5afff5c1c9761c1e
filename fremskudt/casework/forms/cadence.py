"""»Aftal møderytme«: how often, and from when."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.rules.cadence import LONGEST, RHYTHMS, SHORTEST, Standing

DAYS = _("Skriv et antal dage fra 1 til 366.")


class CadenceForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("Hvor tit?"),
        choices=[*((key, _(name)) for key, name in RHYTHMS.items()), ("other", _("Et andet antal dage"))],
        widget=forms.RadioSelect, error_messages={"required": _("Vælg, hvor tit I mødes.")},
    )  # fmt: skip
    every_days = forms.IntegerField(
        label=_("Antal dage"), required=False, min_value=SHORTEST, max_value=LONGEST,
        help_text=_("Kun når det er et andet antal dage."),
        error_messages={"min_value": DAYS, "max_value": DAYS, "invalid": DAYS},
    )  # fmt: skip
    from_on = DayField(label=_("Første gang"), is_planned=True)

    def __init__(self, *args: Any, standing: Standing | None, **kwargs: Any) -> None:
        start: dict[str, Any] = {"from_on": timezone.localdate()}
        if standing:
            days = str(standing.every_days)
            start |= {"rhythm": days} if days in RHYTHMS else {"rhythm": "other", "every_days": standing.every_days}
            start["from_on"] = standing.from_on
        super().__init__(*args, **{**kwargs, "initial": start})

    def clean(self) -> None:
        told = self.cleaned_data
        if told.get("rhythm") == "other" and not told.get("every_days") and "every_days" not in self.errors:
            self.add_error("every_days", str(DAYS))
        day = told.get("from_on")
        if day and (day - timezone.localdate()).days > LONGEST:
            self.add_error("from_on", str(_("Vælg en dag inden for et år.")))

    @property
    def told(self) -> dict[str, Any]:
        rhythm: str = self.cleaned_data["rhythm"]
        days = int(rhythm) if rhythm.isdigit() else None
        return {
            "every_days": self.cleaned_data["every_days"] if rhythm == "other" else days,
            "from_on": self.cleaned_data["from_on"],
        }
