"""What can be typed on the page of a meeting, all in one form: whatever is pressed, nothing that was typed is lost."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.actions.meeting_line import Correction, NewLine, NewTask
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import meeting as rules
from fremskudt.casework.rules import task as task_rules
from fremskudt.casework.rules.consent import TOPICS
from fremskudt.casework.rules.log import LARGEST

LISTED = _("Vælg en fra listen. Den har ændret sig.")
WHAT = _("Skriv, hvad der skal gøres.")
EMPTIED = _("Skriv noget, eller lad linjen stå.")


class MeetingForm(forms.Form):
    """`topics`: what may be said here. `owners`: who can promise something.

    `lines`: number → words of each line that can be corrected; of a form that is sent, also those that
    somebody else has corrected or undone meanwhile, so that what was typed about them is not lost.
    """

    item = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)

    def __init__(
        self, *args: Any, item: int, points: Sequence[str], topics: frozenset[str], lines: Mapping[int, str],
        owners: Mapping[int, str], me: int, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.points, self.lines, self.owners = points, lines, {str(user): name for user, name in owners.items()}
        self.fields["item"].initial = item
        self.topics = [(key, gettext(words)) for key, words in TOPICS.items() if key in topics]
        for number, point in enumerate(points if topics else (), 1):
            self._add_point(number, point, topics)
        for pk, words in lines.items() if topics else ():
            if not self.is_bound or f"line_{pk}" in self.data:
                self.fields[f"line_{pk}"] = WordsField(
                    label=_("Ret linjen"), longest=rules.LONGEST_LINE, rows=2, initial=words,
                    error_messages={"required": EMPTIED},
                )  # fmt: skip
        if owners and topics:
            self._add_task(rules.default_topic("", topics), me)

    def _add_point(self, number: int, point: str, topics: frozenset[str]) -> None:
        self.fields[f"words_{number}"] = WordsField(
            label=gettext("Ny linje: %(point)s") % {"point": gettext(point)},
            longest=rules.LONGEST_LINE,
            rows=2,
            required=False,
        )
        self.fields[f"topic_{number}"] = self._topic(initial=rules.default_topic(point, topics))

    def _topic(self, initial: str) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=_("Handler om"), choices=self.topics, initial=initial, required=False,
            widget=forms.Select if len(self.topics) > 1 else forms.HiddenInput,
            error_messages={"invalid_choice": _(rules.NOT_ALLOWED)},
        )  # fmt: skip

    def _add_task(self, topic: str, me: int) -> None:
        self.fields["task_words"] = WordsField(label=_("Hvad?"), longest=task_rules.LONGEST, required=False)
        self.fields["task_owner"] = forms.ChoiceField(
            label=_("Hvem gør det?"), choices=[("", _("Vælg")), *self.owners.items()], required=False,
            initial=str(me), error_messages={"invalid_choice": LISTED},
        )  # fmt: skip
        self.fields["task_on"] = DayField(label=_("Hvornår?"), is_planned=True, required=False)
        self.fields["task_topic"] = self._topic(topic)
        self.fields["operation"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_task_on(self) -> date | None:
        day: date | None = self.cleaned_data["task_on"]
        if day and not (verdict := task_rules.may_be_on(day, timezone.localdate())):
            raise forms.ValidationError(_(verdict.reason))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        wants = "task_words" in self.fields and (
            cleaned.get("task_words") or cleaned.get("task_on") or "task_new" in self.data
        )
        if wants and not {"task_words", "task_owner", "task_on"} & self.errors.keys():
            if not cleaned.get("task_words"):
                self.add_error("task_words", WHAT)
            elif not (cleaned.get("task_owner") and cleaned.get("task_on")):
                missing = "task_on" if cleaned.get("task_owner") else "task_owner"
                self.add_error(missing, gettext(rules.ONE_OWNER))
        return cleaned

    def new_lines(self) -> list[NewLine]:
        told = self.cleaned_data
        return [
            NewLine(number, told.get(f"topic_{number}") or self.fields[f"topic_{number}"].initial, words)
            for number in range(1, len(self.points) + 1)
            if (words := told.get(f"words_{number}", ""))
        ]

    def corrections(self) -> list[Correction]:
        """Only what differs from what the page showed: who left a line alone corrects nothing."""
        told = self.cleaned_data
        return [
            Correction(pk, told[f"line_{pk}"])
            for pk, words in self.lines.items()
            if f"line_{pk}" in told and told[f"line_{pk}"] != words
        ]

    def task(self) -> NewTask | None:
        told = self.cleaned_data
        if not told.get("task_words"):
            return None
        topic = told.get("task_topic") or self.fields["task_topic"].initial
        return NewTask(told["task_words"], topic, int(told["task_owner"]), told["task_on"], told["operation"])

    @property
    def asks_task(self) -> bool:
        """Whether an agreement is half written."""
        return any(name in self.errors for name in ("task_words", "task_owner", "task_on", "task_topic")) or bool(
            self["task_words"].value() or self["task_on"].value()
        )

    def typed(self) -> dict[str, str]:
        """All that stands in the fields as it was sent, for a page that shows it again beside somebody else's text."""
        return {name: self.data[name] for name in self.fields if name in self.data}


def asked_item(sent: Mapping[str, str]) -> int | None:
    """Which citizen of the meeting a form that was sent is about; None where it does not say."""
    told = sent.get("item", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None
