"""Wrap the own keys of citizens, letters and requests to ring anew with another version of the master key."""

from collections.abc import Iterator

from django.db import transaction

from fremskudt.access import cipher
from fremskudt.access.cipher import SealBrokenError, Wrapped
from fremskudt.casework.models import CallRequest, Letter
from fremskudt.casework.models.identity import Identity
from fremskudt.casework.selectors import call_request as calls
from fremskudt.casework.selectors.letter import key_owner, picture_key

BATCH = 100


def rewrap(*, to: int) -> Iterator[tuple[int, list[str]]]:
    """Each batch's number of keys that now need version `to`, and the codes of citizens whose key cannot be opened.

    A batch is one transaction: stopped anywhere, everything can be read, and the next run goes on where this one ended.
    """
    last = 0
    while True:
        with transaction.atomic():
            stale = Identity.objects.exclude(key_version=to).filter(pk__gt=last).order_by("pk")
            rows = list(stale.select_for_update(of=("self",)).select_related("citizen")[:BATCH])
            broken = [row.citizen.code for row in rows if not _turn(row, to)]
            turned = [row for row in rows if row.key_version == to]
            Identity.objects.bulk_update(turned, ["wrapped_key", "key_version"])
        if not rows:
            return
        last = rows[-1].pk
        yield len(turned), broken


def rewrap_letters(*, to: int) -> Iterator[tuple[int, list[str]]]:
    """The same for the letters' keys; a letter is named by its number. The sealed pictures are not touched."""
    last = 0
    while True:
        with transaction.atomic():
            stale = Letter.objects.exclude(wrapped_key=None).exclude(key_version=to).filter(pk__gt=last)
            rows = list(stale.order_by("pk").select_for_update(of=("self",)).defer("picture")[:BATCH])
            broken = [f"letter {row.pk}" for row in rows if not _turn_letter(row, to)]
            turned = [row for row in rows if row.key_version == to]
            Letter.objects.bulk_update(turned, ["wrapped_key", "key_version"])
        if not rows:
            return
        last = rows[-1].pk
        yield len(turned), broken


def rewrap_calls(*, to: int) -> Iterator[tuple[int, list[str]]]:
    """The same for the keys of requests to ring, each named by its code. The sealed texts are not touched."""
    last = 0
    while True:
        with transaction.atomic():
            stale = CallRequest.objects.exclude(wrapped_key=None).exclude(key_version=to).filter(pk__gt=last)
            rows = list(stale.order_by("pk").select_for_update(of=("self",)).defer(*calls.SEALED)[:BATCH])
            broken = [calls.key_owner(row) for row in rows if not _turn_call(row, to)]
            turned = [row for row in rows if row.key_version == to]
            CallRequest.objects.bulk_update(turned, ["wrapped_key", "key_version"])
        if not rows:
            return
        last = rows[-1].pk
        yield len(turned), broken


def _turn_call(row: CallRequest, to: int) -> bool:
    """Wrap this request's key anew; false when it does not open."""
    try:
        key = calls.call_key(row)
    except SealBrokenError:
        return False
    row.key_version, row.wrapped_key = cipher.wrap(key, calls.key_owner(row), to)
    return True


def _turn_letter(row: Letter, to: int) -> bool:
    """Wrap this letter's key anew; false when it does not open."""
    try:
        key = picture_key(row)
    except SealBrokenError:
        return False
    row.key_version, row.wrapped_key = cipher.wrap(key, key_owner(row), to)
    return True


def _turn(row: Identity, to: int) -> bool:
    """Wrap this row's key anew; false when it does not open."""
    try:
        key = cipher.unwrap(Wrapped(row.key_version, bytes(row.wrapped_key)), row.citizen.key)
    except SealBrokenError:
        return False
    row.key_version, row.wrapped_key = cipher.wrap(key, row.citizen.key, to)
    return True
