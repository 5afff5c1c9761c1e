"""From the file's `show_if` to a condition: every operator, variable and number is checked."""

from collections.abc import Mapping

from fremskudt.instruments.document import typed
from fremskudt.instruments.faults import Fault, Place
from fremskudt.instruments.routing import COMPARISONS, Combine, Compare, Condition, Not
from fremskudt.instruments.scales import Scale

OPERATORS = (*COMPARISONS, "in", "and", "or", "not")


class ConditionReader:
    """Reads the conditions of one item. `earlier` and `later` hold the variables before it and from it on."""

    def __init__(self, place: Place, earlier: Mapping[str, Scale | None], later: frozenset[str]) -> None:
        self._place = place
        self._earlier = earlier
        self._later = later

    def read(self, raw: object) -> Condition | None:
        """The condition, or None after reporting what is wrong with it."""
        if not isinstance(raw, dict) or len(raw) != 1 or next(iter(raw)) not in OPERATORS:
            self._place.report(Fault.I018, found=raw, known=OPERATORS)
            return None
        op, operands = next(iter(raw.items()))
        if op == "not":
            part = self.read(operands)
            return None if part is None else Not(part)
        if op in ("and", "or"):
            return self._combine(op, operands)
        return self._compare(op, operands)

    def _combine(self, op: str, raw: object) -> Condition | None:
        if not isinstance(raw, list) or len(raw) < 2:
            self._place.report(Fault.I019, op=op, wanted="en liste med mindst to betingelser")
            return None
        parts = [self.read(part) for part in raw]
        known = tuple(part for part in parts if part is not None)
        return Combine("and" if op == "and" else "or", known) if len(known) == len(parts) else None

    def _compare(self, op: str, raw: object) -> Condition | None:
        many = op == "in"
        match raw:
            case [str(variable), list(found)] if many:
                pass
            case [str(variable), int(number)] if not many and not isinstance(number, bool):
                found = [number]
            case _:
                wanted = "[spørgsmål, [tal, tal]]" if many else "[spørgsmål, tal]"
                self._place.report(Fault.I019, op=op, wanted=wanted)
                return None
        if not found:
            self._place.report(Fault.I037, key=op)
        numbers = [good for one in found if (good := typed(one, int, op, self._place)) is not None]
        self._check(variable, numbers)
        return Compare(op, variable, tuple(numbers)) if numbers else None

    def _check(self, variable: str, numbers: list[int]) -> None:
        item = variable.partition(".")[0]
        if item in self._later:
            self._place.report(Fault.I021, variable=variable)
        elif item in self._earlier and self._earlier[item] is None:
            return  # the item is there but broken, which has been reported
        elif (scale := self._earlier.get(variable)) is None:
            self._place.report(Fault.I020, variable=variable, known=list(self._earlier) or "(intet står før)")
        else:
            for number in numbers:
                if number not in scale.codes:
                    self._place.report(Fault.I022, variable=variable, number=number, known=_range(scale))


def _range(scale: Scale) -> str:
    if scale.kind == "integer":
        return f"{scale.minimum} til {scale.maximum}"
    return ", ".join(str(code) for code in scale.codes)
