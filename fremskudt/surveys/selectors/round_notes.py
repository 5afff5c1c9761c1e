"""What is noted of people in some waves, as rows of one question: answers, reasons, holds, askings, paper, consent."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, DateTimeField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from fremskudt.casework.models import TakingPart
from fremskudt.casework.models.citizen import ROOT
from fremskudt.instruments import Missing
from fremskudt.surveys.models import Answer, Given, Hold, Invitation, NoAnswer, Response, Sheet, Wave

SPACE = Value(" ")


def noted(slugs: Mapping[int, str], waves: Collection[Wave], towns: Collection[int]) -> QuerySet[Any, Any]:
    """What is noted, in one question: (kind, respondent, wave, word, day, when, when it ended).

    Of a response the word is its mode and its version, and a time says that it came in a file. What was said to taking
    part is of a citizen, and the word is study and answer.
    """
    of_study = {"respondent__study__in": list(slugs)}
    of_towns = Q(citizen__municipality__in=towns) | Q(citizen__merged_into__municipality__in=towns)
    said = TakingPart.objects.filter(of_towns, study__in=slugs.values())
    done = Response.objects.filter(wave__in=waves, instrument=F("wave__instrument"))
    left = Answer.objects.filter(response__wave__in=waves, missing=Missing.NOT_ASKED)
    late = Given.objects.filter(response__wave__in=waves, is_late=True)
    sheets = Sheet.objects.filter(wave__in=waves, typed_at=None)
    return _rows("why", NoAnswer.objects.filter(undone_at=None, **of_study), word="why", at="made_at").union(
        _rows("held", Hold.objects.filter(**of_study), wave="", word="instrument", day="until_on", at="made_at",
              over="lifted_at"),
        _rows("asked", Invitation.objects.filter(wave__in=waves), at="made_at"),
        _rows("paper", sheets, at="printed_at"),
        _rows("left", left, of="response__", word="variable"),
        _rows("late", late, of="response__").distinct(),
        _rows("done", done, word=Concat("mode", SPACE, "instrument_hash"), day="answered_on",
              at="delivery__imported_at"),
        _rows("said", said, whose=ROOT, wave="", word=Concat("study", SPACE, "answer"), at="said_at"),
        all=True,
    )  # fmt: skip


def _rows(
    kind: str, rows: QuerySet[Any], *, of: str = "", whose: Any = None, wave: str = "wave", word: Any = "",
    day: str = "", at: str = "", over: str = "",
) -> QuerySet[Any, Any]:  # fmt: skip
    return rows.order_by().values_list(
        Value(kind, CharField()), whose or F(f"{of}respondent"),
        F(f"{of}{wave}") if wave else Cast(Value(None), BigIntegerField()),
        (F(word) if word else Value("", CharField())) if isinstance(word, str) else word,
        _or_nothing(day, DateField()), _or_nothing(at, DateTimeField()), _or_nothing(over, DateTimeField()),
    )  # fmt: skip


def _or_nothing(column: str, kind: Any) -> Any:
    return F(column) if column else Cast(Value(None), kind)
