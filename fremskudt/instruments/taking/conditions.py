"""From a foreign condition to one of ours: names and answers looked up; what cannot be said is told, never guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fremskudt.instruments.model import Instrument, Item
from fremskudt.instruments.routing import Combine, Compare, Condition, Not
from fremskudt.instruments.scales import Kind
from fremskudt.instruments.taking.draft import Asks, Joined, Wanted


class NoRoute(ValueError):
    """Why a condition cannot be carried, in Danish and English."""

    def __init__(self, danish: str, english: str) -> None:
        super().__init__(danish)
        self.danish, self.english = danish, english


@dataclass(frozen=True)
class Known:
    """A question that stands before: what it is called here, and what its answers are."""

    id: str
    kind: Kind
    codes: tuple[int, ...]  # of a choice: its codes; of a number: the two ends
    names: Mapping[str, int] = field(default_factory=dict)  # a choice's answers as the file calls them → our code
    numbers: Mapping[str, int] = field(default_factory=dict)  # the same by the numbers that the file gives them
    slugs: Mapping[str, str] = field(default_factory=dict)  # options of several as the file calls them → our slug


def known_of(instrument: Instrument) -> dict[str, Known]:
    """Our own questions, as the reader of conditions knows those of a file."""
    return {item.id: _known(item) for item in instrument.items}


def _known(item: Item) -> Known:
    codes = {str(option.code): option.code for option in item.scale.options}
    if item.scale.kind == "integer":
        return Known(item.id, "integer", (item.scale.minimum or 0, item.scale.maximum or 0))
    if item.scale.kind == "choice":
        return Known(item.id, "choice", tuple(codes.values()), codes, codes)
    slugs = {option.slug: option.slug for option in item.scale.options if option.slug is not None}
    return Known(item.id, "multiple", (), slugs=slugs)


def ours(wanted: Wanted, known: Mapping[str, Known]) -> Condition:
    """The condition in our form. Raises NoRoute."""
    if isinstance(wanted, Joined):
        if wanted.op == "not" and not _is_total(wanted.parts[0]):
            return ours(_turned(wanted.parts[0]), known)
        parts = tuple(ours(part, known) for part in wanted.parts)
        return Not(parts[0]) if wanted.op == "not" else Combine(wanted.op, parts)
    about = known.get(wanted.question)
    if about is None:
        raise NoRoute(
            f"Betingelsen spørger til »{wanted.question}«, som ikke står før og ikke kan tages med.",
            f"The condition asks about “{wanted.question}”, which does not stand before it or cannot be taken along.",
        )
    if wanted.op in {"exists", "empty"}:
        answered = _answered(about)
        return answered if wanted.op == "exists" else Not(answered)
    return _several(wanted, about) if about.kind == "multiple" else _single(wanted, about)


TURNED = {"eq": "ne", "ne": "eq", "gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "exists": "empty", "empty": "exists"}


def _is_total(wanted: Wanted) -> bool:
    return wanted.total if isinstance(wanted, Asks) else all(_is_total(part) for part in wanted.parts)


def _turned(wanted: Wanted) -> Wanted:
    """The opposite, with the turning at the comparisons: of an answer that is not there it says nothing either."""
    if isinstance(wanted, Asks):
        if wanted.total:
            return Joined("not", (wanted,))
        if wanted.op == "in" and len(wanted.constants) == 1:
            return replace(wanted, op="ne")
        if wanted.op == "in":
            return Joined("and", tuple(replace(wanted, op="ne", constants=(one,)) for one in wanted.constants))
        return replace(wanted, op=TURNED[wanted.op])
    if wanted.op == "not":
        return wanted.parts[0]
    return Joined("or" if wanted.op == "and" else "and", tuple(_turned(part) for part in wanted.parts))


def _answered(about: Known) -> Condition:
    if about.kind == "integer":
        return Compare("ge", about.id, about.codes[:1])
    if about.kind == "choice":
        return Compare("in", about.id, about.codes)
    return _any([Compare("eq", f"{about.id}.{slug}", (1,)) for slug in about.slugs.values()])


def _single(wanted: Asks, about: Known) -> Condition:
    if wanted.option is not None:  # one answer asked about as if there were several: it is that answer, or not
        if wanted.op != "eq" or wanted.constants != ("1",):
            raise _no_answer(wanted, about)
        return Compare("eq", about.id, (_number(wanted, about, wanted.option),))
    numbers = tuple(_number(wanted, about, constant) for constant in wanted.constants)
    if about.kind == "integer" and wanted.op != "in":
        return _within(wanted.op, about, numbers[0])
    return Compare(wanted.op, about.id, numbers)


def _within(op: str, about: Known, number: int) -> Condition:
    low, high = about.codes
    if low <= number <= high:
        return Compare(op, about.id, (number,))
    return _past_the_end(op, about, number)


def _past_the_end(op: str, about: Known, number: int) -> Condition:
    """A limit just beyond the scale says the same as one at its end: `> -1` is every answer."""
    low, high = about.codes
    every = (op in {"gt", "ge"} and number < low) or (op in {"lt", "le"} and number > high)
    if not every:
        raise NoRoute(
            f"Betingelsen bruger {number}, som »{about.id}« ikke kan være.",
            f"The condition uses {number}, which “{about.id}” cannot be.",
        )
    return Compare("ge", about.id, (low,))


def _several(wanted: Asks, about: Known) -> Condition:
    if wanted.option is not None:
        numbers = tuple(int(constant) for constant in wanted.constants if constant in {"0", "1"})
        if len(numbers) != len(wanted.constants):
            raise _no_answer(wanted, about)
        return Compare(wanted.op, f"{about.id}.{_slug(wanted, about, wanted.option)}", numbers)
    if wanted.op not in {"eq", "in"} or wanted.by_number:
        raise _no_answer(wanted, about)
    ticked = [Compare("eq", f"{about.id}.{_slug(wanted, about, name)}", (1,)) for name in wanted.constants]
    return _any(ticked)


def _any(parts: list[Compare]) -> Condition:
    return parts[0] if len(parts) == 1 else Combine("or", tuple(parts))


def _slug(wanted: Asks, about: Known, name: str) -> str:
    if name not in about.slugs:
        raise _no_answer(wanted, about)
    return about.slugs[name]


def _number(wanted: Asks, about: Known, constant: str) -> int:
    if about.kind == "integer":
        if constant in about.names:
            return about.names[constant]
        if not constant.removeprefix("-").isdigit():
            raise _no_answer(wanted, about)
        return int(constant)
    ordered = wanted.op in {"gt", "ge", "lt", "le"}
    table = about.numbers if wanted.by_number or ordered else about.names
    if constant not in table:
        raise _no_answer(wanted, about)
    return table[constant]


def _no_answer(wanted: Asks, about: Known) -> NoRoute:
    asked = ", ".join(wanted.constants) or wanted.option or ""
    return NoRoute(
        f"Betingelsen bruger svaret »{asked}«, som »{wanted.question}« ikke har.",
        f"The condition uses the answer “{asked}”, which “{wanted.question}” does not have.",
    )
