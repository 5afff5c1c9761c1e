"""What stands written about the citizens of a meeting: lines with their corrections, and promises with their owners."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, PositiveSmallIntegerField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from fremskudt.casework.models import MeetingLine, Task
from fremskudt.casework.rules.meeting import chains
from fremskudt.casework.rules.undo import may_undo


@dataclass(frozen=True)
class Line:
    """What stands on a point now, and what stood before it was corrected."""

    pk: int
    item: int
    point: int
    topic: str
    words: str
    by: int
    who: str
    at: datetime
    earlier: tuple["Line", ...] = ()

    def is_fresh_by(self, user: int | None) -> bool:
        return self.by == user and may_undo(self.at, timezone.now())


@dataclass(frozen=True)
class Promise:
    """One thing that one person does by a day."""

    pk: int
    item: int | None
    root: int  # the record that is kept of whom it is about
    topic: str
    words: str
    owner: int | None
    who: str
    on: date
    done_at: datetime | None


@dataclass(frozen=True)
class Written:
    lines: list[Line]
    promises: list[Promise]
    ever: list[Line]  # those that were corrected or undone, too


def written_about(items: Mapping[int, int]) -> Written:
    """Citizen → item: the lines of these items, and all that is promised about these citizens. One question."""
    root = Coalesce("case__citizen__merged_into_id", "case__citizen_id", output_field=BigIntegerField())
    lines = MeetingLine.objects.filter(item__in=items.values()).order_by().values_list(
        Value("line"), "pk", "item_id", "point", "topic", "words", "by_id", "by__name", "made_at", "replaces_id",
        "undone_at", Cast(Value(None), DateField()), Cast(Value(0), BigIntegerField()),
    )  # fmt: skip
    promised = Task.objects.annotate(root=root).filter(root__in=items, owner__isnull=False, dropped_at=None)
    tasks = promised.order_by().values_list(
        Value("task"), "pk", "item_id", Cast(Value(0), PositiveSmallIntegerField()), "topic", "words", "owner_id",
        "owner__name", "made_at", "handed_from_id", "done_at", "on", "root",
    )  # fmt: skip
    rows = sorted(lines.union(tasks, all=True), key=lambda row: (row[8], row[1]))
    told = [row for row in rows if row[0] == "line"]
    promises = [_promise(row) for row in rows if row[0] == "task"]
    return Written(_standing(told), promises, [_line(row) for row in told])


def _standing(rows: Iterable[Any]) -> list[Line]:
    found = {row[1]: row for row in rows}
    lines = []
    for chain in chains((row[1], row[9], row[10] is not None) for row in found.values()):
        if chain.standing is not None:
            before = chain.pks[: chain.pks.index(chain.standing)]
            earlier = tuple(_line(found[pk]) for pk in before if found[pk][10] is None)
            lines.append(_line(found[chain.standing], earlier))
    return lines


def _line(row: Any, earlier: tuple[Line, ...] = ()) -> Line:
    _kind, pk, item, point, topic, words, by, who, at, *_rest = row
    return Line(pk, item, point, topic, words, by, who, at, earlier)


def _promise(row: Any) -> Promise:
    _kind, pk, item, _point, topic, words, owner, who, _at, _from, done_at, on, root = row
    return Promise(pk, item, root, topic, words, owner, who, on, done_at)
