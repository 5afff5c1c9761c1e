"""The log as a chain: each line's mark is made with a key over the whole line and over the mark before it.

So no line can be changed, taken out, put in or moved without the key, except at the end: that the newest lines are
gone shows only from a head that was noted elsewhere.

Sources: RFC 2104 (HMAC), FIPS 180-4 (SHA-256); Schneier & Kelsey 1999 on logs of untrusted machines.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hmac import digest
from itertools import islice
from typing import NamedTuple

START = "0" * 64  # the mark before line 1
SAMPLE = 20  # so many lines that fit no key tell of a wrong key, not of changed lines


class Line(NamedTuple):
    """One line, its values as they are stored. Numbers run from 1; `at` is aware; marks are 64 hex digits."""

    number: int
    at: datetime
    actor: str
    role: str
    unit: str
    purpose: str
    action: str
    subject: str
    fields: str
    request: str
    previous: str
    mark: str = ""


class Fault(StrEnum):
    """How a chain can be broken."""

    CHANGED = "changed"  # the line does not fit its mark, to which the next line still holds
    MISSING = "missing"
    OUT_OF_ORDER = "out_of_order"  # stands twice, or after another line than the one it was written after
    FORGED = "forged"  # its mark is not made with the key, and the next line does not hold to it
    REPLACED = "replaced"  # has another mark than the one that was noted: the log was written anew with the key
    CUT = "cut"  # the end is gone
    HEAD = "head"  # the head knows less than the lines
    WRONG_KEY = "wrong_key"  # no line fits the key


@dataclass(frozen=True)
class Break:
    """The first thing that is wrong: from line `number` to line `until`."""

    fault: Fault
    number: int
    until: int


@dataclass(frozen=True)
class Checked:
    """What a walk found: the last line that is whole (0 and START when none is), and the break after it, if any."""

    number: int
    mark: str
    broken: Break | None = None


def canonical(values: Sequence[object]) -> bytes:
    """The text that is marked: all values but the mark, in a list of JSON in ASCII, the time in UTC.

    JSON keeps the values apart, whatever is in them, so that two different lines never have the same text.
    """
    number, at, *texts = values[: Line._fields.index("mark")]
    assert isinstance(at, datetime)  # noqa: S101  a line has its time in second place
    return json.dumps([number, at.astimezone(UTC).isoformat(timespec="microseconds"), *texts]).encode("ascii")


def mark_of(key: bytes, values: Sequence[object]) -> str:
    """HMAC-SHA-256 of a line's values (with or without its mark), in hex."""
    return digest(key, canonical(values), "sha256").hex()


def clean(text: str, limit: int) -> str:
    """A text as a line may hold it: at most `limit` (≥ 10) characters, none of them a break, a control or an escape.

    What is too long ends in ~ and eight hex digits of the hash of the whole, so that two of them stay apart.
    """
    if not text.isprintable():
        text = "".join(character if character.isprintable() else "\ufffd" for character in text)
    if len(text) > limit:
        text = f"{text[: limit - 9]}~{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return text


def check(lines: Iterable[Line], key: bytes, noted: Iterable[tuple[int, str]] = ()) -> Checked:
    """Walk the lines in the order given, two in memory at a time, to the first break.

    `noted` are heads (number, mark) that were written down before: the chain must reach each, with that mark.
    """
    marks: Mapping[int, set[str]] = _by_number(noted)
    whole, walk = Checked(0, START), iter(lines)
    line = next(walk, None)
    while line is not None:
        after = next(walk, None)
        broken = _fault(line, after, whole, key)
        if broken and whole.number == 0 and _fits_no_key(line, after, walk, key):
            broken = Break(Fault.WRONG_KEY, 1, 1)
        if not broken and marks.get(line.number, {line.mark}) != {line.mark}:
            broken = Break(Fault.REPLACED, line.number, line.number)
        if broken:
            return Checked(whole.number, whole.mark, broken)
        whole, line = Checked(line.number, line.mark), after
    end = max(marks, default=0)
    cut = Break(Fault.CUT, whole.number + 1, end) if end > whole.number else None
    return Checked(whole.number, whole.mark, cut)


def _by_number(noted: Iterable[tuple[int, str]]) -> Mapping[int, set[str]]:
    marks: defaultdict[int, set[str]] = defaultdict(set)
    for number, mark in noted:
        marks[number].add(mark)
    return marks


def _fault(line: Line, after: Line | None, whole: Checked, key: bytes) -> Break | None:
    here = whole.number + 1
    if line.number != here:
        if line.number < here or (after is not None and after.number < line.number):
            return Break(Fault.OUT_OF_ORDER, line.number, line.number)
        return Break(Fault.MISSING, here, line.number - 1)
    if line.mark != mark_of(key, line):
        held = after is None or after.previous == line.mark
        return Break(Fault.CHANGED if held else Fault.FORGED, here, here)
    if line.previous != whole.mark:
        return Break(Fault.OUT_OF_ORDER, here, here)
    return None


def _fits_no_key(line: Line, after: Line | None, walk: Iterator[Line], key: bytes) -> bool:
    first = [line, *([after] if after else []), *islice(walk, SAMPLE)]
    return not any(one.mark == mark_of(key, one) for one in first)
