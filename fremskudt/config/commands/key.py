"""`fremskudt key`: new random secrets, in the form of a settings file."""

import argparse
import secrets


def add(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    print(f"SECRET_KEY={secrets.token_urlsafe(48)}")
    print(f"PSEUDONYM_KEY={secrets.token_urlsafe(32)}")
    return 0
