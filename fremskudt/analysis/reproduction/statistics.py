"""The report's tests against the run's: statistic to four decimals, degrees of freedom, p to three."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fremskudt.analysis.results import TestResult, danish
from fremskudt.analysis.run import RunResult


@dataclass(frozen=True)
class ComparedTest:
    """One test as printed and as computed, written alike. `computed` is None when the run has no such test."""

    figure: str
    printed: str
    computed: str | None

    @property
    def status(self) -> str:
        """reproduced or failed."""
        return "reproduced" if self.printed == self.computed else "failed"


def compare_tests(published: Mapping[str, Any], result: RunResult) -> tuple[ComparedTest, ...]:
    """Every test of the report. A t-test is printed with p only, at the decimals of the report."""
    tests = {figure.id: figure.test for figure in result.figures}
    found = []
    for figure in published["figures"]:
        printed = figure.get("test")
        if not printed:
            continue
        computed = tests.get(figure["id"])
        if printed["kind"] == "t_test":
            decimals = len(printed["printed"].partition(",")[2])
            text = f"p = {danish(printed['p'], decimals)}"
            found.append(ComparedTest(figure["id"], text, f"p = {danish(computed.p, decimals)}" if computed else None))
        else:
            text = _chi2(printed["chi2"], printed["df"], printed["p"])
            found.append(ComparedTest(figure["id"], text, _of(computed) if computed else None))
    return tuple(found)


def _of(test: TestResult) -> str | None:
    return None if test.statistic is None or test.df is None else _chi2(test.statistic, test.df, test.p)


def _chi2(statistic: float, df: float, p: float) -> str:
    return f"χ²({df:.0f}) = {danish(statistic, 4)}; p = {danish(p, 3)}"
