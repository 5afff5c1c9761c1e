"""The syntax of what the one who asks sends: one question's answer, a hold, a reason for no answer."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.instruments import Item
from fremskudt.surveys.forms_own import QuestionForm
from fremskudt.surveys.rules import questions as rules
from fremskudt.surveys.rules.bites import Values
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.ways import HOLD_REASONS
from fremskudt.surveys.rules.why_no_answer import WHY
from fremskudt.surveys.templatetags.surveys import language, said

OLD_PAGE = _("Siden er for gammel. Hent den igen.")
OLD = dict.fromkeys(("required", "invalid", "invalid_choice"), OLD_PAGE)
CALL = "telefon"  # as the address says it; anything else is side by side
USUAL_HOLD = timedelta(days=14)
ALL = "alle"


class AskForm(QuestionForm):
    """The answer to one question. »Spring over« needs none; »Videre« does."""

    operation = forms.UUIDField(widget=forms.HiddenInput, error_messages=OLD)
    runde = forms.CharField(widget=forms.HiddenInput, required=False)
    spm = forms.CharField(widget=forms.HiddenInput, required=False)
    maade = forms.CharField(widget=forms.HiddenInput, required=False)
    nr = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        answer = self.fields["answer"]
        answer.label, answer.help_text = said(item.text), said(item.help)
        if self.shape == "multiple":
            answer.widget = forms.CheckboxSelectMultiple(choices=answer.choices)  # type: ignore[attr-defined]
        elif self.shape == "number":
            answer.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    @property
    def ends(self) -> tuple[str, str] | None:
        """Words of 0 and 10, for a scale that has them."""
        scale = self.item.scale
        if (scale.kind, scale.minimum, scale.maximum) != ("integer", 0, 10) or not {0, 10} <= set(scale.anchors):
            return None
        return said(scale.anchors[0]), said(scale.anchors[10])

    @property
    def steps(self) -> list[tuple[int, str]]:
        """Code and words of each step."""
        return [(code, self.item.scale.label(code, language())) for code in self.item.scale.codes]

    @property
    def chosen(self) -> int | None:
        value = str(self["answer"].value() or "") if self["answer"].value() != 0 else "0"
        return int(value) if value.isdecimal() else None

    @classmethod
    def of(cls, item: Item, asked: Mapping[str, str], wave: int, values: Values | None) -> Self:
        """A fresh page with an operation of its own, and what may be shown of what stands (None: nothing)."""
        places = {"maade": asked.get("maade", ""), "nr": asked.get("nr", "")}
        return cls(item=item, values=values, initial={"operation": uuid4(), "runde": wave, "spm": item.id, **places})

    @property
    def mode(self) -> Mode:
        return Mode.PHONE if self["maade"].value() == CALL else Mode.ASSISTED

    @property
    def is_call(self) -> bool:
        return self.mode is Mode.PHONE

    @property
    def number(self) -> int:
        """Which of today's questions this is."""
        told = str(self["nr"].value() or "")
        return int(told) if told in {str(each) for each in range(1, rules.MOST_TODAY + 1)} else 1

    @property
    def given(self) -> dict[str, Any]:
        return {} if self.is_skipped else super().given

    @property
    def is_skipped(self) -> bool:
        return "skip" in self.data

    def full_clean(self) -> None:
        if self.is_bound and self.is_skipped:
            self.fields["answer"] = forms.Field(required=False)
        super().full_clean()


class HoldForm(forms.Form):
    """Why questions wait, until when, and which."""

    reason = forms.ChoiceField(
        label=_("Hvorfor?"), choices=[(key, _(words)) for key, words in HOLD_REASONS.items()],
        widget=forms.RadioSelect, error_messages=dict.fromkeys(("required", "invalid_choice"), _(rules.NO_REASON)),
    )  # fmt: skip
    until_on = DayField(label=_("Spørg igen fra"), is_planned=True)
    which = forms.ChoiceField(
        label=_("Hvad venter?"), widget=forms.RadioSelect, initial=ALL,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Vælg, hvad der venter.")),
    )  # fmt: skip

    def __init__(self, *args: Any, forms_open: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """`forms_open`: id of the wave and title of each form; with one there is nothing to choose."""
        super().__init__(*args, **kwargs)
        self.fields["until_on"].initial = timezone.localdate() + USUAL_HOLD
        self.fields["which"].choices = [(ALL, _("Alle spørgsmål")), *forms_open]  # type: ignore[attr-defined]
        if len(forms_open) < 2:
            del self.fields["which"]

    def clean_until_on(self) -> date:
        day: date = self.cleaned_data["until_on"]
        if rules.is_near(day, timezone.localdate()):
            return day
        raise forms.ValidationError(_(rules.WAIT_UNTIL))


class NoAnswerForm(forms.Form):
    """The reason is the button that was pressed; »sure« where it was asked on a page of its own."""

    why = forms.ChoiceField(
        choices=[(key, _(meaning.words)) for key, meaning in WHY.items()],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _(rules.NO_REASON)),
    )
    sure = forms.BooleanField(required=False)
