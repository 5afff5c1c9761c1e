"""`fremskudt instrument export|import`: an instrument as a file, and a file as an instrument."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from fremskudt.config.cli import CommandError
from fremskudt.config.start import django_ready

if TYPE_CHECKING:
    from fremskudt.instruments import Instrument
    from fremskudt.instruments.taking import Taken

FORMATS = ("fhir", "xlsform", "yaml")


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    give = acts.add_parser("export", help="write an instrument to a file")
    give.add_argument("slug", help="the instrument's short name, as in its address")
    give.add_argument("--format", choices=FORMATS, required=True, help="FHIR R5, XLSForm, or our own files packed")
    give.add_argument("--version", default="", help="an earlier version than the newest")
    give.add_argument("--out", type=Path, required=True, help="file to write")
    take = acts.add_parser("import", help="take in a questionnaire and publish it")
    take.add_argument("file", type=Path, help="FHIR (.json), XLSForm (.xlsx) or our own files packed (.zip)")
    take.add_argument("--check", action="store_true", help="only say what would happen; needs no database")
    take.add_argument(
        "--respondent", choices=("citizen", "therapist"), default="citizen", help="when the file does not say"
    )


def run(args: argparse.Namespace) -> int:
    return give(args) if args.act == "export" else take(args)


def give(args: argparse.Namespace) -> int:
    from fremskudt.instruments import interchange

    one, structure, texts = found(args.slug, args.version)
    file = interchange.give(one, args.format, structure, texts)
    try:
        args.out.write_bytes(file.content)
    except OSError as error:
        raise CommandError(f"Filen {args.out} kan ikke skrives: {error.strerror}.") from error
    print(f"{args.out}: {one.id} {one.version}, {len(one.items)} spørgsmål, fingeraftryk {one.hash[:12]}.")
    return 0


def found(slug: str, version: str) -> "tuple[Instrument, str, dict[str, str]]":
    """The instrument and its own files; what comes with the product needs no database."""
    from fremskudt import instruments
    from fremskudt.instruments.copies import texts_of

    own = instruments.library().get(slug)
    if own is not None and version in {"", own.version}:
        return own, *texts_of(slug)
    django_ready()
    from django.http import Http404

    from fremskudt.surveys.selectors import library

    try:
        one = library.pick(library.list_editions(slug), version).instrument
    except Http404:
        raise CommandError(f"Der er intet skema {slug} {version}".rstrip() + ".") from None
    return one, *library.files_of(one)


def take(args: argparse.Namespace) -> int:
    from fremskudt.instruments import interchange
    from fremskudt.instruments.taking import CannotTake

    try:
        taken, origin = interchange.take(args.file.read_bytes(), args.respondent)
        if not args.check:
            publish(taken, origin)
    except OSError as error:
        raise CommandError(f"Filen {args.file} kan ikke læses: {error.strerror}.") from error
    except CannotTake as error:
        print(error)
        return 1
    for one in taken.left:
        print(f"{one.place}: {one.what['da']} – {one.done['da']}.")
    done = "kan udgives" if args.check else "er udgivet"
    print(f"{taken.slug} {taken.instrument.version} {done}: {len(taken.instrument.items)} spørgsmål.")
    return 0


def publish(taken: "Taken", origin: str) -> None:
    django_ready()
    from fremskudt.surveys.actions import instrument

    instrument.publish(taken=taken, origin=origin, by=None)
