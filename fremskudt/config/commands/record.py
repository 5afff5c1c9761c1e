"""`fremskudt record [--check]`: docs/reference/data-policy.md and who-may-what.md, made from the code."""

import argparse
from pathlib import Path

from fremskudt.config.start import django_ready


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("docs/reference"), help="folder to write to")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when a page is not what the code says")


def run(args: argparse.Namespace) -> int:
    django_ready()
    from fremskudt.access import reference

    old = [name for name, text in reference.pages().items() if not _is_current(args.out / name, text)]
    for name in old:
        print(f"{args.out / name}: {'passer ikke til koden' if args.check else 'skrevet'}.")
        if not args.check:
            args.out.mkdir(parents=True, exist_ok=True)
            (args.out / name).write_text(reference.pages()[name], encoding="utf-8")
    return 1 if old and args.check else 0


def _is_current(file: Path, text: str) -> bool:
    return file.exists() and file.read_text(encoding="utf-8") == text
