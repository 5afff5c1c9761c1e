"""What a citizen is told of: one of the town's open activities, or a kind and a few words; and what became of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.models import ActivityOffer
from fremskudt.casework.rules import activity_offer as rules
from fremskudt.casework.rules.activity_offer import MARKS, Mark
from fremskudt.partnership.models import Activity
from fremskudt.partnership.rules.activity import KINDS

LISTED = _("Vælg en fra listen. Den har ændret sig.")


class OfferForm(forms.Form):
    activity = forms.ChoiceField(
        label=_("Hvad har I talt om?"), required=False, error_messages={"invalid_choice": LISTED}
    )
    kind = forms.ChoiceField(
        label=_("Noget andet? Hvilken slags?"), required=False,
        choices=[("", _("Vælg")), *((key, _(name)) for key, name in KINDS.items())],
        error_messages={"invalid_choice": LISTED},
    )  # fmt: skip
    words = WordsField(
        label=_("Med få ord"), longest=rules.LONGEST_WORDS, required=False, help_text=_("For eksempel: strikkeklub."),
    )  # fmt: skip
    on = DayField(label=_("Hvilken dag?"))
    act = forms.ChoiceField(choices=[(Mark.OFFERED, ""), (Mark.JOINED, "")], widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, activities: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_key = {str(one.pk): one for one in activities}
        named = [(key, f"{one.title} · {one.organisation.name} · {one.when}") for key, one in self.of_key.items()]
        self.fields["activity"].choices = [("", _("Noget andet")), *named]  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("activity") and not cleaned.get("kind"):
            self.add_error("kind", _("Vælg et fællesskab, eller hvilken slags det er."))
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it. What one of the houses has put up has its kind from there."""
        data = self.cleaned_data
        return {
            "activity": self.of_key.get(data["activity"]), "kind": data["kind"], "words": data["words"],
            "on": data["on"], "is_joined": data["act"] == Mark.JOINED,
        }  # fmt: skip


class MarkForm(forms.Form):
    """What became of it, and on which day: today where nobody says otherwise."""

    act = forms.ChoiceField(
        choices=[(key, key) for key in MARKS if key != Mark.OFFERED],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Tryk på det, der skete.")),
    )
    on = DayField(required=False)

    def __init__(self, *args: Any, offer: ActivityOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer

    def clean_on(self) -> date:
        return self.cleaned_data["on"] or timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            verdict = rules.may_be_on(
                Mark(cleaned["act"]), on=cleaned["on"], offered_on=self.offer.offered_on,
                joined_on=self.offer.joined_on, today=timezone.localdate(),
            )  # fmt: skip
            if not verdict:
                self.add_error("on", gettext(verdict.reason))
        return cleaned
