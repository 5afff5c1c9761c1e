"""Plan an appointment, say how it went, move it (F58). Each is an event, and setting a safety notice aside is one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Area, User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.actions.missed import tell_after_commit
from fremskudt.casework.models import Appointment, Case
from fremskudt.casework.rules import appointment as rules
from fremskudt.casework.rules import safety
from fremskudt.casework.rules.undo import LASTS, may_undo
from fremskudt.casework.selectors.safety import notices_in_force


def plan(
    *,
    case: Case,
    at: datetime,
    place: str,
    place_words: str,
    area: Area | None,
    what_for: str,
    owner: User,
    with_user: User | None,
    alone_because: str,
    by: User,
) -> Appointment:
    """A new appointment. NotNow where a safety notice asks for more; the same one pressed twice is one."""
    with transaction.atomic():
        held = in_writing(case)
        require(rules.may_be_on(timezone.localdate(at), timezone.localdate()))
        agreed = {
            "case": held, "at": at, "place": place, "place_words": place_words, "area": area, "what_for": what_for,
            "owner": owner, "with_user": with_user, "alone_because": alone_because, "by": by,
        }  # fmt: skip
        if already := Appointment.objects.planned().filter(**agreed, made_at__gte=timezone.now() - LASTS).first():
            return already
        overrides = _is_override(held, with_user is not None, alone_because, place)
        appointment = Appointment.objects.create(**agreed, made_at=timezone.now())
        _record("appointment.override" if overrides else "appointment.plan", held, by, "free_text")
    return appointment


def hold(*, appointment: Appointment, by: User) -> None:
    _tell(appointment, rules.Told.HELD, by, "appointment.hold")


def miss(*, appointment: Appointment, by: User) -> None:
    """»Vi sås ikke«: the owner is told the same day."""
    _tell(appointment, rules.Told.MISSED, by, "appointment.miss")


def call_off(*, appointment: Appointment, by: User) -> None:
    _tell(appointment, rules.Told.CALLED_OFF, by, "appointment.call_off")


def take_back(*, appointment: Appointment, by: User) -> None:
    """The appointment is planned again, within the time of an undo."""
    with transaction.atomic():
        held = _held(appointment)
        is_recent = held.outcome_at is not None and may_undo(held.outcome_at, timezone.now())
        require(rules.may_take_back(is_recent=is_recent, is_moved=held.moved_to_id is not None))
        held.outcome, held.outcome_at, held.seen_at = "", None, None
        held.save(update_fields=["outcome", "outcome_at", "seen_at"])
        _record("appointment.take_back", held.case, by, "coded")


def move(*, appointment: Appointment, at: datetime, by: User) -> Appointment:
    """Another time, all else as it was: the old one is called off and leads on to the new."""
    with transaction.atomic():
        held = _held(appointment)
        if held.moved_to is not None and held.moved_to.at == at:
            return held.moved_to
        require(rules.may_tell(held.outcome, rules.Told.CALLED_OFF, timezone.localdate(at), timezone.localdate()))
        moved = plan(
            case=held.case, at=at, place=held.place, place_words=held.place_words, area=held.area,
            what_for=held.what_for, owner=held.owner, with_user=held.with_user, alone_because=held.alone_because, by=by,
        )  # fmt: skip
        held.outcome, held.outcome_at, held.moved_to = rules.Told.CALLED_OFF, timezone.now(), moved
        held.save(update_fields=["outcome", "outcome_at", "moved_to"])
        _record("appointment.move", held.case, by, "coded")
    return moved


def mark_seen(*, appointment: Appointment, by: User) -> None:
    """Somebody has seen that they did not meet. Once is enough."""
    with transaction.atomic():
        if Appointment.objects.missed_unseen().filter(pk=appointment.pk).update(seen_at=timezone.now()):
            _record("appointment.seen", appointment.case, by, "coded")


def _tell(appointment: Appointment, told: str, by: User, action: str) -> None:
    """How it went, once. The same again changes nothing."""
    with transaction.atomic():
        held = _held(appointment)
        if held.outcome == told and held.moved_to_id is None:
            return
        require(rules.may_tell(held.outcome, told, timezone.localdate(held.at), timezone.localdate()))
        held.outcome, held.outcome_at = told, timezone.now()
        held.save(update_fields=["outcome", "outcome_at"])
        if told == rules.Told.MISSED:
            tell_after_commit(case=held.case, owner=held.owner, by=by)
        _record(action, held.case, by, "coded")


def _is_override(case: Case, has_company: bool, reason: str, place: str) -> bool:
    """Whether only the reason allows it; NotNow when nothing does."""
    citizen = case.citizen.merged_into_id or case.citizen_id
    kinds = [notice.kind for notice in notices_in_force([citizen], timezone.localdate())[citizen]]
    require(safety.may_go(kinds, has_company, reason, place))
    return safety.is_override(kinds, has_company, reason, place)


def _held(appointment: Appointment) -> Appointment:
    """The appointment, held to the end of the transaction."""
    locked = Appointment.objects.select_for_update(of=("self",))
    return locked.select_related("case__citizen", "owner", "with_user", "area").get(pk=appointment.pk)


def _record(action: str, case: Case, by: User, fields: str) -> None:
    audit.record(by=by, action=action, subject=case.citizen.key, purpose=Purpose.CARE, fields=fields)
