"""A run on disk: what a plan showed of an extract, readable again without the extract.

run.json      every protected figure, the findings and the manifest of the extract
plan.yaml     the plan as it was carried out
figures/      a picture of each figure: SVG and PNG, wide and narrow (`…-small`)
tables/       the numbers of each figure as CSV
report.*      the report as PDF, Word and HTML
"""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fremskudt.analysis import figures, run, tables
from fremskudt.analysis.disclosure import SUPPRESSED, ProtectedFigure, Suppressed
from fremskudt.analysis.plan import Plan, parse
from fremskudt.analysis.quality import Finding, check_printed, printed_figures
from fremskudt.analysis.report import Basis, Report, write_html, write_pdf, write_word
from fremskudt.analysis.report.method import METHOD
from fremskudt.analysis.reproduction import Number, compare
from fremskudt.analysis.results import Source, TestResult
from fremskudt.analysis.run import RunResult

FORMAT = 1
Printed = Mapping[str, Any]  # a published report's numbers, in the layout of published.json
HIDDEN = "–"
STAMP = (2024, 1, 1, 0, 0, 0)  # the same tables give the same zip


@dataclass(frozen=True)
class Record:
    """A run, and what it gave when it was held against a published report (empty when there is none).

    `printed` is what does not agree in the published report itself, `reproduction` its numbers by outcome, `numbers`
    each of them.
    """

    result: RunResult
    printed: tuple[Finding, ...] = ()
    reproduction: tuple[tuple[str, int], ...] = ()
    numbers: tuple[Number, ...] = ()


def plan_of(text: str) -> Plan:
    """The plan in this YAML text; InvalidPlanError with every mistake when it cannot be used."""
    return parse(text)


def analyse(extract: Path, plan_text: str, out: Path, published: Printed | None = None) -> Record:
    """Carry out a plan on an extract folder and write run.json, plan.yaml, figures/ and tables/ into `out`.

    With `published`, the run is also compared with that report, and the report with itself.
    """
    result = run.run(extract, plan_of(plan_text))
    found = Record(result)
    if published:
        compared = compare(published, result)
        found = Record(result, check_printed(printed_figures(published)), compared.totals, compared.numbers)
    for folder in (out, out / "figures", out / "tables"):
        folder.mkdir(parents=True, exist_ok=True)
    (out / "plan.yaml").write_text(plan_text, encoding="utf-8")
    for figure in result.figures:
        _write_figure(figure, out)
    stored = {
        "format": FORMAT,
        "manifest": result.manifest,
        "figures": [_plain(asdict(figure)) for figure in result.figures],
        "findings": [asdict(finding) for finding in result.findings],
        "printed": [asdict(finding) for finding in found.printed],
        "reproduction": found.reproduction,
        "numbers": [asdict(number) for number in found.numbers],
    }
    text = json.dumps(stored, ensure_ascii=False, indent=1)
    (out / "run.json").write_text(text + "\n", encoding="utf-8")
    return found


def _write_figure(figure: ProtectedFigure, out: Path) -> None:
    (out / "tables" / f"{figure.id}.csv").write_text(tables.csv_text(figure), encoding="utf-8")
    if not figures.has_picture(figure):
        return
    for narrow, suffix in ((False, ""), (True, "-small")):
        (out / "figures" / f"{figure.id}{suffix}.svg").write_text(figures.svg(figure, narrow=narrow), encoding="utf-8")
        (out / "figures" / f"{figure.id}{suffix}.png").write_bytes(figures.png(figure, narrow=narrow))


def report(found: Record, out: Path, dated: date) -> list[Path]:
    """Write report.pdf, report.docx, report.html and report.zip (every table as CSV) into `out`; their paths."""
    out.mkdir(parents=True, exist_ok=True)
    files = [out / f"report.{form}" for form in ("pdf", "docx", "html", "zip")]
    for write_form, file in zip((write_pdf, write_word, write_html), files, strict=False):
        write_form(document(found, dated), file)
    with zipfile.ZipFile(files[-1], "w", zipfile.ZIP_DEFLATED) as package:
        for figure in found.result.figures:
            package.writestr(zipfile.ZipInfo(f"{figure.id}.csv", STAMP), tables.csv_text(figure))
    return files


def document(found: Record, dated: date) -> Report:
    """The report of a run, before it is set."""
    manifest, plan = found.result.manifest, found.result.plan
    return Report(
        title=plan.title,
        subtitle=manifest["title"],
        organisation=manifest["owner"],
        dated=dated,
        chapters=plan.chapters,
        figures=found.result.figures,
        findings=found.result.findings,
        method=METHOD,
        basis=Basis(manifest["sha256"], found.result.figures[0].source.code_version, plan.id, plan.version),
        notice=manifest["purpose"],
        printed=found.printed,
        reproduction=found.reproduction,
    )


def read(folder: Path) -> Record:
    """The run in `folder`, as `analyse` wrote it. ValueError when the file is of another format."""
    stored = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    if stored.get("format") != FORMAT:
        raise ValueError(f"{folder}/run.json har format {stored.get('format')!r}; her læses format {FORMAT}.")
    result = RunResult(
        plan=plan_of((folder / "plan.yaml").read_text(encoding="utf-8")),
        manifest=stored["manifest"],
        figures=tuple(_figure(figure) for figure in stored["figures"]),
        findings=tuple(Finding(**finding) for finding in stored["findings"]),
    )
    printed = tuple(Finding(**finding) for finding in stored["printed"])
    numbers = tuple(Number(**number) for number in stored["numbers"])
    return Record(result, printed, tuple((words, n) for words, n in stored["reproduction"]), numbers)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it: a hidden number becomes its sign, never a number."""
    if isinstance(value, Suppressed):
        return HIDDEN
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _frozen(value: Any) -> Any:
    """The inverse of `_plain` for the number parts of a figure."""
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    return SUPPRESSED if value == HIDDEN else value


def _figure(stored: dict[str, Any]) -> ProtectedFigure:
    source, test, panel = stored.pop("source"), stored.pop("test"), stored.pop("panel")
    return ProtectedFigure(
        **{name: _frozen(value) for name, value in stored.items()},
        source=_source(source),
        test=test and TestResult(**{**test, "groups": tuple(test["groups"]), "source": _source(test["source"])}),
        panel=panel and _figure(panel),
    )


def _source(stored: dict[str, Any]) -> Source:
    return Source(**{**stored, "items": tuple(stored["items"])})
