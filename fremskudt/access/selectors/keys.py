"""Does the key file open what is stored, and what needs which version of the master key?"""

from collections import Counter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from fremskudt.access import cipher
from fremskudt.access.key_file import KeyFileError
from fremskudt.access.keyring import is_first_use, is_migrated, keyring
from fremskudt.access.models import MasterKey


def key_fault() -> str:
    """One sentence when the site must not start with the key file that is there; empty when all is well."""
    file = Path(settings.KEY_FILE)
    if fault := misplaced(file):
        return fault
    if not file.exists() and is_first_use():
        return ""
    try:
        keys = keyring()
    except KeyFileError as error:
        return str(error)
    for known in known_versions():
        if known.retired_at is None and known.version not in keys.master:
            return f"Version {known.version} of the master key is not in {file}. Put back the copy that holds it."
        if known.retired_at is None and not cipher.answers(known.version, bytes(known.probe)):
            return (
                f"Version {known.version} in {file} is another key than the database was sealed with, or its audit or "
                "index key is. Put back the file that belongs to this database."
            )
    return ""


def misplaced(file: Path) -> str:
    """One sentence when the keys would lie in the same backup as the data; empty when they do not."""
    if settings.MODE == "production" and file.is_relative_to(settings.DATA_DIR):
        return f"KEY_FILE is {file}, within FREMSKUDT_DATA. Put it elsewhere, so that no backup of the data holds it."
    return ""


def known_versions() -> list[MasterKey]:
    """The versions that the database knows, also before its tables are made."""
    return list(MasterKey.objects.order_by("version")) if is_migrated() else []


def count_login_secrets() -> Counter[int]:
    """Version → how many of the log-in library's secrets need it."""
    found = (needed_by(row.data) for row in login_rows())
    return Counter(version for versions in found for version in versions)


def login_rows() -> Any:
    """The log-in library's rows with secrets; none where it is not installed."""
    if not apps.is_installed("allauth.mfa"):
        return []
    return apps.get_model("mfa", "Authenticator").objects.order_by("pk")


def needed_by(stored: object) -> set[int]:
    """The versions that the sealed texts somewhere in a JSON value need."""
    if isinstance(stored, dict | list):
        inner = stored.values() if isinstance(stored, dict) else stored
        return set().union(*(needed_by(value) for value in inner))
    version = cipher.text_version(stored)
    return set() if version is None else {version}
