"""`fremskudt reproduce`: the published study from rows to print, every printed number compared."""

import argparse
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from fremskudt.config.cli import CommandError
from fremskudt.config.start import needs_evaluation_stack, prepare_site


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every number with its status to FILE")
    parser.add_argument("--run", type=Path, help="compare this run's folder instead of building the study anew")


def run(args: argparse.Namespace) -> int:
    needs_evaluation_stack()
    from fremskudt.analysis import record

    found = compare(record.read(args.run).result if args.run else rebuilt())
    if args.json:
        write_json(found, args.json)
    print(summary(found))
    return 1 if found.failed else 0


def rebuilt() -> Any:
    """The study built from nothing in a temporary folder, through the same import as a municipality's files."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": folder, "DATABASE_URL": ""}
        prepare_site(static=False)
        from fremskudt.analysis import run
        from fremskudt.analysis.plan import parse
        from fremskudt.config import study
        from fremskudt.evaluation import extract
        from fremskudt.evaluation.plans import STANDARD, plan_text

        made = study.import_all(Path(folder) / "files")
        extract.build(made, Path(folder) / "extract")
        return run.run(Path(folder) / "extract", parse(plan_text(STANDARD)))


def compare(result: Any) -> Any:
    """A run's numbers beside the published ones."""
    from fremskudt.analysis import reproduction
    from fremskudt.evaluation.plans import published

    printed = published(result.plan.id)
    if printed is None:
        raise CommandError(f"Planen {result.plan.id} har ingen offentliggjort rapport at holde tallene op mod.")
    return reproduction.compare(printed, result)


def write_json(found: Any, file: Path) -> None:
    try:
        file.write_text(json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} kan ikke skrives: {error.strerror}.") from error


def summary(found: Any) -> str:
    """One table: how many printed numbers came out, and why the others did not."""
    return str(found.summary())
