"""`fremskudt audit verify|head`: is the log whole, and its head to keep where nobody who can change the log can go."""

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fremskudt.config.cli import CommandError
from fremskudt.config.start import django_ready

if TYPE_CHECKING:
    from fremskudt.access.rules.chain import Checked

NOTE = re.compile(r"(\d{1,18}) ([0-9a-f]{64})( \S+)?")

WORDS = {
    "changed": "{lines} er ændret, efter at den blev skrevet.",
    "missing": "{lines} mangler.",
    "out_of_order": "{lines} står ikke der, hvor den blev skrevet.",
    "forged": "{lines} er ikke skrevet af systemet: dens mærke er ikke lavet med nøglen.",
    "replaced": "{lines} har et andet mærke end det, der er noteret: loggen er skrevet om, eller noten er ændret.",
    "cut": "{lines} mangler: enden af loggen er skåret af.",
    "head": "Loggens hoved når ikke frem til {lines}: hovedet er sat tilbage.",
    "wrong_key": "Ingen linje passer til nøglen: nøglefilen hører ikke til denne log, eller hele loggen er skrevet om.",
}


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="verify|head")
    verify = acts.add_parser("verify", help="walk the whole log; 1 when a line is changed, missing or put in")
    verify.add_argument("--head", type=Path, metavar="FILE", help="heads noted before, which the log must still reach")
    head = acts.add_parser("head", help="print the log's head: number, mark, time")
    head.add_argument("--append", type=Path, metavar="FILE", help="write it at the end of FILE too")


def run(args: argparse.Namespace) -> int:
    django_ready()
    with readable_log():
        return verify(args.head) if args.act == "verify" else head(args.append)


def verify(file: Path | None) -> int:
    from fremskudt.access import audit

    found = audit.verify(notes(file) if file else [])
    print(words(found))
    return 1 if found.broken else 0


def head(file: Path | None) -> int:
    from django.utils import timezone

    from fremskudt.access import audit

    number, mark = audit.head()
    line = f"{number} {mark} {timezone.now():%Y-%m-%dT%H:%M:%SZ}"
    if file:
        try:
            with file.open("a", encoding="ascii") as kept:
                kept.write(line + "\n")
        except OSError as error:
            raise CommandError(f"{file} kan ikke skrives: {error.strerror}.") from error
    print(line)
    return 0


def words(found: "Checked") -> str:
    """What the walk found, as the one who has to act on it reads it."""
    if not found.broken:
        return f"{found.number} linjer, alle hele. Hoved: {found.number} {found.mark}"
    first, last = found.broken.number, found.broken.until
    lines = f"Linje {first}" if first == last else f"Linje {first}-{last}"
    whole = f"De {found.number} linjer før er hele." if found.number else "Ingen linje før er hel."
    said = WORDS[found.broken.fault].format(lines=lines if found.broken.fault != "head" else lines.lower())
    return said if found.broken.fault in {"wrong_key", "head"} else f"{said} {whole}"


def notes(file: Path) -> list[tuple[int, str]]:
    """The heads in a file that `head --append` has written."""
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} kan ikke læses.") from error
    found = [NOTE.fullmatch(line.strip()) for line in lines]
    if not found or not all(found):
        raise CommandError(
            f"{file} skal på hver linje have nummer, mærke og tid, som `fremskudt audit head` skriver dem."
        )
    return [(int(match[1]), match[2]) for match in found if match]


@contextmanager
def readable_log() -> Iterator[None]:
    from django.db import DatabaseError

    from fremskudt.access.keyring import KeyFileError

    try:
        yield
    except DatabaseError as error:
        raise CommandError(f"Loggen kan ikke læses i databasen: {error}") from error
    except KeyFileError as error:
        raise CommandError(str(error)) from error
