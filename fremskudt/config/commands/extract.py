"""`fremskudt extract STUDY --out DIR`: the study's pseudonymous tables and their manifest."""

import argparse
from pathlib import Path

from fremskudt.config.cli import CommandError
from fremskudt.config.start import django_ready, needs_evaluation_stack


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", help="the study's short name, as in its address")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")


def run(args: argparse.Namespace) -> int:
    needs_evaluation_stack()
    django_ready()
    from fremskudt.evaluation import extract

    study = extract.Study.objects.filter(slug=args.study).first()
    if study is None:
        raise CommandError(f"Der er ingen undersøgelse {args.study}.")
    manifest = extract.build(study, args.out)
    counts = manifest["counts"]
    print(f"{args.out}: {counts['respondents']} personer, {counts['answers']} svar, sha256 {manifest['sha256'][:12]}.")
    return 0
