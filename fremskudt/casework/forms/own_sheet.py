"""What shall be on »Mit ark«."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules.own_sheet import PARTS


class OwnSheetForm(forms.Form):
    part = forms.MultipleChoiceField(
        label=_("Hvad skal med på arket?"),
        help_text=_("Borgeren bestemmer. Fjern det, der ikke skal ligge fremme."),
        choices=[(key, _(name)) for key, name in PARTS.items()],
        initial=list(PARTS),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst én del."), "invalid_choice": _("Vælg en fra listen.")},
    )
