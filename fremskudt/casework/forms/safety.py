"""What was seen, when and by whom, and the day on which it is looked at again."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.rules import safety as rules

SHORTER = {"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")}
NO_DAY = _("Sæt en dato, hvor I ser på det igen.")
BAD_REVIEW = _("Vælg en dag efter i dag og højst 12 måneder frem.")


class ReviewForm(forms.Form):
    review_on = DayField(
        label=_("Ses på igen"), is_planned=True, help_text=_("Derefter forsvinder den af sig selv."),
        error_messages={"required": NO_DAY},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = rules.usual_review(timezone.localdate())

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if not rules.may_review_on(day, timezone.localdate()):
            raise forms.ValidationError(BAD_REVIEW)
        return day


class SafetyForm(ReviewForm):
    kind = forms.ChoiceField(
        label=_("Hvad skal den næste vide?"),
        choices=[(key, _(name)) for key, name in rules.NOTICES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad det handler om."), "invalid_choice": _("Vælg en fra listen.")},
    )
    words = forms.CharField(
        label=_("Hvad så du?"), help_text=_("Skriv det, du så. Ikke hvad du tror."), max_length=rules.LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv det, du så. Ikke hvad du tror."), **SHORTER},
    )  # fmt: skip
    seen_on = DayField(label=_("Hvornår var det?"))
    seen_by = forms.CharField(
        label=_("Hvem så det?"), max_length=80, error_messages={"required": _("Skriv, hvem der så det."), **SHORTER}
    )
    field_order = ("kind", "words", "seen_on", "seen_by", "review_on")

    def __init__(self, *args: Any, seen_by: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_on"].initial = timezone.localdate()
        self.fields["seen_by"].initial = seen_by
