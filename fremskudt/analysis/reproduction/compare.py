"""Compares a run with a published report, number by number."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from fremskudt.analysis.disclosure import ProtectedFigure, Suppressed
from fremskudt.analysis.reproduction.explanation import Explanation, concerns, explanations_of
from fremskudt.analysis.reproduction.statistics import ComparedTest, compare_tests
from fremskudt.analysis.results import danish
from fremskudt.analysis.run import RunResult

Status = Literal["reproduced", "known-discrepancy", "not-derivable", "failed"]
WORDS: Mapping[Status, str] = {
    "reproduced": "genskabt",
    "known-discrepancy": "afviger på grund af en kendt fejl i rapporten",
    "not-derivable": "kan ikke regnes ud af datakilderne",
    "failed": "afviger uden kendt grund",
}
PANEL = "Blandt dem, der har svaret alle gange."


@dataclass(frozen=True)
class Number:
    """One printed number and what the run gives instead. Both are written alike (Danish comma, the same decimals).

    `computed` is None when the run has no such number or withholds it. `why` is a Danish sentence, or empty.
    """

    figure: str
    group: str
    category: str
    measure: str
    printed: str
    computed: str | None
    status: Status
    why: str


@dataclass(frozen=True)
class Reproduction:
    """Every printed number and test of a report, classified. `misused` names explanations that explain nothing."""

    numbers: tuple[Number, ...]
    tests: tuple[ComparedTest, ...]
    misused: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """True when a number or test differs without a recorded reason, or an explanation claims too much."""
        return bool(self.count("failed") or self.misused or any(test.status == "failed" for test in self.tests))

    def count(self, status: Status) -> int:
        """How many printed numbers have this status."""
        return sum(number.status == status for number in self.numbers)

    @property
    def totals(self) -> tuple[tuple[str, int], ...]:
        """How many printed numbers have each status, in Danish words."""
        return tuple((words, self.count(status)) for status, words in WORDS.items())

    def summary(self) -> str:
        """One table as Danish text: the totals, the tests, and every number that differs with its reason."""
        lines = [("Trykte tal i alt", len(self.numbers)), *((f"  {words}", n) for words, n in self.totals)]
        reproduced = sum(test.status == "reproduced" for test in self.tests)
        lines += [("Trykte test i alt", len(self.tests)), ("  genskabt", reproduced)]
        table = [f"{words:<52}{n:>5}" for words, n in lines]
        reasons = Counter((n.figure, n.why) for n in self.numbers if n.status != "reproduced")
        differ = [f"  {figure} ({times} tal): {why}" for (figure, why), times in reasons.items()]
        differ += [
            f"  {t.figure}: testen er {t.computed}, trykt {t.printed}" for t in self.tests if t.status == "failed"
        ]
        return "\n".join([*table, "", "Det, der ikke er genskabt, og hvorfor:", *differ, *self.misused])

    def as_json(self) -> dict[str, Any]:
        """Plain values: {"numbers": [...], "tests": [...], "misused": [...]}."""
        tests = [asdict(test) | {"status": test.status} for test in self.tests]
        return {"numbers": [asdict(number) for number in self.numbers], "tests": tests, "misused": list(self.misused)}


def compare(
    published: Mapping[str, Any], result: RunResult, explanations: Sequence[Explanation] | None = None
) -> Reproduction:
    """Classify every entry of `figures[].published` and `figures[].panel`, and compare every test.

    `published` has the layout of the study's README, `explanations` are those that come with the plan when None.

    reproduced: the computed number, rounded half up to the printed decimals, is the printed one. known-discrepancy: it
    is not, and an explanation names a fault of the report that is recorded for that figure. not-derivable: an
    explanation without a fault says that the data sources do not hold it, and the run has no such number. failed:
    anything else. A number that reproduces may not be explained away, and an explanation without a number is misused.
    """
    explanations = explanations_of(result.plan.id) if explanations is None else explanations
    figures = {figure.id: figure for figure in result.figures}
    recorded = {entry["id"]: entry["where"] for entry in published["discrepancies"]}
    unused = list(explanations)
    numbers, misused = [], []
    for figure in published["figures"]:
        shown = figures.get(figure["id"])
        entries = [(entry, shown, "") for entry in figure.get("published") or []]
        entries += [(entry, shown and shown.panel, PANEL) for entry in figure.get("panel") or []]
        for entry, source, note in entries:
            number = _number(figure["id"], entry, source)
            reason = next((e for e in explanations if _is_about(e, number)), None)
            if reason in unused:
                unused.remove(reason)
            numbers.append(_classified(number, reason, recorded, note))
            if reason and number.computed == number.printed:
                misused.append(f"{reason}: tallet er genskabt, så forklaringen skal væk.")
    misused += [f"{reason}: ingen trykte tal har denne plads." for reason in unused]
    return Reproduction(tuple(numbers), compare_tests(published, result), tuple(misused))


def _is_about(reason: Explanation, number: Number) -> bool:
    return reason.is_about(number.figure, number.group, number.category, number.printed)


def _number(figure: str, entry: Mapping[str, Any], source: ProtectedFigure | None) -> Number:
    """The printed entry beside what the run gives, not yet classified."""
    measure = entry.get("measure", "pct")
    decimals = len(entry["printed"].partition(",")[2])
    value = None if source is None else _computed(source, entry["group"], entry["category"], measure)
    computed = None if value is None else danish(value, decimals)
    return Number(figure, entry["group"], entry["category"], measure, entry["printed"], computed, "failed", "")


def _computed(figure: ProtectedFigure, group: str, category: str, measure: str) -> float | None:
    """The run's number in that row and column, or the p of the test between the two groups ("A vs B")."""
    if measure == "p":
        return figure.test.p if figure.test and figure.test.groups == tuple(group.split(" vs ")) else None
    if figure.measure != measure or group not in figure.groups or category not in figure.categories:
        return None
    value = figure.values[figure.groups.index(group)][figure.categories.index(category)]
    return None if isinstance(value, Suppressed) else value


def _classified(number: Number, reason: Explanation | None, recorded: Mapping[str, str], note: str) -> Number:
    status, why = _status(number, reason, recorded)
    values = asdict(number) | {"status": status, "why": " ".join(filter(None, [why, note]))}
    return Number(**values)


def _status(number: Number, reason: Explanation | None, recorded: Mapping[str, str]) -> tuple[Status, str]:
    if number.computed == number.printed:
        return "reproduced", ""
    if reason is None:
        return "failed", "Tallet er et andet end det trykte, og der er ingen kendt grund."
    if not reason.discrepancies:
        derivable = number.computed is not None
        return ("failed", "Tallet kan godt regnes ud.") if derivable else ("not-derivable", reason.why)
    strange = [one for one in reason.discrepancies if not concerns(recorded.get(one, ""), number.figure)]
    if strange:
        return "failed", f"Forklaringen henviser til {', '.join(strange)}, som ikke handler om denne figur."
    return "known-discrepancy", f"{reason.why} ({', '.join(reason.discrepancies)})"
