"""The draft of a plan on one page: the citizen's own words, the goals as repeated rows, and the professional part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import plan as rules
from fremskudt.casework.rules.plan_text import GOAL_NAMES, NAMES, PROFESSIONAL, GoalText, PlanText

Values = Mapping[str, Any]
PARTS = ("thread", "words", "how", "who", "review_on")
FAR = _("Dagen ligger for langt væk. Vælg en dag, I kan huske.")
NO_WORDS = _("Mål %(number)s: skriv målet med borgerens ord.")


@dataclass(frozen=True)
class Row:
    """The fields of one goal."""

    number: int
    thread: BoundField
    words: BoundField
    how: BoundField
    who: BoundField
    review_on: BoundField


def _text(name: str, longest: int = rules.LONGEST_TEXT, rows: int = 3, hint: Any = "") -> WordsField:
    return WordsField(label=_(NAMES[name]), longest=longest, rows=rows, required=False, help_text=hint)


class PlanForm(forms.Form):
    """Every field may be empty: a draft is a draft. `rows` says how many goals there is room for."""

    hopes = _text("hopes")
    wishes = _text("wishes")
    dreams = _text("dreams")
    review_on = DayField(label=_(NAMES["review_on"]), required=False, is_planned=True)
    findings = _text("findings", hint=_("Det, vi har fundet ud af sammen."))
    effort = _text("effort", hint=_("Det, vi gør, og hvordan det hænger sammen med afdækningen."))
    follow_up = _text("follow_up", hint=_("Hvornår og hvordan vi følger op."))
    responsible = _text("responsible", rules.LONGEST_NAME, 0)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10000)
    edit = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1000000)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=rules.MOST_GOALS)

    def __init__(self, data: Values | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.n_rows = _bounded((data if data is not None else initial or {}).get("rows"))
        for at in range(self.n_rows):
            self._add_row(at)

    def _add_row(self, at: int) -> None:
        short = {"required": False, "longest": rules.LONGEST_GOAL}
        self.fields |= {
            f"goal_{at}_thread": forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False),
            f"goal_{at}_words": WordsField(label=_(GOAL_NAMES["words"]), rows=2, **short),
            f"goal_{at}_how": WordsField(label=_(GOAL_NAMES["how"]), rows=2, **short),
            f"goal_{at}_who": WordsField(label=_(GOAL_NAMES["who"]), longest=rules.LONGEST_NAME, required=False),
            f"goal_{at}_review_on": DayField(label=_(GOAL_NAMES["review_on"]), required=False, is_planned=True),
        }

    @property
    def goal_rows(self) -> list[Row]:
        return [Row(at + 1, *(self[f"goal_{at}_{part}"] for part in PARTS)) for at in range(self.n_rows)]

    @property
    def can_have_more(self) -> bool:
        return self.n_rows < rules.MOST_GOALS

    @property
    def professional_is_wrong(self) -> bool:
        """Whether the folded part must stand open."""
        return any(name in self.errors for name in PROFESSIONAL)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        today = timezone.localdate()
        for name in [name for name in cleaned if name.endswith("review_on")]:
            if isinstance(cleaned[name], date) and not rules.may_review_on(cleaned[name], today):
                self.add_error(name, str(FAR))
        for at in range(self.n_rows):
            words, rest = f"goal_{at}_words", [cleaned.get(f"goal_{at}_{part}") for part in PARTS[2:]]
            if any(rest) and not cleaned.get(words) and words not in self.errors:
                self.add_error(words, gettext(str(NO_WORDS)) % {"number": at + 1})
        return cleaned

    @property
    def seen(self) -> tuple[int, int]:
        return self.cleaned_data["version"], self.cleaned_data["edit"]

    @property
    def text(self) -> PlanText:
        """What was written; a row without words is no goal, so a goal is taken out by emptying its row."""
        cleaned = self.cleaned_data
        rows = [{part: cleaned[f"goal_{at}_{part}"] for part in PARTS} for at in range(self.n_rows)]
        goals = [GoalText(**{**row, "thread": row["thread"] or uuid4()}) for row in rows if row["words"]]
        unique = {goal.thread: goal for goal in reversed(goals)}
        kept = [goal for goal in goals if unique[goal.thread] is goal]
        return PlanText(**{name: cleaned[name] for name in NAMES}, goals=tuple(kept))


def _bounded(asked: Any) -> int:
    text = str(asked or "")
    return min(int(text), rules.MOST_GOALS) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def values_of(text: PlanText, seen: tuple[int, int]) -> dict[str, Any]:
    """What the form begins with: the text, and one empty row more."""
    values: dict[str, Any] = {name: getattr(text, name) for name in NAMES}
    values |= {"version": seen[0], "edit": seen[1], "rows": min(len(text.goals) + 1, rules.MOST_GOALS)}
    for at, goal in enumerate(text.goals):
        values |= {f"goal_{at}_{part}": getattr(goal, part) for part in PARTS}
    return values


def one_row_more(data: Values) -> PlanForm:
    """The same page with all that was written in it, and room for one more goal."""
    kept = {name: data[name] for name in data}
    return PlanForm(initial={**kept, "rows": min(_bounded(kept.get("rows")) + 1, rules.MOST_GOALS)})


class InForceForm(forms.Form):
    """From which day the plan holds, and which text was read."""

    on = DayField(label=_("Fra hvilken dag?"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10000)
    edit = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1000000)
