"""Where somebody goes on to: the choice in force and those before it, its steps, the handover and what is in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.casework.models import FollowUp, Handover, Transition, TransitionStep
from fremskudt.casework.rules import transition as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.transition import State
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.hands import hands
from fremskudt.casework.selectors.readiness import Side, both_sides


@dataclass(frozen=True)
class Step:
    pk: int
    words: str
    on: date
    who: str
    is_mine: bool
    state: State
    asks_to_be_seen: bool  # it came to nothing, and nobody has said that they know


@dataclass(frozen=True)
class Sheet:
    opened: Opened
    now: Transition | None
    earlier: Sequence[Transition]
    steps: Sequence[Step]
    handover: Handover | None
    sides: Sequence[Side]  # what is in place, item by item
    follow_ups: Sequence[FollowUp]
    refused: str  # why nothing new may be written; empty when it may

    @property
    def is_yours(self) -> bool:
        """Whether the receiver has not said yes, so that whoever hands over still carries."""
        return self.handover is not None and self.handover.accepted_on is None

    @property
    def refused_step(self) -> str:
        return self.refused or rules.may_add_step(has_target=self.now is not None).reason

    @property
    def refused_yes(self) -> str:
        accepted = self.handover is not None and self.handover.accepted_on is not None
        return self.refused or rules.may_accept(has_receiver=self.handover is not None, is_accepted=accepted).reason

    @property
    def refused_rhythm(self) -> str:
        accepted = self.handover is not None and self.handover.accepted_on is not None
        return self.refused or rules.may_thin(is_accepted=accepted).reason


@dataclass(frozen=True)
class Choice:
    """What a form about the transition needs: the course, the choice in force, and who can own a step."""

    opened: Opened
    now: Transition | None
    hands: Sequence[User]

    @property
    def handover(self) -> Handover | None:
        return getattr(self.now, "handover", None)

    @property
    def began(self) -> date:
        """The first day that anything of the course may have."""
        return self.opened.case.found_on

    @property
    def refused(self) -> str:
        return may_write(has_ended=self.opened.has_ended).reason

    @property
    def refused_step(self) -> str:
        return self.refused or rules.may_add_step(has_target=self.now is not None).reason

    @property
    def refused_meeting(self) -> str:
        accepted = self.handover is not None and self.handover.accepted_on is not None
        return self.refused_step or rules.may_change_handover(is_accepted=accepted).reason

    @property
    def refused_yes(self) -> str:
        accepted = self.handover is not None and self.handover.accepted_on is not None
        return (
            self.refused_step or rules.may_accept(has_receiver=self.handover is not None, is_accepted=accepted).reason
        )


@transaction.atomic
def read_transition(reach: Reach, code: str) -> Sheet:
    opened = open_case(reach, code)
    lines = list(Transition.objects.filter(case=opened.case).select_related("handover", "by"))
    now = next((line for line in lines if line.closed_on is None), None)
    sheet = Sheet(
        opened=opened,
        now=now,
        earlier=[line for line in lines if line.closed_on is not None],
        steps=_steps(opened, now, reach),
        handover=getattr(now, "handover", None),
        sides=both_sides(opened.case),
        follow_ups=list(FollowUp.objects.waiting().filter(case=opened.case).select_related("owner")),
        refused=may_write(has_ended=opened.has_ended).reason,
    )
    log_read(reach, opened, "transition.read", "coded,free_text")
    return sheet


@transaction.atomic
def read_choice(reach: Reach, code: str) -> Choice:
    """What the forms show. The page names the citizen, so it has an event."""
    choice = find_choice(reach, code)
    log_read(reach, choice.opened, "transition.read", "coded,free_text")
    return choice


def find_choice(reach: Reach, code: str) -> Choice:
    """The same for an answer to a form, which shows nothing."""
    opened = open_case(reach, code)
    now = Transition.objects.filter(case=opened.case, closed_on=None).select_related("handover").first()
    return Choice(opened, now, list(hands(opened.citizen)))


def find_step(opened: Opened, pk: int) -> TransitionStep | None:
    """A step of the course that an act concerns; nothing for another's, or one that is removed."""
    return TransitionStep.objects.filter(transition__case=opened.case, removed_at=None, pk=pk).first()


def _steps(opened: Opened, now: Transition | None, reach: Reach) -> list[Step]:
    """Those of the choice in force, and those of an earlier one that nobody has answered."""
    found = TransitionStep.objects.filter(transition__case=opened.case, removed_at=None).select_related("owner")
    return [_step(one, reach) for one in found if (now and one.transition_id == now.pk) or one.done_on is None]


def _step(step: TransitionStep, reach: Reach) -> Step:
    is_done, is_missed = step.done_on is not None, step.missed_at is not None
    return Step(
        pk=step.pk, words=step.words, on=step.on, who=step.owner.name if step.owner else step.owner_words,
        is_mine=step.owner_id == reach.user_id,
        state=rules.state_of(on=step.on, is_done=is_done, is_missed=is_missed, today=timezone.localdate()),
        asks_to_be_seen=is_missed and step.seen_at is None and not is_done,
    )  # fmt: skip
