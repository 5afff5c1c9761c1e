"""What the buttons of the list of tips send, and what the municipality decides about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.partnership.rules import tip_expiry, tip_step
from fremskudt.partnership.rules.tip import STEPS

A_NUMBER = _("Skriv et helt tal.")
TOO_LITTLE = _("Skriv mindst %(limit_value)d.")
TOO_MUCH = _("Skriv højst %(limit_value)d.")


def whole(label: Any, hint: Any, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=hint, min_value=least, max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": A_NUMBER, "invalid": A_NUMBER, "min_value": TOO_LITTLE, "max_value": TOO_MUCH},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """One of the four buttons of a row."""

    kind = forms.ChoiceField(choices=[(kind.value, STEPS[kind]) for kind in tip_step.ANSWERS])


class AskedForm(forms.Form):
    """What the person said when somebody of the team asked. A yes is asked for on a page of its own."""

    kind = forms.ChoiceField(choices=[(kind.value, STEPS[kind]) for kind in tip_step.ASKED])


class UndoForm(forms.Form):
    step = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class OtherForm(forms.Form):
    """Which other tip a button stands beside."""

    other = forms.CharField(max_length=9)


class ListRulesForm(forms.Form):
    answer_days = whole(
        _("Svar inden hvor mange dage?"), _("Det løfte, I giver dem, der giver praj. At et praj er læst, er ikke nok."),
        *tip_expiry.ANSWER_DAYS,
    )  # fmt: skip
    shown_weeks = whole(
        _("Hvor mange uger er et praj åbent for den, der gav det?"),
        _("Bagefter lukker rækken hos dem, uanset hvad der skete. Så siger stilhed ingenting."),
        *tip_expiry.WEEKS,
    )  # fmt: skip
    keep_weeks = whole(
        _("Efter hvor mange uger uden at nogen rører det, slettes et praj?"),
        _("Mindst lige så længe, som det er åbent."),
        *tip_expiry.WEEKS,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if {"keep_weeks", "shown_weeks"} <= told.keys():
            verdict = tip_expiry.may_decide(keep_weeks=told["keep_weeks"], shown_weeks=told["shown_weeks"])
            if not verdict:
                self.add_error("keep_weeks", gettext(verdict.reason))
        return told
