"""A citizen as the study knows them: a code that nobody can read back, and the columns of the participant list."""

from typing import Any

from fremskudt.casework.models import Citizen
from fremskudt.casework.selectors.participant_list import SPACE, code_in, columns_of

LISTED = ("status", "identified_on", "started_on", "phase", "ended_on", "end_phase", "end_reason", "moved_to")


def code_of(study: str, citizen: Citizen) -> str:
    """The citizen's borger_id in this study (its slug). The one place where the two are joined."""
    return code_in(study, citizen)


def as_listed(citizen: Citizen) -> dict[str, Any]:
    """Fields of the participant list, as the person's courses say them today. No event: nothing of it is shown."""
    line = columns_of(citizen, SPACE)
    return {name: getattr(line, name) for name in LISTED}
