"""`fremskudt analyse EXTRACT --plan PLAN --out DIR`: figures and tables of a plan; needs no database."""

import argparse
from pathlib import Path

from fremskudt.config.cli import CommandError
from fremskudt.config.start import needs_evaluation_stack


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("extract", type=Path, help="folder of an extract")
    parser.add_argument("--plan", type=Path, help="a plan (YAML); without it, the plan of the published study")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")


def run(args: argparse.Namespace) -> int:
    needs_evaluation_stack()
    from fremskudt.analysis import record
    from fremskudt.analysis.frames import ExtractError
    from fremskudt.analysis.plan import InvalidPlanError
    from fremskudt.evaluation.plans import STANDARD, plan_text, published

    try:
        text = args.plan.read_text(encoding="utf-8") if args.plan else plan_text(STANDARD)
        result = record.analyse(args.extract, text, args.out, published(record.plan_of(text).id)).result
    except (OSError, UnicodeDecodeError, ExtractError, InvalidPlanError) as error:
        raise CommandError(str(error)) from error
    hidden = sum(figure.withheld for figure in result.figures)
    print(f"{args.out}: {len(result.figures)} figurer og tabeller, {hidden} med skjulte tal.")
    return 0
