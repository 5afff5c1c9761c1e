"""»Det gik galt«: told by a partner, answered once by a leader with a sentence that the house reads."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import Mishap
from fremskudt.partnership.rules import agreement as rules


def tell(*, house: Organisation, words: str, by: User) -> Mishap:
    """The same words again, before they were answered, are the same mishap."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=house.pk)
        already = Mishap.objects.filter(organisation=house, words=words, by=by, seen_at=None).first()
        if already:
            return already
        made = Mishap.objects.create(organisation=house, words=words, made_at=timezone.now(), by=by)
        _record(by, "mishap.tell", made)
    return made


def answer(*, mishap: Mishap, words: str, by: User) -> None:
    """Read, and answered. The same answer, pressed twice, is one; a colleague's stands."""
    with transaction.atomic():
        held = Mishap.objects.select_for_update().get(pk=mishap.pk)
        if held.seen_by_id == by.pk and held.answer == words:
            return
        require(rules.may_answer(by_another=held.seen_at is not None))
        held.seen_at, held.seen_by, held.answer = timezone.now(), by, words
        held.save(update_fields=["seen_at", "seen_by", "answer"])
        _record(by, "mishap.answer", held)


def _record(by: User, action: str, mishap: Mishap) -> None:
    audit.record(
        by=by, action=action, subject=f"org:{mishap.organisation_id}", purpose=Purpose.ADMINISTRATION,
        fields="free_text",
    )  # fmt: skip
