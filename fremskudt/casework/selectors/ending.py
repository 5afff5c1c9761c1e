"""A farewell, said or about to be: what is open and will stop, what was said, and who looks how it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.casework.models import (
    Appointment,
    Case,
    Ending,
    FollowUp,
    Pause,
    PhaseInterval,
    PickUp,
    Transition,
    TransitionStep,
    TreatmentRequest,
    UrgentRequest,
)  # fmt: skip
from fremskudt.casework.rules.phase import Phase
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.case import Opened, log_read, open_case

ENDS_IN = (Phase.CONTACT, Phase.TREATMENT, Phase.TRANSITION)


@dataclass(frozen=True)
class Open:
    """What still runs in a course. The first three stop with a farewell, the others are for people to answer."""

    appointments: Sequence[Appointment] = ()
    pick_ups: Sequence[PickUp] = ()
    pause_since: date | None = None
    asked_on: date | None = None  # »har bedt om behandling«, not answered
    urgent: Sequence[UrgentRequest] = ()
    steps: Sequence[TransitionStep] = ()
    receiver: str = ""  # who has not said yes to receive

    def __bool__(self) -> bool:
        lists = (self.appointments, self.pick_ups, self.urgent, self.steps)
        return any(lists) or bool(self.pause_since or self.asked_on or self.receiver)


@dataclass(frozen=True)
class Sheet:
    opened: Opened
    ending: Ending | None
    follow_ups: Sequence[FollowUp]
    phase: int | None  # which one to propose; none where the course does not say
    can_undo: bool

    @property
    def began(self) -> date:
        """The first day a farewell may have."""
        return self.opened.case.started_on or self.opened.case.found_on


@transaction.atomic
def read_farewell(reach: Reach, code: str) -> Sheet:
    opened = open_case(reach, code)
    ending: Ending | None = getattr(opened.case, "ending", None)
    sheet = Sheet(
        opened=opened,
        ending=ending,
        follow_ups=_looks(opened.case) if ending else (),
        phase=None if ending else _phase(opened.case),
        can_undo=ending is not None and may_undo(ending.made_at, timezone.now()),
    )
    log_read(reach, opened, "ending.read", "coded,free_text")
    return sheet


def find_open(case: Case) -> Open:
    """What the page that asks must name. No event of its own: the page about the farewell has one."""
    now, today = timezone.now(), timezone.localdate()
    steps = TransitionStep.objects.filter(transition__case=case, done_on=None, missed_at=None, removed_at=None)
    return Open(
        appointments=list(Appointment.objects.planned().filter(case=case, at__gt=now)),
        pick_ups=list(PickUp.objects.filter(Q(until_on=None) | Q(until_on__gt=today), case=case)),
        urgent=list(UrgentRequest.objects.filter(case=case, closed_at=None)),
        steps=list(steps),
        **_single(case),
    )


def _single(case: Case) -> dict[str, Any]:
    """The three of which there is one at most, in one question."""
    of_case = OuterRef("pk")
    pause = Pause.objects.open().filter(case=of_case).values("began_on")[:1]
    request = TreatmentRequest.objects.filter(case=of_case, begun_on=None, withdrawn_at=None).values("asked_on")[:1]
    waits = Transition.objects.filter(
        case=of_case, closed_on=None, handover__isnull=False, handover__accepted_on=None
    ).values("handover__receiver")[:1]
    names = {"pause_since": Subquery(pause), "asked_on": Subquery(request), "receiver": Subquery(waits)}
    since, asked_on, receiver = Case.objects.filter(pk=case.pk).annotate(**names).values_list(*names)[0]
    return {"pause_since": since, "asked_on": asked_on, "receiver": receiver or ""}


def _looks(case: Case) -> list[FollowUp]:
    return list(FollowUp.objects.waiting().filter(case=case).select_related("owner"))


def _phase(case: Case) -> int | None:
    """The newest period that is one of the three; the farewell proposes it, and a person says."""
    periods = PhaseInterval.objects.standing().filter(case=case, phase__in=ENDS_IN)
    return periods.order_by("-start_on", "-pk").values_list("phase", flat=True).first()
