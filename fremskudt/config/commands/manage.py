"""`fremskudt manage …`: a Django command with the site's settings."""

import argparse
import os

from django.core.management import execute_from_command_line


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER)


def run(rest: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fremskudt.config.settings")
    execute_from_command_line(["fremskudt manage", *rest])
    return 0
