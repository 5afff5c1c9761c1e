"""A form with a day `on` that something of the course happened: not before the course began, and not ahead."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules.day import may_have_been


class SinceForm(forms.Form):
    def __init__(self, *args: Any, began: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.began = began
        self.initial.setdefault("on", timezone.localdate())

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if verdict := may_have_been(day, self.began, timezone.localdate()):
            return day
        raise forms.ValidationError(_(verdict.reason))
