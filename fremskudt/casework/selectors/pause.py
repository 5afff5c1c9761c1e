"""Who holds a pause, since when and why, and until when somebody looks again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.casework.models import Pause
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.rules.pause import is_due
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.case import Opened, log_read, open_case
from fremskudt.casework.selectors.hands import hands


@dataclass(frozen=True)
class Sheet:
    """The pause of a citizen's newest course: the open one, those before it, and what may be done."""

    opened: Opened
    pause: Pause | None
    earlier: Sequence[Pause]
    hands: Sequence[User]
    is_due: bool
    can_undo: bool
    refused: str  # why no pause can begin; empty when one can

    @property
    def began(self) -> date:
        """The first day that anything of the course may have."""
        return self.opened.case.found_on


def open_pauses(case_ids: Iterable[int]) -> dict[int, Pause]:
    """Id of a course → its open pause, with who keeps a light hand. One query, no event."""
    found = Pause.objects.open().filter(case__in=case_ids).select_related("light_hand")
    return {pause.case_id: pause for pause in found}


@transaction.atomic
def read_pause(reach: Reach, code: str) -> Sheet:
    opened = open_case(reach, code)
    pauses = list(Pause.objects.filter(case=opened.case).select_related("light_hand", "by", "ended_by"))
    pause = next((one for one in pauses if one.ended_on is None), None)
    sheet = Sheet(
        opened=opened,
        pause=pause,
        earlier=[one for one in pauses if one.ended_on is not None],
        hands=list(hands(opened.citizen)),
        is_due=pause is not None and is_due(pause.look_again_on, timezone.localdate()),
        can_undo=pause is not None and may_undo(pause.made_at, timezone.now()),
        refused=may_write(has_ended=opened.has_ended).reason,
    )
    log_read(reach, opened, "pause.read")
    return sheet
