"""»Har bedt om behandling«: the act that starts the fourteen days, and how it went."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.actions.case import has_ended, locked
from fremskudt.casework.models import Case, TreatmentRequest
from fremskudt.casework.rules import treatment_request as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.treatment_request import may_ask, running_of


@dataclass(frozen=True)
class Progress:
    """What is known of a request: the doctor's talk offered, treatment begun, and why it took longer."""

    doctor_offered_on: date | None = None
    begun_on: date | None = None
    late_reason: str = ""


def ask(*, case: Case, asked_on: date, by: User) -> TreatmentRequest:
    """The fourteen days start. Refused while they already run."""
    with transaction.atomic():
        held = locked(case)
        require(may_write(has_ended=has_ended(held)))
        require(may_ask(running_of(held)))
        made = TreatmentRequest.objects.create(case=held, asked_on=asked_on, made_at=timezone.now(), by=by)
        record(by=by, action="treatment_request.ask", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded")
    return made


def note(*, case: Case, progress: Progress, by: User) -> None:
    """How it goes; once treatment has begun, the days are over. May be written after farewell too."""
    with transaction.atomic():
        held, running = _running(case)
        running.doctor_offered_on, running.begun_on = progress.doctor_offered_on, progress.begun_on
        running.late_reason = progress.late_reason
        running.save(update_fields=["doctor_offered_on", "begun_on", "late_reason"])
        fields = "coded,free_text" if progress.late_reason else "coded"
        record(by=by, action="treatment_request.note", subject=held.citizen.key, purpose=Purpose.CARE, fields=fields)


def withdraw(*, case: Case, by: User) -> None:
    """The citizen does not want it after all, or it was pressed by mistake. The line stays, marked."""
    with transaction.atomic():
        held, running = _running(case)
        running.withdrawn_at = timezone.now()
        running.save(update_fields=["withdrawn_at"])
        record(
            by=by, action="treatment_request.withdraw", subject=held.citizen.key, purpose=Purpose.CARE, fields="coded"
        )


def _running(case: Case) -> tuple[Case, TreatmentRequest]:
    held = locked(case)
    running = running_of(held)
    verdict = rules.may_close(is_running=running is not None)
    if running is None:
        raise NotNow(verdict.reason)
    return held, running
