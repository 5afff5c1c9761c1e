"""A time of day, as a phone's clock sends it and as it is written by hand: 9:40 or 9.40."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.basics.verdict import Verdict
from fremskudt.casework.forms.day import DayField

FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]


class ClockField(forms.TimeField):
    def __init__(self, **more: Any) -> None:
        errors = {"required": _("Vælg et klokkeslæt."), "invalid": _("Skriv tiden som 9.40.")}
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=FORMATS, error_messages=errors, **more)


class WhenForm(forms.Form):
    """A day and a time; together, an instant of this country's clock."""

    on = DayField(label=_("Dag"), is_planned=True)
    clock = ClockField(label=_("Klokken"))

    @property
    def at(self) -> datetime:
        naive = datetime.combine(self.cleaned_data["on"], self.cleaned_data["clock"])
        return timezone.make_aware(naive)

    def refuse(self, name: str, verdict: Verdict) -> None:
        """The verdict's reason beside a field, when it is a no."""
        if not verdict:
            self.add_error(name, gettext(verdict.reason))
