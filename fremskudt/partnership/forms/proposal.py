"""A partner's idea, and what the municipality answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.partnership.forms.agreement import KnowingForm
from fremskudt.partnership.forms.mishap import HouseForm
from fremskudt.partnership.forms.sparring import box
from fremskudt.partnership.rules.proposal import ANSWERS, NOT_NOW

CHOOSE = _("Vælg et svar.")


class ProposalForm(HouseForm):
    title = box(
        _("Hvad foreslår du?"), 100, help_text=_("Kort. Styregruppen kan se det."),
        error_messages={"required": _("Skriv forslaget med få ord.")},
    )  # fmt: skip
    words = box(_("Fortæl mere"), 1500, rows=4, required=False, help_text=_("Skriv uden navne."))

    def clean_title(self) -> str:
        return self.checked("title")

    def clean_words(self) -> str:
        return self.checked("words")


class ProposalAnswerForm(KnowingForm):
    kind = forms.ChoiceField(
        label=_("Dit svar"), choices=[(key, _(name)) for key, name in ANSWERS.items()], widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )  # fmt: skip
    why = box(_("Hvorfor, og hvad sker der nu?"), 500, rows=3, required=False, help_text=_("Huset kan læse det."))

    def clean_why(self) -> str:
        return self.checked("why")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == NOT_NOW and not cleaned.get("why") and "why" not in self.errors:
            self.add_error("why", str(_("Skriv grunden. Huset har ret til at kende den.")))
        return cleaned
