"""The syntax of what a citizen sends from their own page."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules.contact_agreement import NotNow
from fremskudt.instruments import Item
from fremskudt.surveys.rules.bites import NONE_OF_THEM, Values
from fremskudt.surveys.rules.own_next import REPLIES
from fremskudt.surveys.templatetags.surveys import said

NO_NUMBER = _("Vælg et tal, eller spring over.")
NO_ANSWER = _("Vælg et svar, eller spring over.")
TILES = 12  # a range of no more numbers is shown as tiles to press, a longer one as a line to write in
NEXT, SKIP, BACK, STOP = "next", "skip", "back", "stop"


class PressForm(forms.Form):
    """Which question of which form was answered, on which page, and how one goes on."""

    wave = forms.IntegerField(min_value=1, max_value=2**31)
    version = forms.CharField(max_length=64)
    item = forms.CharField(max_length=80)
    operation = forms.UUIDField()
    act = forms.ChoiceField(choices=[(act, act) for act in (NEXT, SKIP, BACK, STOP)], required=False)


class QuestionForm(forms.Form):
    """One question, as the instrument has it; an answer must be chosen, since »Spring over« is as near."""

    def __init__(self, *args: Any, item: Item, values: Values | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.fields["answer"] = _field(item)
        if values is not None:
            self.initial["answer"] = _chosen(item, values)

    @property
    def shape(self) -> str:
        """How it is drawn: numbers to press, a number to write, one of several steps, or any of several."""
        scale = self.item.scale
        if scale.kind != "integer":
            return scale.kind
        return "tiles" if len(scale.codes) <= TILES else "number"

    @property
    def given(self) -> dict[str, Any]:
        """As the one core takes it."""
        return {self.item.id: self.cleaned_data["answer"]}


class ShareForm(forms.Form):
    wave = forms.IntegerField(min_value=1, max_value=2**31)
    shared = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    nr = forms.IntegerField(min_value=1, max_value=99, required=False)


class ReplyForm(forms.Form):
    """An answer to the next appointment."""

    appointment = forms.IntegerField(min_value=1, max_value=2**31)
    operation = forms.UUIDField()
    reply = forms.ChoiceField(choices=[(key, key) for key in REPLIES])


class NotNowForm(forms.Form):
    """For how long; the page asks nothing else."""

    operation = forms.UUIDField()
    how_long = forms.ChoiceField(choices=[(key, key) for key in (NotNow.WEEK, NotNow.TWO_WEEKS, NotNow.UNTIL_THEY_SAY)])


def _field(item: Item) -> forms.Field:
    scale = item.scale
    if scale.kind == "multiple":
        options = [(option.slug or "", said(option.label)) for option in scale.options]
        return _Many(choices=[*options, (NONE_OF_THEM, _("Ingen af dem"))], error_messages=_all(NO_ANSWER))
    if scale.kind == "integer":
        return forms.IntegerField(min_value=scale.minimum, max_value=scale.maximum, error_messages=_all(NO_NUMBER))
    return forms.TypedChoiceField(
        choices=[(str(option.code), said(option.label)) for option in scale.options], coerce=int,
        error_messages=_all(NO_ANSWER),
    )  # fmt: skip


class _Many(forms.MultipleChoiceField):
    def clean(self, value: Any) -> Any:
        chosen: list[str] = super().clean(value)
        if NONE_OF_THEM in chosen and len(chosen) > 1:
            raise ValidationError(_("Vælg enten »Ingen af dem« eller det, der passer."))
        return chosen


def _all(sentence: Any) -> dict[str, Any]:
    kinds = ("required", "invalid", "invalid_choice", "invalid_list", "min_value", "max_value")
    return dict.fromkeys(kinds, sentence)


def _chosen(item: Item, values: Values) -> Any:
    """What stands in the field; None where nothing does, or nothing may be shown."""
    if item.scale.kind != "multiple":
        value = values[item.id]
        return value if isinstance(value, int) else None
    ticked = [name.rpartition(".")[2] for name in item.variables if values[name] == 1]
    return ticked or ([NONE_OF_THEM] if {values[name] for name in item.variables} == {0} else [])
