"""»Vi sås«, said by a peer: the day and the kind of place. Only with a yes that holds at that moment."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.actions import urgent
from fremskudt.casework.actions import visit as visits
from fremskudt.casework.actions.case import in_writing, locked
from fremskudt.casework.models import Citizen, PeerContact, UrgentRequest
from fremskudt.casework.rules import peer as rules
from fremskudt.casework.rules.task import OLD_PAGE
from fremskudt.casework.selectors.peer_day import find_company


def met(*, reach: Reach, code: str, place: str, operation: UUID, by: User) -> PeerContact:
    """One press, now; the same page pressed again is the line that is there already. 404 where no yes opens them.

    The citizen is held while the ledger is asked, as who withdraws a yes does, so that a yes that is gone is gone.
    """
    with transaction.atomic():
        _hold(code)
        held = in_writing(find_company(reach, code).case)
        already = PeerContact.objects.filter(by=by, operation=operation).first()
        if already and already.case_id != held.pk:  # a number that was used for somebody else is no press on this page
            raise NotNow(OLD_PAGE)
        if already:
            return already
        now = timezone.now()
        made = PeerContact.objects.create(case=held, at=now, place=place, operation=operation, made_at=now, by=by)
        _record(by, "peer_contact.met", held.citizen)
    return made


def take_back(*, contact: PeerContact, by: User) -> None:
    """It was a mistake: for ten minutes, by who pressed it. Twice is once."""
    with transaction.atomic():
        held = locked(contact.case)
        line = PeerContact.objects.get(pk=contact.pk)
        if line.undone_at is not None:
            return
        now = timezone.now()
        require(rules.may_take_back(is_mine=line.by_id == by.pk, made_at=line.made_at, now=now))
        line.undone_at = now
        line.save(update_fields=["undone_at"])
        _record(by, "peer_contact.undo", held.citizen)


def leave(*, by: User) -> bool:
    """»Jeg går nu«: out no more, where they were out; whether they were. Nothing is asked, and nothing refused."""
    with transaction.atomic():
        was_out = visits.end(by=by) is not None
        audit.record(by=by, action="peer_day.leave", subject=by.key, purpose=Purpose.OWN, fields="coded")
    return was_out


def call_team(*, reach: Reach, code: str, by: User) -> UrgentRequest:
    """»Bed teamet komme«: somebody asks for help today, through a peer they have said yes to. No words of theirs."""
    with transaction.atomic():
        _hold(code)
        company = find_company(reach, code)
        return urgent.ask(
            municipality=company.citizen.municipality, case=company.case, area="", words="", asked_at=None, by=by
        )


def _hold(code: str) -> None:
    list(Citizen.objects.select_for_update().filter(code=code, merged_into=None))


def _record(by: User, action: str, citizen: Citizen) -> None:
    kept = citizen.merged_into or citizen
    audit.record(by=by, action=action, subject=kept.key, purpose=Purpose.CARE, fields="coded")
