"""What a row of »Mine praj« sends: which tip, what the person said, and whether it is pressed to undo."""

from django import forms
from django.core.validators import RegexValidator

from fremskudt.basics.codes import ALPHABET, GROUP
from fremskudt.partnership.rules.tip import HOUSE_STEPS, STEPS

CODE = RegexValidator(rf"\A[{ALPHABET}]{{{GROUP}}}-[{ALPHABET}]{{{GROUP}}}\Z")


class PressForm(forms.Form):
    """Which tip a button stands beside. Its code stands in no address."""

    tip = forms.CharField(validators=[CODE])
    undo = forms.BooleanField(required=False)
    sure = forms.BooleanField(required=False)


class AskedForm(PressForm):
    """What the person said; left out only when it is undone."""

    kind = forms.ChoiceField(choices=[(kind.value, STEPS[kind]) for kind in sorted(HOUSE_STEPS)], required=False)


class WishForm(forms.Form):
    """Whether one would like to be written to."""

    wants = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
