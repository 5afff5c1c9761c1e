"""`fremskudt report RUN`: the report of a run as PDF, Word and HTML, written into the run's folder or --out."""

import argparse
from datetime import date
from pathlib import Path

from fremskudt.config.cli import CommandError
from fremskudt.config.start import needs_evaluation_stack


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, help="folder that `fremskudt analyse` wrote")
    parser.add_argument("--out", type=Path, help="folder to write to (the run's own)")


def run(args: argparse.Namespace) -> int:
    needs_evaluation_stack()
    from fremskudt.analysis import record

    if not (args.run / "run.json").is_file():
        raise CommandError(f"{args.run} er ingen kørsel. Lav den med: fremskudt analyse UDTRÆK --out {args.run}")
    for file in record.report(record.read(args.run), args.out or args.run, date.today()):
        print(file)
    return 0
