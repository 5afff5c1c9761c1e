"""Whom to ring about the cooperation: written, ended, and put back within ten minutes. Nobody is deleted."""

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.partnership.models import ContactPerson
from fremskudt.partnership.rules.undo import may_undo


def add(
    *, house: Organisation, side: str, name: str, phone: str, email: str, about: str, by: User
) -> ContactPerson:  # fmt: skip
    """The same person on the same side, pressed twice, is one."""
    told = {"side": side, "name": name, "phone": phone, "email": email, "about": about}
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=house.pk)
        already = ContactPerson.objects.filter(organisation=house, ended_at=None, **told).first()
        if already:
            return already
        made = ContactPerson.objects.create(organisation=house, made_at=timezone.now(), by=by, **told)
        _record(by, "contact_person.add", made, "identifying,free_text")
    return made


def end(*, contact: ContactPerson, by: User) -> None:
    """Nobody rings them from now on. Ended twice, it is once."""
    with transaction.atomic():
        if ContactPerson.objects.filter(pk=contact.pk, ended_at=None).update(ended_at=timezone.now()):
            _record(by, "contact_person.end", contact, "coded")


def undo(*, contact: ContactPerson, by: User) -> bool:
    """Whether the person is there again."""
    with transaction.atomic():
        held = ContactPerson.objects.select_for_update().get(pk=contact.pk)
        if held.ended_at is None:
            return True
        if not may_undo(held.ended_at, timezone.now()):
            return False
        held.ended_at = None
        held.save(update_fields=["ended_at"])
        _record(by, "contact_person.undo", held, "coded")
    return True


def _record(by: User, action: str, contact: ContactPerson, fields: str) -> None:
    audit.record(
        by=by, action=action, subject=f"org:{contact.organisation_id}", purpose=Purpose.ADMINISTRATION, fields=fields
    )  # fmt: skip
