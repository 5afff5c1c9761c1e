"""When two wrote at once: of each field that differs, whose text shall stand, or both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules.plan_text import NAMES, Choice, Difference

CHOICES = {Choice.THEIRS: _("Kollegaens tekst"), Choice.MINE: _("Min tekst"), Choice.BOTH: _("Begge, efter hinanden")}
KEEP, TAKE_OUT = _("Behold målet"), _("Tag målet ud")
CHOOSE = _("Vælg, hvad der skal stå.")


@dataclass(frozen=True)
class Pair:
    """One difference with the field that decides it."""

    difference: Difference
    label: str
    choice: BoundField


class PlanMergeForm(forms.Form):
    def __init__(self, differences: Sequence[Difference], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.differences = differences
        for each in differences:
            self.fields[f"choose_{each.key}"] = forms.ChoiceField(
                label=_("Det skal stå"),
                choices=_choices(each),
                widget=forms.RadioSelect,
                error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            )

    @property
    def pairs(self) -> list[Pair]:
        return [Pair(each, NAMES.get(each.key, ""), self[f"choose_{each.key}"]) for each in self.differences]

    @property
    def choices(self) -> dict[str, str]:
        return {each.key: self.cleaned_data[f"choose_{each.key}"] for each in self.differences}


def _choices(each: Difference) -> list[tuple[str, Any]]:
    """A goal that only one of them has is kept or taken out; of anything else one chooses a text, or both."""
    if each.number and each.theirs is None:
        return [(Choice.MINE, KEEP), (Choice.THEIRS, TAKE_OUT)]
    if each.number and each.mine is None:
        return [(Choice.THEIRS, KEEP), (Choice.MINE, TAKE_OUT)]
    return [(key, name) for key, name in CHOICES.items() if key != Choice.BOTH or each.can_be_both]
