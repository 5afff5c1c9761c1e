"""A word of the shared dictionary: written, written anew, signed house by house, and taken off the list."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import Term, TermSigning
from fremskudt.partnership.rules import term as rules
from fremskudt.partnership.rules.undo import may_undo
from fremskudt.partnership.selectors import term as selectors


def write(
    *, municipality: Organisation, word: str, meaning: str, we_say: str, by: User, replaces: Term | None = None
) -> Term:
    """A new version, which every house is asked to sign; who writes it signs for the municipality.

    The same again is the same version. One that somebody has written anew meanwhile is not replaced twice.
    """
    told = {"municipality": municipality, "word": word, "meaning": meaning, "we_say": we_say}
    with transaction.atomic():
        _lock(municipality.pk)
        already = Term.objects.filter(retired_at=None, replaced_by=None, **told).first()
        if already:
            return already
        if replaces:
            held = Term.objects.get(pk=replaces.pk)
            replaced = selectors.is_replaced(held)
            require(rules.may_change(is_retired=held.retired_at is not None, is_replaced=replaced))
        made = Term.objects.create(replaces=replaces, made_at=timezone.now(), by=by, **told)
        TermSigning.objects.create(term=made, organisation=municipality, at=made.made_at, by=by)
        _record(by, "term.write", made, "free_text")
    return made


def sign(*, term: Term, houses: list[Organisation], by: User) -> None:
    """For each of these houses. One that has signed this version already signs it no more."""
    with transaction.atomic():
        _lock(term.municipality_id)
        held = Term.objects.get(pk=term.pk)
        require(selectors.may_sign(held, speaks_for_any=bool(houses)))
        signed = set(held.signings.values_list("organisation", flat=True))
        new = [house for house in houses if house.pk not in signed]
        now = timezone.now()
        TermSigning.objects.bulk_create(TermSigning(term=held, organisation=house, at=now, by=by) for house in new)
        if new:
            _record(by, "term.sign", held, "coded")


def retire(*, term: Term, by: User) -> None:
    """Off the list, with all its versions kept. Pressed twice, it is once."""
    with transaction.atomic():
        _lock(term.municipality_id)
        held = Term.objects.get(pk=term.pk)
        if held.retired_at is not None:
            return
        require(rules.may_change(is_retired=False, is_replaced=selectors.is_replaced(held)))
        held.retired_at = timezone.now()
        held.save(update_fields=["retired_at"])
        _record(by, "term.retire", held, "coded")


def undo(*, term: Term, by: User) -> bool:
    """Whether it stands on the list again. Not where the same word was written there meanwhile."""
    with transaction.atomic():
        _lock(term.municipality_id)
        held = Term.objects.get(pk=term.pk)
        if held.retired_at is None:
            return True
        if not may_undo(held.retired_at, timezone.now()) or selectors.is_on_list(held.municipality_id, held.word):
            return False
        held.retired_at = None
        held.save(update_fields=["retired_at"])
        _record(by, "term.undo", held, "coded")
    return True


def _lock(municipality_id: int) -> None:
    Organisation.objects.select_for_update().get(pk=municipality_id)


def _record(by: User, action: str, term: Term, fields: str) -> None:
    audit.record(
        by=by, action=action, subject=f"org:{term.municipality_id}", purpose=Purpose.ADMINISTRATION, fields=fields
    )  # fmt: skip
