"""The participant list leaves the house under pseudonym: for what, and whose lines were in it."""

from django.db import transaction

from fremskudt.access import audit
from fremskudt.access.actor import actor_of
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.casework.rules.participant_list import Use
from fremskudt.casework.selectors.participant_list import Lines, lines_for


def export(*, reach: Reach, use: Use, by: User) -> Lines:
    """The lines of a file, with an event of what it is for and one of each person in it."""
    purpose = Purpose.EVALUATION if use is Use.EVALUATION else Purpose.ADMINISTRATION
    with transaction.atomic():
        found = lines_for(reach)
        note_export(subjects=[f"participant_list:{use}", *found.subjects], purpose=purpose, by=by)
    return found


def note_export(*, subjects: list[str], purpose: Purpose, by: User) -> None:
    """Write that these left in a list. Within the transaction of handing it out, and last."""
    audit.record_reads(
        by=actor_of(by), action="participants.export", subjects=subjects, purpose=purpose, fields="coded"
    )
