"""What has moved of a goal since last, and the citizen's own sentence."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules.plan import LONGEST_OWN_WORDS, PROGRESS

CHOOSE = _("Vælg det, der passer bedst.")


class GoalNoteForm(forms.Form):
    progress = forms.ChoiceField(
        label=_("Hvordan er det gået siden sidst?"),
        choices=[(key, _(name)) for key, name in PROGRESS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    own_words = WordsField(
        label=_("Borgerens egne ord"), longest=LONGEST_OWN_WORDS, rows=2, required=False,
        help_text=_("Én sætning, som borgeren sagde den."),
    )  # fmt: skip
    on = DayField(label=_("Hvilken dag?"), initial=timezone.localdate)
