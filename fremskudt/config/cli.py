"""The command `fremskudt`. Each sub-command is a module in `commands/` with `add(parser)` and `run(args)`."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from fremskudt import __version__

COMMANDS = {
    "demo": "build the demo study from its four data sources and serve it on this machine",
    "serve": "serve the site of the environment",
    "watch": "tell when somebody is not back from a visit, and remove drafts that have expired",
    "begin": "make a municipality and invite its first administrator",
    "import": "take in a participant list or a form's answers from CSV or XLSX",
    "instrument": "write a questionnaire to a file (FHIR, XLSForm, YAML), or take one in",
    "extract": "write a study's pseudonymous tables to a folder",
    "analyse": "carry out an analysis plan on an extract; needs no database",
    "report": "write a run as PDF, Word and HTML",
    "reproduce": "rebuild the published study and compare every printed number",
    "record": "write the pages of docs/reference that are made from the code",
    "key": "print new secrets for a site's settings",
    "keys": "make, check, rotate or retire the keys that people's data is sealed with",
    "audit": "check that the log is whole, or print its head",
    "manage": "a Django command",
}


class Command(Protocol):
    """A module in `commands/`. `manage` takes its arguments as they are."""

    def add(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, args: argparse.Namespace | list[str]) -> int: ...


class CommandError(Exception):
    """Something the person at the keyboard can put right; the text says what is wrong and what to do."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; 0 when it succeeded, 1 when its check failed, 2 when it could not be carried out."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = next((word for word in arguments if word in COMMANDS), None)
    parser = argparse.ArgumentParser(prog="fremskudt", description="Outreach drug treatment: work, measure, report.")
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command, summary in COMMANDS.items():
        subparser = subparsers.add_parser(command, help=summary, description=summary, add_help=command != "manage")
        if command == name:  # only the module in use is imported, so that each command starts quickly
            module(command).add(subparser)
    if name == "manage":
        return module(name).run(arguments[arguments.index(name) + 1 :])
    args = parser.parse_args(arguments)
    try:
        return module(args.command).run(args)
    except CommandError as error:
        print(f"fremskudt {args.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def module(command: str) -> Command:
    # `import` is no name for a module
    return cast(Command, import_module(f"fremskudt.config.commands.{'deliver' if command == 'import' else command}"))
