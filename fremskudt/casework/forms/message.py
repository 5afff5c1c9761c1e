"""Which message somebody wants to try on themselves."""

from django import forms

from fremskudt.casework.rules.message import KINDS, Kind


class TryForm(forms.Form):
    kind = forms.ChoiceField(choices=list(KINDS.items()))

    def clean_kind(self) -> Kind:
        return Kind(self.cleaned_data["kind"])
