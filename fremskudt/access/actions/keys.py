"""The versions of the master key: the first, one more, what the log-in library has sealed, and the end of one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit, cipher, key_file
from fremskudt.access.actor import SYSTEM
from fremskudt.access.audit import Purpose
from fremskudt.access.keyring import keyring
from fremskudt.access.models import Event, MasterKey
from fremskudt.access.rules.keys import may_retire
from fremskudt.access.selectors.keys import known_versions, login_rows, needed_by
from fremskudt.basics.verdict import require


def know_version(version: int) -> None:
    """Let the database know a version that something is wrapped with, so that a start without it is refused."""
    MasterKey.objects.get_or_create(
        version=version, defaults={"probe": cipher.new_probe(version), "made_at": timezone.now()}
    )


def know_first() -> None:
    """On the first start of an empty database, the versions of its key file."""
    with transaction.atomic():
        if not MasterKey.objects.exists():
            for version in sorted(keyring().master):
                know_version(version)


def begin_rotation(*, again: bool) -> int:
    """The version to move to: the newest, where a rotation `again` goes on with it, else one more in the key file."""
    newest = max([keyring().newest, *(known.version for known in known_versions())])
    is_known = MasterKey.objects.filter(version=newest).exists()
    target = newest if again or not is_known else newest + 1
    key_file.add_version(Path(settings.KEY_FILE), target)
    with transaction.atomic():
        know_version(target)
        if not Event.objects.filter(action="keys.rotate", subject=f"key:{target}").exists():
            _record("keys.rotate", target)
    return target


def reseal_login_secrets(*, to: int) -> Iterator[tuple[int, list[str]]]:
    """Row by row: 1 when it was sealed anew with version `to`, and its number when it cannot be opened."""
    for row in list(login_rows()):
        if needed_by(row.data) - {to}:
            yield _reseal(row)


def _reseal(row: Any) -> tuple[int, list[str]]:
    with transaction.atomic():
        row = type(row).objects.select_for_update().filter(pk=row.pk).first()
        if row is None:
            return 0, []
        try:
            row.data = _resealed(row.data)
        except cipher.SealBrokenError:
            return 0, [f"authenticator {row.pk}"]
        row.save(update_fields=["data"])
    return 1, []


def _resealed(stored: Any) -> Any:
    if isinstance(stored, dict):
        return {name: _resealed(value) for name, value in stored.items()}
    if isinstance(stored, list):
        return [_resealed(value) for value in stored]
    return stored if cipher.text_version(stored) is None else cipher.reseal_text(stored)


def retire(*, version: int, needed: Callable[[int], int]) -> None:
    """Mark a version that nothing needs, then take it out of the file. A run that was stopped between is done again.

    NotNow while something needs it, and for the newest version.
    """
    with transaction.atomic():
        known = MasterKey.objects.select_for_update().filter(version=version).first()
        require(may_retire(version, is_known=known is not None, newest=keyring().newest, n_needing=needed(version)))
        if known and known.retired_at is None:
            known.retired_at = timezone.now()
            known.save(update_fields=["retired_at"])
            _record("keys.retire", version)
    key_file.remove_version(Path(settings.KEY_FILE), version)


def _record(action: str, version: int) -> None:
    audit.record(by=SYSTEM, action=action, subject=f"key:{version}", purpose=Purpose.ADMINISTRATION)
