"""`fremskudt import STUDY KIND FILE`: take in one file, all or nothing, with the same rules as the page."""

import argparse
from pathlib import Path

from fremskudt.config.cli import CommandError
from fremskudt.config.start import django_ready

KINDS = ("participants", "start", "running", "progression")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("study", help="the study's short name, as in its address")
    parser.add_argument("kind", choices=KINDS, help="what the file holds")
    parser.add_argument("file", type=Path, help="CSV or XLSX")
    parser.add_argument("--by", required=True, metavar="EMAIL", help="the user who takes the file in")
    parser.add_argument("--preview", action="store_true", help="only say what would happen")


def run(args: argparse.Namespace) -> int:
    django_ready()
    from fremskudt.access.models import User
    from fremskudt.surveys.actions import delivery
    from fremskudt.surveys.models import Study
    from fremskudt.surveys.rules.kinds import Kind
    from fremskudt.surveys.rules.problem import BadFileError

    study, user = Study.objects.filter(slug=args.study).first(), User.objects.filter(email=args.by).first()
    if study is None or user is None:
        raise CommandError(f"Der er ingen {'undersøgelse ' + args.study if study is None else 'bruger ' + args.by}.")
    act = delivery.preview if args.preview else delivery.take_in
    try:
        found = act(study=study, kind=Kind(args.kind), name=args.file.name, content=read(args.file), by=user)
    except BadFileError as error:
        print(error)
        return 1
    print(f"{args.file.name}: {found.n_new} nye, {found.n_unchanged} uændrede, {found.n_repeated} gentagne rækker.")
    return 0


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"Filen {file} kan ikke læses: {error.strerror}.") from error
