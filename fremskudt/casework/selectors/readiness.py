"""What is in place, seen from both sides and over time. Side by side for talk, without a sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from fremskudt.casework.models import Case, ReadinessAnswer
from fremskudt.casework.rules import readiness as rules


@dataclass(frozen=True)
class Answer:
    on: date
    words: str


@dataclass(frozen=True)
class Side:
    """One item: what each side said, the newest first, and whether the newest differ."""

    item: str
    label: str
    citizen: Sequence[Answer]
    worker: Sequence[Answer]
    differs: bool


def both_sides(case: Case) -> list[Side]:
    """Every item that somebody answered, in the order of the form. One question, no event of its own."""
    answers = ReadinessAnswer.objects.filter(readiness__case=case).select_related("readiness")
    newest_first = list(answers.order_by("-readiness__on", "-readiness__pk"))
    sides = (_side(item, label, newest_first) for item, label in rules.ITEMS.items())
    return [side for side in sides if side.citizen or side.worker]


def _side(item: str, label: str, newest_first: list[ReadinessAnswer]) -> Side:
    words = rules.answers(item, get_language() or "da")
    said: dict[str, list[tuple[date, int]]] = {rules.CITIZEN: [], rules.WORKER: []}
    for answer in newest_first:
        if answer.item == item:
            said[answer.readiness.side].append((answer.readiness.on, answer.value))
    newest = {side: answers[0][1] if answers else None for side, answers in said.items()}
    told = {side: [Answer(on, words[value]) for on, value in answers] for side, answers in said.items()}
    return Side(
        item, label, told[rules.CITIZEN], told[rules.WORKER],
        differs=rules.differs(newest[rules.CITIZEN], newest[rules.WORKER]),
    )  # fmt: skip
