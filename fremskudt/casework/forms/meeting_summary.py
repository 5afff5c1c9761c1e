"""The summary for the citizen, and how it was given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import meeting_summary as rules
from fremskudt.casework.rules.log import LARGEST


class SummaryForm(forms.Form):
    words = WordsField(
        label=_("Det får borgeren at vide"), longest=rules.LONGEST, rows=8,
        help_text=_("Korte sætninger. Kun det, borgeren må høre højt. Skriv ikke navnet."),
        error_messages={"required": _(rules.NO_WORDS)},
    )  # fmt: skip
    edit = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)
    act = forms.ChoiceField(choices=[("save", ""), *((way, "") for way in rules.WAYS)], required=False)

    @property
    def how(self) -> str:
        """How it was given; empty where it was only saved."""
        act: str = self.cleaned_data["act"]
        return act if act in rules.WAYS else ""
