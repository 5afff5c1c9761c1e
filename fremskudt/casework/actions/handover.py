"""The warm handover: planned, held, and accepted by the one who receives. Until then whoever hands over carries."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import contact_agreement
from fremskudt.casework.actions import follow_up as follow_ups
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.actions.contact_agreement import Terms
from fremskudt.casework.actions.transition import find_open, write_event
from fremskudt.casework.models import Case, Handover, Transition
from fremskudt.casework.rules import transition as rules
from fremskudt.casework.selectors.contact_agreement import in_force


@dataclass(frozen=True)
class Meeting:
    """When all three meet, and who came; unknown until it has been."""

    receiver: str
    at: datetime | None = None
    we_came: bool | None = None
    receiver_came: bool | None = None
    citizen_came: bool | None = None


def plan(*, case: Case, meeting: Meeting, by: User) -> Handover:
    """Who receives, when all three meet, and who came. Written again, it is the newest that holds."""
    with transaction.atomic():
        held = in_writing(case)
        going_to = _going_to(held)
        now = getattr(going_to, "handover", None)
        require(rules.may_change_handover(is_accepted=now is not None and now.accepted_on is not None))
        handover, _new = Handover.objects.update_or_create(
            transition=going_to,
            defaults={
                "receiver": meeting.receiver, "meeting_at": meeting.at, "we_came": meeting.we_came,
                "receiver_came": meeting.receiver_came, "citizen_came": meeting.citizen_came,
            },
            create_defaults={
                "receiver": meeting.receiver, "meeting_at": meeting.at, "we_came": meeting.we_came,
                "receiver_came": meeting.receiver_came, "citizen_came": meeting.citizen_came,
                "made_at": timezone.now(), "by": by,
            },
        )  # fmt: skip
        write_event(by, "handover.plan", held, "coded,identifying")
    return handover


def accept(*, case: Case, on: date, accepted_by: str, by: User) -> Handover:
    """The receiver has said yes: from now on they carry, and we look how it goes after four and twelve weeks."""
    with transaction.atomic():
        held = in_writing(case)
        handover: Handover | None = getattr(find_open(held), "handover", None)
        if handover and (handover.accepted_on, handover.accepted_by) == (on, accepted_by):
            return handover
        is_accepted = handover is not None and handover.accepted_on is not None
        require(rules.may_accept(has_receiver=handover is not None, is_accepted=is_accepted))
        assert handover is not None  # noqa: S101  the verdict says so
        handover.accepted_on, handover.accepted_by = on, accepted_by
        handover.save(update_fields=["accepted_on", "accepted_by"])
        follow_ups.plan_after_handover(case=held, on=on, by=by)
        write_event(by, "handover.accept", held, "coded,identifying")
    return handover


def thin(*, case: Case, every_days: int, by: User) -> None:
    """We come more seldom now that another carries: a new agreement about contact, all else of it as before."""
    with transaction.atomic():
        held = in_writing(case)
        handover: Handover | None = getattr(find_open(held), "handover", None)
        require(rules.may_thin(is_accepted=handover is not None and handover.accepted_on is not None))
        Handover.objects.filter(transition__case=held, transition__closed_on=None).update(every_days=every_days)
        agreed = in_force(held)
        terms = replace(Terms.of(agreed) if agreed else Terms(), every_days=every_days)
        contact_agreement.agree(case=held, terms=terms, by=by)
        write_event(by, "handover.thin", held)


def _going_to(case: Case) -> Transition:
    going_to = find_open(case)
    require(rules.may_add_step(has_target=going_to is not None))
    assert going_to is not None  # noqa: S101  the verdict says so
    return going_to
