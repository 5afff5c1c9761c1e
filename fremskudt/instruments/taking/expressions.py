"""Conditions written as text, FHIRPath and XPath alike: from marks to a tree. What is not known is not guessed.

The two languages differ in how they write a value; each has its own marks (`Marks`), which are read here in one way.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from fremskudt.instruments.taking.draft import Asks, Joined, NotUnderstood, Wanted

OPS = {"=": "eq", "!=": "ne", ">": "gt", ">=": "ge", "<": "lt", "<=": "le"}
TURNED = {"eq": "eq", "ne": "ne", "gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
MAX_LENGTH = 5_000
MAX_DEPTH = 40


@dataclass(frozen=True)
class Value:
    """An answer in an expression: of a question, or of one of its options (then 0 or 1)."""

    question: str
    option: str | None = None
    by_number: bool = False
    total: bool = True


@dataclass(frozen=True)
class Mark:
    """One part of an expression. `said` is a Value, a constant or a finished comparison."""

    kind: str  # value, constant, asks, op, in, |, and, or, not(, .not(), (, )
    said: Value | str | Asks = ""


Marks = list[tuple[re.Pattern[str], Callable[[re.Match[str]], Mark]]]


def marks_of(text: str, known: Marks) -> Iterator[Mark]:
    """The parts of the text. Raises NotUnderstood at the first that is not known."""
    at = 0
    if len(text) > MAX_LENGTH:
        raise NotUnderstood(text[:40])
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        for pattern, make in known:
            if found := pattern.match(text, at):
                yield make(found)
                at = found.end()
                break
        else:
            raise NotUnderstood(text[at : at + 40])


def plain(kind: str) -> Callable[[re.Match[str]], Mark]:
    return lambda _found: Mark(kind)


COMMON: Marks = [
    (re.compile(r"and\b"), plain("and")),
    (re.compile(r"or\b"), plain("or")),
    (re.compile(r"\("), plain("(")),
    (re.compile(r"\)"), plain(")")),
    (re.compile(r">=|<=|!=|=|>|<"), lambda found: Mark("op", OPS[found[0]])),
    (re.compile(r"-?[0-9]{1,9}(?![0-9.])"), lambda found: Mark("constant", str(int(found[0])))),
    (re.compile(r"'([^'\\]*)'|\"([^\"\\]*)\""), lambda found: Mark("constant", found[1] or found[2] or "")),
]


def wanted(text: str, known: Marks) -> Wanted:
    """The condition as a tree. Raises NotUnderstood."""
    reader = _Reader(list(marks_of(text, known)))
    found = reader.either()
    if reader.left:
        raise NotUnderstood(text[:40])
    return found


class _Reader:
    def __init__(self, marks: list[Mark]) -> None:
        self.left = marks[::-1]
        self._depth = 0

    def _next(self, *kinds: str) -> Mark | None:
        if self.left and self.left[-1].kind in kinds:
            return self.left.pop()
        return None

    def _must(self, kind: str) -> Mark:
        found = self._next(kind)
        if found is None:
            raise NotUnderstood(kind)
        return found

    def either(self) -> Wanted:
        return self._joined("or", self._every)

    def _every(self) -> Wanted:
        return self._joined("and", self._one)

    def _joined(self, op: Literal["and", "or"], part: Callable[[], Wanted]) -> Wanted:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise NotUnderstood("(((")
        parts = [part()]
        while self._next(op):
            parts.append(part())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Joined(op, tuple(parts))

    def _one(self) -> Wanted:
        if opened := self._next("not(", "("):
            inner = self.either()
            self._must(")")
            found: Wanted = Joined("not", (inner,)) if opened.kind == "not(" else inner
        elif asks := self._next("asks"):
            found = self._held_against_true(asks.said)
        else:
            found = self._comparison()
        while self._next(".not()"):
            found = Joined("not", (found,))
        return found

    def _held_against_true(self, asks: object) -> Wanted:
        """A finished comparison, perhaps followed by `= true`."""
        if not isinstance(asks, Asks):
            raise NotUnderstood(str(asks))
        if op := self._next("op"):
            truth = self._must("constant").said
            if op.said not in {"eq", "ne"} or truth not in {"true", "false"}:
                raise NotUnderstood(str(truth))
            if (op.said == "eq") != (truth == "true"):
                return Joined("not", (asks,))
        return asks

    def _comparison(self) -> Wanted:
        if constant := self._next("constant"):
            op, value = self._must("op"), self._must("value")
            return self._asks(TURNED[str(op.said)], value.said, (str(constant.said),))
        value = self._must("value")
        if self._next("in"):
            return self._asks("in", value.said, self._several())
        op = self._must("op")
        return self._asks(str(op.said), value.said, (str(self._must("constant").said),))

    def _several(self) -> tuple[str, ...]:
        self._must("(")
        found = [str(self._must("constant").said)]
        while self._next("|"):
            found.append(str(self._must("constant").said))
        self._must(")")
        return tuple(found)

    def _asks(self, op: str, value: object, constants: tuple[str, ...]) -> Wanted:
        if not isinstance(value, Value):
            raise NotUnderstood(str(value))
        if constants == ("",):  # held against nothing: is there an answer?
            if op not in {"eq", "ne"} or value.option:
                raise NotUnderstood(op)
            return Asks("empty" if op == "eq" else "exists", value.question)
        if op == "ne" and value.total and value.option is None:  # true of an answer that is not there, as not(=) is
            return Joined("not", (Asks("eq", value.question, constants, None, value.by_number),))
        return Asks(op, value.question, constants, value.option, value.by_number, value.total)
