"""»Min historie kort«, and the citizen's yes to it."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import story as rules


class StoryForm(forms.Form):
    words = WordsField(
        label=_("Min historie kort"),
        longest=rules.LONGEST,
        rows=8,
        help_text=_("Med borgerens egne ord: det, andre må vide, så det ikke skal fortælles forfra."),
        error_messages={"required": _("Skriv mindst én sætning.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class ApproveForm(forms.Form):
    on = DayField(label=_("Hvornår sagde borgeren ja?"), initial=timezone.localdate)
    how = WordsField(
        label=_("Hvordan?"),
        longest=rules.LONGEST_HOW,
        help_text=_("For eksempel: Læst højt hjemme, og borgeren sagde ja."),
        error_messages={"required": _("Skriv, hvordan borgeren sagde ja.")},
    )
    read = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, written_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.written_on = written_on

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if self.written_on and not rules.may_be_approved_on(
            day, written_on=self.written_on, today=timezone.localdate()
        ):
            raise forms.ValidationError(_("Teksten er skrevet senere end den dag. Læs den for borgeren igen."))
        return day
