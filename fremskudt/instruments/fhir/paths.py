"""Conditions and scores as FHIRPath, written and read."""

import re

from fremskudt.instruments.model import Instrument
from fremskudt.instruments.routing import Combine, Compare, Condition, Not
from fremskudt.instruments.taking.draft import Asks, NotUnderstood, Wanted
from fremskudt.instruments.taking.expressions import COMMON, OPS, Mark, Marks, Value, plain, wanted

SIGNS = {"eq": "=", "ne": "!=", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}


def answer_of(item: str) -> str:
    return f"%resource.descendants().where(linkId = '{item}').answer"


def path_of(condition: Condition, instrument: Instrument) -> str:
    """The condition as FHIRPath; each part of a combination stands in brackets."""
    match condition:
        case Compare():
            return _compare(condition, instrument)
        case Not(part):
            return f"({path_of(part, instrument)}).not()"
        case Combine(op, parts):
            return f" {op} ".join(f"({path_of(part, instrument)})" for part in parts)


def _compare(compare: Compare, instrument: Instrument) -> str:
    """Yes or no also when there is no answer, so that `not()` means the same as with us."""
    about = instrument.variable(compare.variable)
    value, rule = f"{answer_of(about.item.id)}.value", _rule(compare)
    if about.option is None:
        number = "$this" if about.item.scale.kind == "integer" else "weight()"
        return f"{value}.where({number} {rule}).exists()"
    ticked = f"{value}.where(code = '{about.option.slug}').exists()"
    return ticked if (compare.op, compare.numbers) == ("eq", (1,)) else f"iif({ticked}, 1, 0) {rule}"


def _rule(compare: Compare) -> str:
    if compare.op == "in":
        return f"in ({' | '.join(map(str, compare.numbers))})"
    return f"{SIGNS[compare.op]} {compare.numbers[0]}"


ROOT = r"%(?:resource|context|questionnaireResponse)\."
STEP = r"(?:descendants\(\)|repeat\(item\)|item)"
WHERE = r"\.where\(\s*(?:\$this\.)?linkId\s*=\s*'([^']*)'\s*\)"
INNER = r"(?:\.where\(\s*linkId\s*=\s*'[^']*'\s*\)\.item)*"
ANSWER = rf"{ROOT}{STEP}{INNER}{WHERE}\.answer(?:\.first\(\))?"
VALUE = rf"{ANSWER}\.value(?:Integer|Coding|Boolean|String)?"
CODED = r"\.where\(\s*code\s*=\s*'([^']*)'\s*\)"

FILTER = r"\.where\(\s*(\$this|weight\(\)|ordinal\(\))\s*(=|!=|>=|<=|>|<|in)\s*(\([-0-9| ]*\)|-?[0-9]{1,9})\s*\)"


def _filtered(found: re.Match[str]) -> Mark:
    """»There is an answer for which …«, which is yes or no whatever is answered."""
    op = "in" if found[3] == "in" else OPS[found[3]]
    numbers = tuple(part.strip() for part in found[4].strip("()").split("|"))
    return Mark("asks", Asks(op, found[1], numbers, by_number=found[2] != "$this"))


PATHS: Marks = [
    (re.compile(rf"{VALUE}{FILTER}\.exists\(\)"), _filtered),
    (
        re.compile(rf"iif\(\s*{VALUE}{CODED}\.exists\(\)\s*,\s*1\s*,\s*0\s*\)"),
        lambda found: Mark("value", Value(found[1], found[2])),
    ),
    (re.compile(rf"{VALUE}{CODED}\.exists\(\)"), lambda found: Mark("asks", Asks("eq", found[1], ("1",), found[2]))),
    (re.compile(rf"{ANSWER}(?:\.value\w*)?\.exists\(\)"), lambda found: Mark("asks", Asks("exists", found[1]))),
    (re.compile(rf"{ANSWER}(?:\.value\w*)?\.empty\(\)"), lambda found: Mark("asks", Asks("empty", found[1]))),
    (
        re.compile(rf"{VALUE}\.(?:weight|ordinal)\(\)"),
        lambda found: Mark("value", Value(found[1], by_number=True, total=False)),
    ),
    (re.compile(rf"{VALUE}(?:\.code)?(?![.\w(])"), lambda found: Mark("value", Value(found[1], total=False))),
    (re.compile(r"true\b|false\b"), lambda found: Mark("constant", found[0])),
    (re.compile(r"in\b"), lambda _found: Mark("in")),
    (re.compile(r"\|"), lambda _found: Mark("|")),
    (re.compile(r"\.not\(\s*\)"), plain(".not()")),
    *COMMON,
]


def condition_of(path: str) -> Wanted:
    """The condition that a path says. Raises NotUnderstood."""
    return wanted(path, PATHS)


ANSWERED = "answered_{id}"
LINKS = re.compile(r"linkId in \(([^)]*)\)")
RULE = re.compile(r"count\(\) >= ([0-9]+), (-?[0-9]+) \*")


def answered_path(items: tuple[str, ...]) -> str:
    """The numbers of the answers that are there."""
    links = " | ".join(f"'{item}'" for item in items)
    number = "iif($this is Integer, $this, weight())"
    return f"%resource.descendants().where(linkId in ({links})).answer.value.select({number})"


def score_path(id: str, times: int, n_items: int, min_items: int) -> str:
    """`times` × the sum, each answer that is missing counted as the mean of the others, when enough are there."""
    there = f"%{ANSWERED.format(id=id)}"
    total = f"{there}.aggregate($this + $total, 0)"
    return f"iif({there}.count() >= {min_items}, {times} * {total} * {n_items} / {there}.count(), {{}})"


def score_of(id: str, variable: str, calculated: str) -> tuple[tuple[str, ...], int, int]:
    """Items, times and min_items of a score as we write it. Raises NotUnderstood for any other expression."""
    links, rule = LINKS.search(variable), RULE.search(calculated)
    if links is None or rule is None:
        raise NotUnderstood(calculated[:40])
    items = tuple(re.findall(r"'([^']*)'", links[1]))
    min_items, times = int(rule[1]), int(rule[2])
    if variable != answered_path(items) or calculated != score_path(id, times, len(items), min_items):
        raise NotUnderstood(calculated[:40])
    return items, times, min_items


TERM = re.compile(rf"\s*{VALUE}(?:\.(?:weight|ordinal)\(\))?\s*")


def sum_of(calculated: str) -> tuple[str, ...]:
    """The items of a plain sum of answers. Raises NotUnderstood."""
    found: list[str] = []
    for term in calculated.split(" + ") if len(calculated) < 20_000 else [""]:
        one = TERM.fullmatch(term)
        if one is None:
            raise NotUnderstood(term[:40])
        found.append(one[1])
    return tuple(found)
