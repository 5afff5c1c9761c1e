"""Conditions, limits and scores as XLSForm writes them (XPath), written and read."""

import re

from fremskudt.instruments.model import Instrument
from fremskudt.instruments.routing import Combine, Compare, Condition, Not
from fremskudt.instruments.taking.draft import Asks, NotUnderstood, Wanted
from fremskudt.instruments.taking.expressions import COMMON, Mark, Marks, Value, marks_of, plain, wanted

SIGNS = {"eq": "=", "ne": "!=", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}


def path_of(condition: Condition, instrument: Instrument) -> str:
    """The condition as `relevant`; each part of a combination stands in brackets."""
    match condition:
        case Compare("in", variable, numbers):
            return f"selected('{' '.join(map(str, numbers))}', {_value(variable, instrument)})"
        case Compare(op, variable, numbers):
            return _compare(op, variable, numbers[0], instrument)
        case Not(part):
            return f"not({path_of(part, instrument)})"
        case Combine(op, parts):
            return f" {op} ".join(f"({path_of(part, instrument)})" for part in parts)


def _compare(op: str, variable: str, number: int, instrument: Instrument) -> str:
    about = instrument.variable(variable)
    if about.option is not None and (op, number) == ("eq", 1):
        return f"selected(${{{about.item.id}}}, '{about.option.slug}')"
    value = _value(variable, instrument)
    said = f"'{number}'" if about.item.scale.kind == "choice" and op in {"eq", "ne"} else str(number)
    if op == "ne" and about.option is None:  # an answer that is not there fulfils nothing
        return f"({value} != '' and {value} != {said})"
    return f"{value} {SIGNS[op]} {said}"


def _value(variable: str, instrument: Instrument) -> str:
    about = instrument.variable(variable)
    if about.option is not None:
        return f"number(selected(${{{about.item.id}}}, '{about.option.slug}'))"
    return f"${{{about.item.id}}}"


NAME = r"\$\{\s*([^}\s]+)\s*\}"
TICKED = rf"selected\(\s*{NAME}\s*,\s*['\"]([^'\"]*)['\"]\s*\)"
ANSWERED_BUT = rf"\(\s*{NAME}\s*!=\s*''\s+and\s+\$\{{\1\}}\s*!=\s*'?(-?[0-9]{{1,9}})'?\s*\)"
MARKS: Marks = [
    (re.compile(r"not\s*\("), plain("not(")),
    (re.compile(ANSWERED_BUT), lambda found: Mark("asks", Asks("ne", found[1], (found[2],)))),
    (
        re.compile(rf"selected\(\s*'([^']*)'\s*,\s*number\(\s*{TICKED}\s*\)\s*\)"),
        lambda found: Mark("asks", Asks("in", found[2], tuple(found[1].split()), found[3])),
    ),
    (
        re.compile(rf"selected\(\s*'([^']*)'\s*,\s*{NAME}\s*\)"),
        lambda found: Mark("asks", Asks("in", found[2], tuple(found[1].split()))),
    ),
    (re.compile(rf"number\(\s*{TICKED}\s*\)"), lambda found: Mark("value", Value(found[1], found[2]))),
    (re.compile(TICKED), lambda found: Mark("asks", Asks("eq", found[1], ("1",), found[2]))),
    (
        re.compile(rf"(?:string-length|count-selected)\(\s*{NAME}\s*\)\s*>\s*0(?![0-9])"),
        lambda found: Mark("asks", Asks("exists", found[1])),
    ),
    (re.compile(rf"(?:number|int)\(\s*{NAME}\s*\)"), lambda found: Mark("value", Value(found[1], by_number=True))),
    (re.compile(NAME), lambda found: Mark("value", Value(found[1]))),
    (re.compile(r"true\(\s*\)"), lambda _found: Mark("constant", "true")),
    (re.compile(r"false\(\s*\)"), lambda _found: Mark("constant", "false")),
    *COMMON,
]
ITSELF: Marks = [(re.compile(r"\."), lambda _found: Mark("value", Value("."))), *COMMON]


def condition_of(path: str) -> Wanted:
    """The condition that `relevant` says. Raises NotUnderstood."""
    return wanted(path, MARKS)


def limits_of(path: str) -> tuple[int | None, int | None]:
    """Lowest and highest of a `constraint` like `. >= 0 and . <= 10`. Raises NotUnderstood for any other rule."""
    marks = list(marks_of(path, ITSELF))
    kinds = [mark.kind for mark in marks]
    low: int | None = None
    high: int | None = None
    while marks:
        if kinds[:3] != ["value", "op", "constant"]:
            raise NotUnderstood(path[:40])
        op, number = marks[1].said, int(str(marks[2].said))
        match op:
            case "ge" | "gt":
                low = number + (op == "gt")
            case "le" | "lt":
                high = number - (op == "lt")
            case _:
                raise NotUnderstood(path[:40])
        if kinds[3:4] not in ([], ["and"]) or len(kinds) == 4:
            raise NotUnderstood(path[:40])
        marks, kinds = marks[4:], kinds[4:]
    return low, high


def score_path(items: tuple[str, ...], times: int, min_items: int) -> str:
    """`times` × the sum, each answer that is missing counted as the mean of the others, when enough are there."""
    count = " + ".join(f"if(${{{item}}} != '', 1, 0)" for item in items)
    total = " + ".join(f"coalesce(${{{item}}}, 0)" for item in items)
    return f"if(({count}) >= {min_items}, {times} * ({total}) * {len(items)} div ({count}), '')"


RULE = re.compile(r"\) >= ([0-9]+), (-?[0-9]+) \*")
PLAIN = re.compile(r"(?:(-?[0-9]{1,6})\s*\*\s*)?\(?([^()*]+)\)?(?:\s*\*\s*([0-9]{1,6}))?")


def score_of(path: str) -> tuple[tuple[str, ...], int, int]:
    """Items, times and min_items of our own expression, or of a plain sum. Raises NotUnderstood for any other."""
    if rule := RULE.search(path):
        items = tuple(dict.fromkeys(re.findall(NAME, path)))
        if path == score_path(items, int(rule[2]), int(rule[1])):
            return items, int(rule[2]), int(rule[1])
        raise NotUnderstood(path[:40])
    plain = PLAIN.fullmatch(path.strip()) if len(path) < 20_000 else None
    terms = [re.fullmatch(rf"\s*{NAME}\s*", term) for term in plain[2].split("+")] if plain else [None]
    found = [term[1] for term in terms if term is not None]
    bracketed = plain is not None and (path.count("(") == path.count(")") == 1 or not (plain[1] or plain[3]))
    if plain is None or len(found) < max(2, len(terms)) or not bracketed or (plain[1] and plain[3]):
        raise NotUnderstood(path[:40])
    return tuple(found), int(plain[1] or plain[3] or 1), len(found)
