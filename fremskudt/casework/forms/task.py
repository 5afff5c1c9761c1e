"""A task: what, who, by which day. One about nobody must name nobody."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import task as rules
from fremskudt.casework.rules.consent import TOPICS, Topic
from fremskudt.casework.rules.log import LARGEST
from fremskudt.casework.selectors.task_owner import Owner
from fremskudt.partnership.rules.telltale import found_in, sentence

WORDS, LISTED = _("Skriv, hvad der skal gøres."), _("Vælg en fra listen. Den har ændret sig.")


class TaskPlanForm(forms.Form):
    """What every task has: a day that lies ahead, and the number of the page it was written on."""

    on = DayField(label=_("Hvornår?"), is_planned=True, error_messages={"required": _(rules.ONE_OWNER)})
    operation = forms.UUIDField(widget=forms.HiddenInput)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if verdict := rules.may_be_on(day, timezone.localdate()):
            return day
        raise forms.ValidationError(_(verdict.reason))


class OwnedForm(TaskPlanForm):
    """One owner, of those who may be told."""

    owner = forms.ChoiceField(
        label=_("Hvem gør det?"), error_messages={"required": _(rules.ONE_OWNER), "invalid_choice": LISTED}
    )

    def __init__(self, *args: Any, owners: Sequence[Owner], me: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {owner.key: owner for owner in owners}
        self.fields["owner"].choices = [("", _("Vælg")), *((key, one.label) for key, one in self.owners.items())]  # type: ignore[attr-defined]
        self.fields["owner"].initial = next((key for key, one in self.owners.items() if one.user.pk == me), "")

    def clean_owner(self) -> Owner:
        return self.owners[self.cleaned_data["owner"]]

    def refuse(self, owner: Owner, topic: str) -> None:
        """What keeps this owner from this task, beside the field."""
        verdict = owner.cover.may_own(topic)
        if not verdict:
            self.add_error("owner", gettext(verdict.reason) % {"who": owner.user.name})


class TaskForm(OwnedForm):
    words = WordsField(label=_("Hvad skal gøres?"), longest=rules.LONGEST, error_messages={"required": WORDS})
    topic = forms.ChoiceField(
        label=_("Hvad handler det om?"), initial=Topic.AGREEMENTS,
        choices=[(key, _(words)) for key, words in TOPICS.items()],
        help_text=_("Kun den, borgeren har sagt ja til at fortælle det, kan få opgaven."),
        error_messages={"required": _(rules.NO_TOPIC), "invalid_choice": LISTED},
    )  # fmt: skip

    field_order = ("words", "topic", "owner", "on", "operation")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if (owner := cleaned.get("owner")) and (topic := cleaned.get("topic")):
            self.refuse(owner, topic)
        return cleaned


class HandOnForm(OwnedForm):
    task = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)
    field_order = ("owner", "on", "operation", "task")


class OwnTaskForm(TaskPlanForm):
    """For oneself, and about nobody: a text that looks as if it names somebody is not kept."""

    words = WordsField(
        label=_("Hvad skal gøres?"), longest=rules.LONGEST, error_messages={"required": WORDS},
        help_text=_("Ikke om en borger. Det skriver du på borgerens side."),
    )  # fmt: skip
    field_order = ("words", "on", "operation")

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if found := found_in(words):
            raise forms.ValidationError(gettext(sentence(found)))
        return words


class PressForm(forms.Form):
    """Which task a button stands beside."""

    task = forms.IntegerField(min_value=1, max_value=LARGEST)
