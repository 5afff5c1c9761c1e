"""The published study from files to report, step by step: import, extract, all tables, pictures, PDF.

Each step is timed in one run, in a temporary folder with a SQLite database of its own.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

BUDGETS = {"import of the four files": 3.0, "all tables of the plan": 0.5, "report as PDF, pictures included": 10.0}


def compare() -> str:
    """A Markdown table: step, seconds, and the budget where there is one."""
    lines = ["| step | seconds | budget |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for step, seconds in steps(Path(folder)):
            lines.append(f"| {step} | {seconds:.2f} | {BUDGETS.get(step, '')} |")
    return "\n".join(lines)


def steps(folder: Path) -> Iterator[tuple[str, float]]:
    """(step, seconds) in the order of the work. Modules are imported before the clock starts."""
    os.environ |= {"FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": str(folder), "DATABASE_URL": ""}
    from fremskudt.config.start import prepare_site

    prepare_site(static=False)
    from fremskudt.analysis import record, run
    from fremskudt.analysis.report import write_pdf
    from fremskudt.config import study
    from fremskudt.evaluation import extract
    from fremskudt.evaluation.plans import STANDARD, plan_text
    from fremskudt.surveys.actions import delivery  # noqa: F401  loaded before the clock starts

    study.demo().write_population(folder)
    by = study.people()
    made = study.study(by)
    plan = record.plan_of(plan_text(STANDARD))
    with clock() as import_:
        study.take_in(folder, study=made, by=by)
    yield "import of the four files", import_[0]
    with clock() as extract_:
        extract.build(made, folder / "extract")
    yield "extract", extract_[0]
    run.run(folder / "extract", plan)  # the engine's first query of a process loads it
    with clock() as tables:
        result = run.run(folder / "extract", plan)
    yield "all tables of the plan", tables[0]
    with clock() as pdf:
        write_pdf(record.document(record.Record(result), date(2025, 6, 30)), folder / "report.pdf")
    yield "report as PDF, pictures included", pdf[0]


@contextmanager
def clock() -> Iterator[list[float]]:
    """Seconds of the block, in a list that is filled when it ends."""
    seconds: list[float] = []
    started = time.perf_counter()
    yield seconds
    seconds.append(time.perf_counter() - started)
