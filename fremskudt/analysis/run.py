"""Carries out a plan on an extract: counts, tests, disclosure control, and the system's own findings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fremskudt.analysis.change import Means, means, observations
from fremskudt.analysis.comparisons import REPEATED, TooSmallError, pearson_chi2, t_test
from fremskudt.analysis.counts import Counts, Cut, Forms, Tally, count, count_forms, fetch, fetch_forms
from fremskudt.analysis.disclosure import ProtectedFigure, protect
from fremskudt.analysis.frames import Extract, open_extract
from fremskudt.analysis.plan import Among, Figure, Plan
from fremskudt.analysis.quality import Finding, check_answers
from fremskudt.analysis.results import Source, TestResult
from fremskudt.basics.code import code_version


@dataclass(frozen=True)
class RunResult:
    """What a plan shows of an extract. Everything here has passed disclosure control.

    `manifest` is the extract's, `figures` are in the plan's order, `findings` are what the system doubts.
    """

    plan: Plan
    manifest: dict[str, Any]
    figures: tuple[ProtectedFigure, ...]
    findings: tuple[Finding, ...]

    def figure(self, figure_id: str) -> ProtectedFigure:
        """The figure with this id; KeyError when the plan has none."""
        for figure in self.figures:
            if figure.id == figure_id:
                return figure
        raise KeyError(figure_id)


@dataclass(frozen=True)
class Fetched:
    """Everything that was read of an extract: small tables of counts, by cut and by base filter."""

    extract: Extract
    tallies: Mapping[Cut, Tally]
    forms: Mapping[Among | None, Forms]


def run(extract_dir: Path, plan: Plan) -> RunResult:
    """Open an extract folder and carry out the plan on it.

    Raises ExtractError when the folder cannot be trusted. A test that has too little to compare is left out with a
    note; everything else that goes wrong is an error of ours and raises.
    """
    return carry_out(open_extract(extract_dir), plan)


def carry_out(extract: Extract, plan: Plan) -> RunResult:
    """The same for an extract that is already open, on whatever engine holds it."""
    tallies = fetch(extract.answers, plan.figures)
    fetched = Fetched(extract, tallies, fetch_forms(extract.responses, extract.answers, plan.figures))
    measured = [(figure, _measure(figure, fetched)) for figure in plan.figures]
    counted = [(figure, counts) for figure, counts in measured if isinstance(counts, Counts)]
    findings = check_answers(extract, counted, fetched.forms[None], plan.threshold)
    figures = tuple(_figure(figure, found, fetched, plan.threshold) for figure, found in measured)
    return RunResult(plan, dict(extract.manifest), figures, findings)


def _measure(figure: Figure, fetched: Fetched) -> Counts | Means:
    source = source_of(figure, fetched.extract)
    if figure.kind == "table":
        return count_forms(figure, fetched.forms, source)
    if figure.kind in ("index", "means"):
        return means(figure, fetched.tallies, source)
    return count(figure, fetched.tallies, source)


def source_of(figure: Figure, extract: Extract) -> Source:
    """Where the figure's numbers come from: the extract, the form, its questions and the code that computes them."""
    items = (figure.question_item,) if figure.question_item else tuple(item.variable for item in figure.items)
    parts = tuple(dict.fromkeys(part.variable for part in figure.parts))
    return Source(extract.sha256, figure.form, items or parts, code_version())


def _figure(figure: Figure, found: Counts | Means, fetched: Fetched, threshold: int) -> ProtectedFigure:
    test, problem = _test(figure, found, fetched.tallies)
    shown = protect(figure, found, threshold=threshold, test=test, panel=_panel(figure, fetched, threshold))
    return shown if problem is None else replace(shown, notes=(*shown.notes, problem))


def _test(figure: Figure, found: Counts | Means, tallies: Mapping[Cut, Tally]) -> tuple[TestResult | None, str | None]:
    """The figure's test, or the sentence that says why there is none."""
    if figure.test is None or figure.grouping is None:
        return None, None
    try:
        if isinstance(found, Counts):
            labels = [group.label for group in figure.grouping.groups]
            return pearson_chi2(found.only(labels), REPEATED if figure.grouping.by == "answer_number" else ""), None
        first, second = figure.test.groups
        values = observations(figure, tallies, first), observations(figure, tallies, second)
        return t_test(*values, (first, second), found.source), None
    except TooSmallError as error:
        return None, str(error)


def _panel(figure: Figure, fetched: Fetched, threshold: int) -> ProtectedFigure | None:
    """The same figure for those who answered every time it shows."""
    if not figure.panel:
        return None
    counts = count(figure, fetched.tallies, source_of(figure, fetched.extract), panel=True)
    note = f"Kun borgere, der har svaret mindst {figure.panel_size} gange."
    panel = replace(figure, id=f"{figure.id}-panel", total=None, test=None, notes=(), base_note=note)
    return protect(panel, counts, threshold=threshold)
