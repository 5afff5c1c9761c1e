"""What may be done with the citizen's link: give one, or close the one there is."""

from django import forms

GIVE, CLOSE = "give", "close"


class LinkForm(forms.Form):
    act = forms.ChoiceField(choices=[(GIVE, GIVE), (CLOSE, CLOSE)])
