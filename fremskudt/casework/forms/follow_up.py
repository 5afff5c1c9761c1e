"""How it went when somebody looked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.since import SinceForm
from fremskudt.casework.rules.follow_up import LONGEST_WORDS
from fremskudt.casework.rules.log import LARGEST

YES, NO = "ja", "nej"


class FollowUpForm(SinceForm):
    follow_up = forms.IntegerField(max_value=LARGEST, widget=forms.HiddenInput)
    is_reached = forms.ChoiceField(
        label=_("Talte I sammen?"),
        choices=[(YES, _("Vi talte sammen")), (NO, _("Jeg prøvede, men vi fik ikke fat i hinanden"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en."), "invalid_choice": _("Vælg en fra listen.")},
    )
    words = forms.CharField(
        label=_("Hvordan går det?"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")},
    )
    on = DayField(label=_("Hvornår?"))

    def clean_is_reached(self) -> bool:
        return bool(self.cleaned_data["is_reached"] == YES)
