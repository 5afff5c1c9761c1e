"""The participant list of a municipality, taken from its courses instead of a file, by the same way as a file.

What has changed since the last time is taken in again; a line that came with a file is held against, as any file's is.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.csv_text import csv_text
from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions.participant_list import note_export
from fremskudt.casework.rules.participant_list import COLUMNS
from fremskudt.casework.selectors.participant_list import Lines, lines_for
from fremskudt.surveys.actions import delivery
from fremskudt.surveys.actions.delivery import Receipt
from fremskudt.surveys.models import Study
from fremskudt.surveys.rules import asking
from fremskudt.surveys.rules.delivery import name_of_courses
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.participant import Participant
from fremskudt.surveys.selectors import study as selectors
from fremskudt.surveys.selectors.tie import is_closed_in, refused


@dataclass(frozen=True)
class Fetched:
    """The courses' lines, those of them that the study does not have so, and the file's way in."""

    found: Lines
    changed: list[Participant]


def preview(*, study: Study, reach: Reach) -> Fetched:
    """What would be taken in, of the reader's municipalities in the study. Writes nothing."""
    towns = set(study.municipalities.values_list("pk", flat=True)) & reach.towns(Permission.PARTICIPANTS_EXPORT)
    require(Verdict.no(asking.CUT) if any(is_closed_in(study, town) for town in towns) else Verdict.yes())
    known = selectors.listed(reach, study)
    found = lines_for(reach, towns=towns, space=study.slug, since=study.starts_on, until=study.ends_on)
    found = _without(found, refused(study, towns) - known.keys())
    wanted = [
        Participant(
            line.borger_id, line.municipality, line.status, line.identified_on, line.started_on, line.phase,
            line.ended_on, line.end_phase, line.end_reason, line.moved_to,
        )
        for line in found.lines
    ]  # fmt: skip
    return Fetched(found, [person for person in wanted if known.get(person.code) != person])


def _without(found: Lines, codes: Collection[str]) -> Lines:
    """Who has said no or stop, and has no line here (any more), does not get one."""
    pairs = zip(found.lines, found.subjects, strict=True)
    kept = [(line, subject) for line, subject in pairs if line.borger_id not in codes]
    return replace(found, lines=[line for line, _key in kept], subjects=[key for _line, key in kept])


def take_in(*, study: Study, reach: Reach, by: User) -> Receipt:
    """Take it in, with an event of each person in it. Nothing is written where nothing has changed."""
    with transaction.atomic():
        study = Study.objects.select_for_update().get(pk=study.pk)
        fetched = preview(study=study, reach=reach)
        n_all, n_new = len(fetched.found.lines), len(fetched.changed)
        if not n_new:
            return Receipt(delivery=None, n_rows=n_all, n_new=0, n_unchanged=n_all, n_repeated=0)
        codes = {person.code for person in fetched.changed}
        rows = [COLUMNS, *(line.cells for line in fetched.found.lines if line.borger_id in codes)]
        name = name_of_courses(timezone.localdate())
        content = csv_text(rows).encode()
        receipt = delivery.take_in(study=study, kind=Kind.PARTICIPANTS, name=name, content=content, by=by)
        note_export(subjects=fetched.found.subjects, purpose=Purpose.EVALUATION, by=by)
    return receipt
