"""A small step on its own."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.rules.contact import STEPS


class SmallStepForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Hvad skete der?"), widget=forms.RadioSelect, choices=[],
        error_messages={"required": _("Vælg et skridt."), "invalid_choice": _("Vælg et skridt fra listen.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Med få ord"), required=False, max_length=200,
        error_messages={"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")},
    )  # fmt: skip
    on = DayField(label=_("Dag"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(key, gettext(name)) for key, name in STEPS.items()]  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate()
