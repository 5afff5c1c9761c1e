"""»Ikke nu«, said by the citizen with an own key: from now on we leave them alone for as long as they said.

The line of the course needs somebody who wrote it: whoever gave the key. That the citizen said it is in the log.
"""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.casework.actions.case import has_ended, locked
from fremskudt.casework.actions.contact_agreement import Terms
from fremskudt.casework.models import Case, Citizen, ContactAgreement
from fremskudt.casework.selectors.contact_agreement import in_force


def say(*, citizen: Citizen, until: date, given_by: User | None, by: Actor) -> ContactAgreement | None:
    """What else is agreed stays agreed. Said twice it is once; None where no course goes on, so nobody comes by."""
    with transaction.atomic():
        case = Case.objects.of(citizen).going_on().order_by("-found_on", "-pk").first()
        if case is None:
            return None
        held = locked(case)
        if has_ended(held):
            return None
        newest = in_force(held)
        terms = replace(Terms.of(newest) if newest else Terms(), not_now_until=until)
        if newest and Terms.of(newest) == terms:
            return newest
        made = ContactAgreement.objects.create(case=held, made_at=timezone.now(), by=given_by or held.by, **vars(terms))
        record(by=by, action="contact_agreement.not_now", subject=citizen.key, purpose=Purpose.OWN, fields="coded")
    return made
