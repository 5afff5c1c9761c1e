"""What is said at a farewell: our reason and the citizen's apart, phase and day, and what comes next."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.actions.ending import Farewell
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.since import SinceForm
from fremskudt.casework.rules import ending as rules
from fremskudt.casework.rules.phase import PHASES
from fremskudt.casework.rules.transition import CHOICES

CHOOSE, LISTED = _("Vælg en."), _("Vælg en fra listen.")
SHORTER = _("Skriv det kortere: højst %(limit_value)d tegn.")
FACTS = {"required": CHOOSE, "invalid_choice": LISTED}


def words(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"max_length": SHORTER},
    )  # fmt: skip


class EndingForm(SinceForm):
    reason = forms.TypedChoiceField(
        label=_("Hvorfor siger vi farvel for nu?"), coerce=int, widget=forms.RadioSelect, error_messages=FACTS,
        choices=[(int(code), _(name)) for code, name in rules.REASONS.items()],
    )  # fmt: skip
    own_words = words(_("Borgerens egen grund"), _("Med borgerens ord. Det står for sig selv."))
    our_words = words(_("Vores grund"))
    phase = forms.TypedChoiceField(
        label=_("Hvor i forløbet er vi?"), coerce=int, widget=forms.RadioSelect, error_messages=FACTS,
        choices=[(code, _(PHASES[code])) for code in (1, 2, 3)],
    )  # fmt: skip
    on = DayField(label=_("Hvornår?"))
    onward = forms.ChoiceField(
        label=_("Hvor går vejen hen?"), widget=forms.RadioSelect, error_messages=FACTS,
        choices=[(key, _(name)) for key, name in CHOICES],
    )  # fmt: skip
    onward_words = forms.CharField(
        label=_("Næste skridt"),
        help_text=_("Hvem, hvor og hvornår. Handler det mest om alkohol eller spil, så skriv, hvem der hjælper dér."),
        max_length=rules.LONGEST_ONWARD,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _(rules.NO_NEXT_STEP), "max_length": SHORTER},
    )
    may_return = forms.BooleanField(label=_("Kan komme igen"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        said = {name: cleaned.get(name) for name in ("reason", "onward", "onward_words")}
        if all(said.values()):
            verdict = rules.may_go_on_to(
                reason=cleaned["reason"], onward=cleaned["onward"], words=cleaned["onward_words"]
            )
            if not verdict:
                place = "onward" if verdict.reason == rules.NO_ROUTE else "onward_words"
                self.add_error(place, str(_(verdict.reason)))
        return cleaned

    @property
    def farewell(self) -> Farewell:
        return Farewell(**self.cleaned_data)
