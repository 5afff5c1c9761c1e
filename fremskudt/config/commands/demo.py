"""`fremskudt demo`: the published study rebuilt from its four data sources, ready to be looked at."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from fremskudt.config.cli import CommandError
from fremskudt.config.start import needs_evaluation_stack, prepare_site, serve


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="build and compare, do not serve; 1 when a number fails")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")


def run(args: argparse.Namespace) -> int:
    needs_evaluation_stack()
    from fremskudt.config import demo_people, study
    from fremskudt.config.commands import reproduce

    fresh_when_changed(Path(os.environ.get("FREMSKUDT_DATA", "var")) / "demo", study.population_fingerprint())
    prepare_site()
    from fremskudt.analysis import record

    demo_people.assemble()
    with tempfile.TemporaryDirectory() as work:
        made = study.build(Path(work))
    found = reproduce.compare(record.read(made.folder).result)
    print(reproduce.summary(found))
    if args.check or found.failed:
        return 1 if found.failed else 0
    print(f"\nhttp://127.0.0.1:{args.port}   Vælg på siden, hvem du vil være.\nStop med Ctrl-C.")
    serve("127.0.0.1", args.port)


def fresh_when_changed(folder: Path, fingerprint: str) -> None:
    """The demo has a data folder of its own, and starts from an empty one when its population has changed."""
    os.environ |= {"FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": str(folder), "DATABASE_URL": "", "KEY_FILE": ""}
    mark = folder / "population"
    if folder.exists() and not mark.is_file() and any(folder.iterdir()):
        raise CommandError(f"{folder} er ikke en øvelsesmappe. Flyt den, eller vælg en anden med FREMSKUDT_DATA.")
    if mark.is_file() and mark.read_text() != fingerprint:
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text(fingerprint)
