"""Whether the newest lines of the log hold together: a quick look. `fremskudt audit verify` walks the whole log."""

from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Subquery

from fremskudt.access.keyring import keyring
from fremskudt.access.models import ChainHead, Event
from fremskudt.access.rules.chain import Line, mark_of

NEWEST = 500


@dataclass(frozen=True)
class Newest:
    """How many lines were looked at, and the number of the first that is wrong (0 when all hold)."""

    n: int
    broken: int


def newest_lines(n: int = NEWEST) -> Newest:
    """One query, so that the lines and the head are of the same moment though others write."""
    head = ChainHead.objects.filter(pk=1)
    marked = Event.objects.annotate(end=Subquery(head.values("number")), end_mark=Subquery(head.values("mark")))
    rows = list(marked.order_by("-number").values_list(*Line._fields, "end", "end_mark")[:n])[::-1]
    if not rows:
        return Newest(0, int(ChainHead.objects.filter(number__gt=0).exists()))
    lines, (end, mark) = [Line._make(row[:-2]) for row in rows], rows[-1][-2:]
    broken = _broken(lines)
    if not broken and (lines[-1].number, lines[-1].mark) != (end, mark):
        broken = min(lines[-1].number, end or 0) + 1
    return Newest(len(lines), broken)


def _broken(lines: list[Line]) -> int:
    key = keyring().audit
    if lines[0].mark != mark_of(key, lines[0]):
        return lines[0].number
    for before, line in pairwise(lines):
        if line.number != before.number + 1 or line.previous != before.mark or line.mark != mark_of(key, line):
            return line.number
    return 0
