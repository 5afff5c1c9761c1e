"""The five items of the running form, asked of one side. Every one may be skipped."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.since import SinceForm
from fremskudt.casework.rules import readiness as rules

SKIP = "skip"  # its own answer: a round button without a value would send »on«


def _answer(value: str) -> int | None:
    return None if value == SKIP else int(value)


class ReadinessForm(SinceForm):
    side = forms.ChoiceField(
        label=_("Hvem svarer?"),
        choices=[(key, _(name)) for key, name in rules.SIDES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvem der svarer."), "invalid_choice": _("Vælg en fra listen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "da"
        for item, label in rules.ITEMS.items():
            self.fields[item] = forms.TypedChoiceField(
                label=_(label),
                help_text=rules.wording(item, language),
                choices=[*rules.answers(item, language).items(), (SKIP, _("Spring over"))],
                coerce=_answer,
                empty_value=None,
                initial=SKIP,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Vælg en fra listen.")},
            )
        self.fields["on"] = DayField(label=_("Hvornår talte I om det?"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.values:
            raise forms.ValidationError(_("Svar på mindst én, eller gå tilbage. Alt andet må springes over."))
        return cleaned

    @property
    def values(self) -> dict[str, int]:
        """Item → answer, of those that were answered."""
        said = {item: self.cleaned_data.get(item) for item in rules.ITEMS}
        return {item: value for item, value in said.items() if value is not None}
