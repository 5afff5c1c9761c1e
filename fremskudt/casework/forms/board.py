"""A row of the board: why, who looks, and when again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.people import PersonField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import board as rules
from fremskudt.casework.rules.log import LARGEST


class LookForm(forms.Form):
    """Who looks, and when the team looks again."""

    who = PersonField(label=_("Hvem kigger?"), error_messages={"required": _("Vælg en, der følger borgeren.")})
    on = DayField(label=_("Hvornår ser vi på det igen?"), is_planned=True)

    def __init__(self, *args: Any, followers: Iterable[User], chosen: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].offer(followers, chosen)  # type: ignore[attr-defined]
        self.fields["on"].initial = rules.next_look(timezone.localdate())

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if verdict := rules.may_look_again_on(day, timezone.localdate()):
            return day
        raise forms.ValidationError(_(verdict.reason))


class BoardForm(LookForm):
    why = WordsField(
        label=_("Hvorfor lige nu?"), longest=rules.LONGEST_WHY, help_text=_("Det, der sker. Ikke, hvad du tror."),
        error_messages={"required": _("Skriv, hvorfor. Så ved de andre, hvad de skal se efter.")},
    )  # fmt: skip
    field_order = ("why", "who", "on")


class WalkForm(forms.Form):
    """Which row a button stands beside, and what it says."""

    entry = forms.IntegerField(min_value=1, max_value=LARGEST)
    act = forms.ChoiceField(choices=[(act, act) for act in (rules.STAYS, rules.OFF)])
