"""The looks at how it goes that wait for an answer, and those that have one, of every course of a citizen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.casework.models import Case, FollowUp
from fremskudt.casework.rules.follow_up import is_due
from fremskudt.casework.selectors.case import Opened, log_read, open_case


@dataclass(frozen=True)
class Sheet:
    opened: Opened
    waiting: Sequence[FollowUp]
    done: Sequence[FollowUp]
    today: date

    @property
    def next(self) -> FollowUp | None:
        """The one to answer now: the first that waits."""
        return self.waiting[0] if self.waiting else None

    @property
    def later(self) -> Sequence[FollowUp]:
        return self.waiting[1:]

    @property
    def next_is_due(self) -> bool:
        return self.next is not None and is_due(self.next.due_on, self.today)


@transaction.atomic
def read_follow_ups(reach: Reach, code: str) -> Sheet:
    opened = open_case(reach, code)
    found = list(
        FollowUp.objects.filter(case__in=Case.objects.of(opened.citizen), dropped_at=None)
        .select_related("owner", "done_by", "case").order_by("due_on", "pk")
    )  # fmt: skip
    log_read(reach, opened, "follow_up.read", "coded,free_text")
    return Sheet(
        opened, waiting=[one for one in found if one.done_on is None],
        done=[one for one in reversed(found) if one.done_on], today=timezone.localdate(),
    )  # fmt: skip


def find_follow_up(opened: Opened, pk: int) -> FollowUp | None:
    """The one an act concerns; nothing for another citizen's."""
    of_citizen = FollowUp.objects.filter(case__in=Case.objects.of(opened.citizen), pk=pk)
    return of_citizen.select_related("case").first()


def first_day(opened: Opened) -> date:
    """The first day of any course of the citizen."""
    return min(Case.objects.of(opened.citizen).values_list("found_on", flat=True))
