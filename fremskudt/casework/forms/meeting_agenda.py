"""The fixed points of the short meeting, one on each line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import meeting as rules


class AgendaForm(forms.Form):
    points = WordsField(
        label=_("Punkter, ét på hver linje"), longest=1000, rows=7,
        help_text=_("Tre til syv punkter på højst 60 tegn. De gælder for de møder, I planlægger fra nu af."),
        error_messages={"required": _(rules.FEW_POINTS)},
    )  # fmt: skip
    town = forms.ChoiceField(label=_("Kommune"), error_messages={"invalid_choice": _("Vælg en fra listen.")})

    def __init__(self, *args: Any, towns: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.towns = {str(town.pk): town for town in towns}
        field = self.fields["town"]
        field.choices = [(key, town.name) for key, town in self.towns.items()]  # type: ignore[attr-defined]
        field.initial = next(iter(self.towns), "")
        if len(self.towns) == 1:
            field.widget = forms.HiddenInput()

    def clean_points(self) -> tuple[str, ...]:
        points = rules.points_of(self.cleaned_data["points"])
        if not (verdict := rules.may_be_agenda(points)):
            raise forms.ValidationError(_(verdict.reason))
        return points

    def clean_town(self) -> Organisation:
        return self.towns[self.cleaned_data["town"]]
