"""Keep a letter with its day, finish it, and let go of its picture (F55). Each is an event."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit, cipher
from fremskudt.access.actions.keys import know_version
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.models import Case, Letter
from fremskudt.casework.rules import letter as rules
from fremskudt.casework.rules.undo import LASTS, may_undo
from fremskudt.casework.selectors.letter import bound, key_owner


def add(*, case: Case, line: str, deadline_on: date | None, owner: User, picture: bytes | None, by: User) -> Letter:
    """Keep a letter; `picture` is a JPEG drawn anew by basics/picture.py. The same letter pressed twice is one."""
    with transaction.atomic():
        held = in_writing(case)
        kept = {"case": held, "line": line, "deadline_on": deadline_on, "owner": owner, "by": by}
        if already := _pressed_twice(kept, has_picture=picture is not None):
            return already
        letter = Letter.objects.create(**kept, made_at=timezone.now())
        if picture is not None:
            _seal(letter, picture)
        _record("letter.add", letter, by, "free_text" if picture is None else "free_text,identifying")
    return letter


def finish(*, letter: Letter, by: User) -> None:
    """The letter is dealt with. Pressed twice, the first stands."""
    with transaction.atomic():
        held = _held(letter)
        if held.done_at is not None and held.done_by_id == by.pk:
            return
        require(rules.may_finish(is_done=held.done_at is not None))
        held.done_at, held.done_by = timezone.now(), by
        held.save(update_fields=["done_at", "done_by"])
        _record("letter.finish", held, by, "coded")


def reopen(*, letter: Letter, by: User) -> None:
    """Take back that it was finished, within the time of an undo."""
    with transaction.atomic():
        held = _held(letter)
        is_recent = held.done_at is not None and may_undo(held.done_at, timezone.now())
        require(rules.may_take_back(is_recent=is_recent))
        held.done_at, held.done_by = None, None
        held.save(update_fields=["done_at", "done_by"])
        _record("letter.reopen", held, by, "coded")


def remove_picture(*, letter: Letter, by: User) -> None:
    """The picture and its key go, so that no copy of the sealed picture can be opened either; the line stays."""
    with transaction.atomic():
        held = _held(letter)
        if held.removed_at is not None:
            return
        require(rules.may_remove_picture(has_picture=held.wrapped_key is not None))
        held.picture, held.wrapped_key, held.key_version = None, None, None
        held.removed_at = timezone.now()
        held.save(update_fields=["picture", "wrapped_key", "key_version", "removed_at"])
        _record("letter.remove_picture", held, by, "identifying")


def _seal(letter: Letter, picture: bytes) -> None:
    """Under a key of the letter's own, bound to this very row."""
    key, wrapped = cipher.new_wrapped_key(key_owner(letter))
    know_version(wrapped.version)
    letter.key_version, letter.wrapped_key = wrapped.version, wrapped.key
    letter.picture = cipher.seal_bytes(key, picture, bound(letter))
    letter.save(update_fields=["picture", "wrapped_key", "key_version"])


def _pressed_twice(kept: dict[str, object], *, has_picture: bool) -> Letter | None:
    lately = Letter.objects.filter(**kept, done_at=None, made_at__gte=timezone.now() - LASTS)
    return lately.filter(wrapped_key__isnull=not has_picture).defer("picture").first()


def _held(letter: Letter) -> Letter:
    """The letter, held to the end of the transaction; its sealed picture stays in the database."""
    locked = Letter.objects.select_for_update(of=("self",)).select_related("case__citizen").defer("picture")
    return locked.get(pk=letter.pk)


def _record(action: str, letter: Letter, by: User, fields: str) -> None:
    audit.record(by=by, action=action, subject=letter.case.citizen.key, purpose=Purpose.CARE, fields=fields)
