"""»Aftal rytme«: how often, by what way, where, what to mind, and »ikke nu«."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.actions.contact_agreement import Terms
from fremskudt.casework.models import ContactAgreement
from fremskudt.casework.rules import contact_agreement as rules
from fremskudt.casework.rules.contact import PLACES, WAYS, Place
from fremskudt.casework.rules.rhythm import LONGEST, SHORTEST

NOTHING = ("", _("Ikke aftalt"))
KEEP = "keep"  # »ikke nu« as it stands, with its day
RHYTHMS = {
    "3": _("Et par gange om ugen"),
    "7": _("Hver uge"),
    "14": _("Hver 14. dag"),
    "30": _("Hver måned"),
    "other": _("Et andet antal dage"),
}
SHORTER = {"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")}
DAYS = _("Skriv et antal dage fra 1 til 366.")


class ContactAgreementForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("Hvor tit?"), required=False, choices=[NOTHING, *RHYTHMS.items()], widget=forms.RadioSelect
    )
    every_days = forms.IntegerField(
        label=_("Antal dage"),
        required=False,
        min_value=SHORTEST,
        max_value=LONGEST,
        help_text=_("Kun når det er et andet antal dage."),
        error_messages={"min_value": DAYS, "max_value": DAYS, "invalid": DAYS},
    )
    way = forms.ChoiceField(
        label=_("Helst hvordan?"),
        required=False,
        choices=[NOTHING, *((code, _(name)) for code, name in WAYS.items())],
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(
        label=_("Helst hvor?"),
        required=False,
        choices=[NOTHING, *((code, _(name)) for code, name in PLACES.items() if code != Place.NOWHERE)],
        widget=forms.RadioSelect,
    )
    place_words = forms.CharField(
        label=_("Stedet med ord"), required=False, max_length=120, error_messages=SHORTER,
        help_text=_("For eksempel: bænken ved biblioteket."),
    )  # fmt: skip
    safe_contact = forms.CharField(
        label=_("Pas på, når vi ringer eller skriver"), required=False, max_length=200, error_messages=SHORTER,
        help_text=_("For eksempel: Ring ikke om formiddagen. Læg ingen besked."),
    )  # fmt: skip
    own_words = forms.CharField(
        label=_("Med borgerens egne ord"), required=False, max_length=300, error_messages=SHORTER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    not_now = forms.ChoiceField(label=_("Vil borgeren være i fred lige nu?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, newest: ContactAgreement | None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": _told(newest)})
        until, today = newest.not_now_until if newest else None, timezone.localdate()
        self.standing_until = until if rules.is_not_now(until, today) else None
        choices = [(code, _(name)) for code, name in rules.NOT_NOW.items()]
        if self.standing_until:
            choices.insert(1, (KEEP, _("Ja, som det er aftalt")))
            self.initial["not_now"] = KEEP
        self.fields["not_now"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("rhythm") == "other" and not cleaned.get("every_days") and "every_days" not in self.errors:
            self.add_error("every_days", str(DAYS))
        return cleaned

    @property
    def terms(self) -> Terms:
        told = self.cleaned_data
        kept = ("way", "place", "place_words", "safe_contact", "own_words")
        return Terms(
            every_days=self._every_days(), not_now_until=self._not_now_until(), **{name: told[name] for name in kept}
        )

    def _every_days(self) -> int | None:
        rhythm: str = self.cleaned_data["rhythm"]
        return int(rhythm) if rhythm.isdigit() else self.cleaned_data["every_days"]

    def _not_now_until(self) -> date | None:
        choice: str = self.cleaned_data["not_now"]
        return self.standing_until if choice == KEEP else rules.not_now_until(choice, timezone.localdate())


def _told(newest: ContactAgreement | None) -> dict[str, Any]:
    if newest is None:
        return {}
    days = str(newest.every_days or "")
    usual = days in RHYTHMS or not days
    return {
        **vars(Terms.of(newest)), "rhythm": days if usual else "other", "every_days": "" if usual else newest.every_days
    }  # fmt: skip
