"""A day somebody writes: in the calendar's way or as on paper, never before 1900, ahead only where it is planned."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST = date(1900, 1, 1)
FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
BAD_DAY = _("Skriv dagen som 24-12-2026.")
AHEAD = _("Dagen ligger ude i fremtiden. Skriv, hvornår det var.")
LONG_AGO = _("Dagen ligger for langt tilbage.")


class DayField(forms.DateField):
    def __init__(self, *, is_planned: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        errors = {"required": _("Skriv en dag."), "invalid": BAD_DAY, **kwargs.pop("error_messages", {})}
        super().__init__(input_formats=FORMATS, error_messages=errors, **kwargs)
        self.is_planned = is_planned

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and day < FIRST:
            raise forms.ValidationError(LONG_AGO)
        if day and not self.is_planned and day > timezone.localdate():
            raise forms.ValidationError(AHEAD)
        return day
