from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules.consent import Answer


class OwnAnswerForm(forms.Form):
    """Yes or no to one question, until the day that was shown."""

    answer = forms.ChoiceField(choices=[(Answer.YES, _("Ja")), (Answer.NO, _("Nej"))])
    until_on = forms.DateField()
