"""`fremskudt keys new | check | rotate | retire`: the keys outside the database."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from fremskudt.config.cli import CommandError
from fremskudt.config.start import django_ready, private_folder


def add(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    acts.add_parser("new", help="make the key file of a new site")
    acts.add_parser("check", help="does the key file open what is stored, and which versions are needed?")
    acts.add_parser("rotate", help="add a version of the master key and seal with it; goes on where it was stopped")
    acts.add_parser("retire", help="give up a version that nothing needs").add_argument("version", type=int)


def run(args: argparse.Namespace) -> int:
    django_ready()
    from django.conf import settings

    from fremskudt.access.keyring import KeyFileError
    from fremskudt.basics.verdict import NotNow

    private_folder(settings.DATA_DIR)
    file = Path(settings.KEY_FILE)
    try:
        if args.act == "new":
            return new(file)
        right_keys()
        if args.act == "retire":
            return retire(args.version)
        return rotate() if args.act == "rotate" else check()
    except (KeyFileError, NotNow) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"The key file {file} cannot be written: {error.strerror}.") from error


def right_keys() -> None:
    """Nothing is sealed, and nothing given up, with a key file that is not this database's."""
    from fremskudt.access.actions.keys import know_first
    from fremskudt.access.keyring import is_migrated
    from fremskudt.access.selectors.keys import key_fault

    fault = key_fault()
    if fault:
        raise CommandError(fault)
    if not is_migrated():
        raise CommandError("The database has no tables yet. Run `fremskudt manage migrate` first.")
    know_first()


def new(file: Path) -> int:
    from fremskudt.access import keyring
    from fremskudt.access.selectors.keys import known_versions, misplaced

    fault = misplaced(file)
    if fault:
        raise CommandError(fault)
    if known_versions():
        raise CommandError("The database is sealed with keys already. Put back their file; new ones cannot open it.")
    try:
        keyring.write_new(file)
    except FileExistsError:
        raise CommandError(f"{file} is there already, and was left as it is.") from None
    print(f"{file} was made. Keep a copy of it in a safe, and never in the same place as a backup of the data.")
    return 0


def check() -> int:
    from fremskudt.access.keyring import keyring
    from fremskudt.access.selectors.keys import count_login_secrets, known_versions
    from fremskudt.casework.selectors.rotation import (
        count_by_version,
        count_calls_by_version,
        count_letters_by_version,
    )

    citizens, letters, secrets = count_by_version(), count_letters_by_version(), count_login_secrets()
    calls = count_calls_by_version()
    held = keyring().master
    for known in known_versions():
        state = f"retired {known.retired_at:%Y-%m-%d}" if known.retired_at else f"made {known.made_at:%Y-%m-%d}"
        place = "in the key file" if known.version in held else "not in the key file"
        print(
            f"version {known.version}: {state}, {place}, needed by {citizens.get(known.version, 0)} citizens' keys, "
            f"{letters.get(known.version, 0)} letters' keys, {calls.get(known.version, 0)} calls' keys and "
            f"{secrets[known.version]} log-in secrets"
        )
    return 0


def rotate() -> int:
    """Exits 1 when something could not be opened: that is told, left as it is, and its version is kept."""
    from fremskudt.access.actions.keys import begin_rotation, reseal_login_secrets
    from fremskudt.access.keyring import keyring
    from fremskudt.casework.actions.rotation import rewrap, rewrap_calls, rewrap_letters

    target = begin_rotation(again=bool(set(needing()) - {keyring().newest}))
    broken = turn("citizens' keys", target, rewrap(to=target))
    broken += turn("letters' keys", target, rewrap_letters(to=target))
    broken += turn("calls' keys", target, rewrap_calls(to=target))
    broken += turn("log-in secrets", target, reseal_login_secrets(to=target))
    print(f"Version {target} is in use. Copy the key file to the safe now; keep the older copies as long as backups.")
    if broken:
        print(f"These cannot be opened, and were left as they are: {', '.join(broken)}.", file=sys.stderr)
    return 1 if broken else 0


def turn(what: str, target: int, batches: Iterable[tuple[int, list[str]]]) -> list[str]:
    """Carry the batches out and tell how far they are; the codes of what could not be opened."""
    done, broken = 0, list[str]()
    for n_turned, failed in batches:
        done, broken = done + n_turned, broken + failed
        print(f"{what}: {done} with version {target}", file=sys.stderr)
    return broken


def retire(version: int) -> int:
    from fremskudt.access.actions import keys

    keys.retire(version=version, needed=lambda wanted: needing()[wanted])
    print(f"Version {version} is out of the key file. A backup from before can be opened with an older copy only.")
    return 0


def needing() -> Counter[int]:
    """Version → how many keys and secrets need it, in all rooms."""
    from fremskudt.access.selectors.keys import count_login_secrets
    from fremskudt.casework.selectors import rotation

    held = Counter(rotation.count_by_version()) + Counter(rotation.count_letters_by_version())
    return held + Counter(rotation.count_calls_by_version()) + count_login_secrets()
