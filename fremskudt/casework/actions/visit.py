"""Go out and say when one is back; be back. No position is ever written, only words and times."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.models import Appointment, Case, Visit
from fremskudt.casework.rules import safety, undo
from fremskudt.casework.rules import visit as rules
from fremskudt.casework.selectors.safety import notices_in_force
from fremskudt.casework.selectors.visit import running


class StillOut(NotNow):
    """The person has not come back from the last one."""


@dataclass(frozen=True)
class Plan:
    """Where, with whom, for how long, and why alone. `place` is a rules.contact.Place; words may be empty."""

    minutes: int = rules.USUAL
    place: str = ""
    place_words: str = ""
    with_user: User | None = None
    alone_because: str = ""
    is_as_planned: bool = False  # taken from the appointment, and said by nobody today


def start(
    *, municipality: Organisation, case: Case | None, appointment: Appointment | None, plan: Plan, by: User,
    end_first: bool = False,
) -> Visit:  # fmt: skip
    """Out from now. Pressed twice it is one visit; another one first asks whether the last is over."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        out = running(by)
        if out and case and out.case_id == case.pk:
            return out
        if out and not end_first:
            raise StillOut(rules.STILL_OUT)
        overrides = _may_go(case, appointment, plan)
        if out:
            _end(out, by)
        visit = _out(municipality, case, appointment, plan, by)
        subject = case.citizen.key if case else by.key
        if overrides:
            record(by=by, action="safety.override", subject=subject, purpose=Purpose.CARE, fields="free_text")
        record(by=by, action="visit.start", subject=subject, purpose=Purpose.CARE, fields="coded")
    return visit


def end(*, by: User) -> Visit | None:
    """»Jeg er færdig her«. Pressed twice it is said once."""
    with transaction.atomic():
        out = (
            Visit.objects.out().select_for_update(of=("self",)).filter(user=by).select_related("case__citizen").first()
        )
        if out:
            _end(out, by)
    return out


def end_for(*, visit: Visit, by: User) -> None:
    """Somebody rang, and the person is safe. Refused when it was said meanwhile."""
    with transaction.atomic():
        held = Visit.objects.select_for_update().get(pk=visit.pk)
        require(rules.may_end(ended=held.ended_at is not None))
        _end(held, by)


def more_time(*, seen_back_at: datetime | None, by: User) -> Visit:
    """Fifteen minutes more, and whoever is told is told anew when they have passed. A second press gives no more:
    `seen_back_at` is the time that stood on the page."""
    with transaction.atomic():
        out = Visit.objects.out().select_for_update().filter(user=by).first()
        if out is None:
            raise NotNow(rules.NOT_OUT)
        if seen_back_at and seen_back_at != out.back_at:
            return out
        out.back_at = rules.with_more(out.back_at, timezone.now())
        out.colleague_told_at = out.leader_told_at = None
        out.save(update_fields=["back_at", "colleague_told_at", "leader_told_at"])
        record(by=by, action="visit.more", subject=by.key, purpose=Purpose.CARE, fields="coded")
    return out


def take_back_end(*, by: User) -> None:
    """Not home after all: the visit runs on. For ten minutes, and where no other has begun."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        last = Visit.objects.filter(user=by, ended_at__isnull=False).order_by("-ended_at").first()
        if running(by):
            return
        if last is None or not last.ended_at or not undo.may_undo(last.ended_at, timezone.now()):
            raise NotNow(rules.TOO_LATE)
        last.ended_at = last.ended_by = None
        last.save(update_fields=["ended_at", "ended_by"])
        record(by=by, action="visit.undo", subject=by.key, purpose=Purpose.CARE, fields="coded")


def _may_go(case: Case | None, appointment: Appointment | None, plan: Plan) -> bool:
    """Refused where two are needed and one goes; true where only the reason makes it allowed.

    A reason that was given when it was planned does not stand against what somebody has seen since.
    """
    if case is None:
        return False
    citizen = case.citizen_id
    notices = notices_in_force([citizen], timezone.localdate())[citizen]
    is_old = plan.is_as_planned and appointment and any(one.made_at > appointment.made_at for one in notices)
    reason = "" if is_old else plan.alone_because
    asked = ({one.kind for one in notices}, plan.with_user is not None, reason, plan.place)
    require(safety.may_go(*asked))
    return safety.is_override(*asked)


def _out(municipality: Organisation, case: Case | None, appointment: Appointment | None, plan: Plan, by: User) -> Visit:
    now = timezone.now()
    return Visit.objects.create(
        user=by, municipality=municipality, case=case, appointment=appointment, place_words=plan.place_words,
        with_user=plan.with_user, alone_because=plan.alone_because, began_at=now,
        back_at=rules.due_back(now, plan.minutes),
    )  # fmt: skip


def _end(visit: Visit, by: User) -> None:
    visit.ended_at, visit.ended_by = timezone.now(), by
    visit.save(update_fields=["ended_at", "ended_by"])
    record(by=by, action="visit.end", subject=by.key, purpose=Purpose.CARE, fields="coded")
