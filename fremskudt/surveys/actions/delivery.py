"""Taking in a delivered file: all of it or nothing, and the same file twice changes nothing."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from fremskudt import instruments
from fremskudt.access import audit
from fremskudt.access.models import User
from fremskudt.access.reach import reach_of
from fremskudt.basics.verdict import Verdict, require
from fremskudt.surveys.models import Answer, Delivery, Respondent, Response, Study
from fremskudt.surveys.rules import asking
from fremskudt.surveys.rules.delivery import Key, Reading, Record, new_records, read_records
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.participant import Participant
from fremskudt.surveys.rules.response import Filled
from fremskudt.surveys.rules.sheet import Sheet, read_sheet
from fremskudt.surveys.selectors import study as selectors

New = Mapping[Key, tuple[int, Record]]
LONGEST_NAME = 120
LISTED = (
    *("status", "identified_on", "started_on", "phase"),
    *("ended_on", "end_phase", "end_reason", "moved_to"),
)


@dataclass(frozen=True)
class Preview:
    """What taking in a file would bring. `repeated` maps a row that only repeats another to that other row."""

    kind: Kind
    name: str
    n_rows: int
    n_new: int
    n_unchanged: int
    repeated: Mapping[int, int]
    waves: Mapping[int, int]
    municipalities: Mapping[str, int]
    sheet: Sheet

    @property
    def n_repeated(self) -> int:
        return len(self.repeated)

    @property
    def n_records(self) -> int:
        return self.n_new + self.n_unchanged


@dataclass(frozen=True)
class Receipt:
    """What a file brought. `delivery` is None when everything in it was there already, and nothing was written."""

    delivery: Delivery | None
    n_rows: int
    n_new: int
    n_unchanged: int
    n_repeated: int


def preview(*, study: Study, kind: str, name: str, content: bytes, by: User) -> Preview:
    """Read a file and hold it against the study, without writing. Raises BadFileError with every error."""
    kind, sheet = Kind(kind), read_sheet(name, content)
    reading, new = _sorted(study, kind, sheet, by)
    records = [record for _, record in reading.records.values()]
    people = selectors.municipality_of(study)
    places = Counter(
        record.municipality if isinstance(record, Participant) else people[record.code] for record in records
    )
    waves = Counter(record.wave for record in records if isinstance(record, Filled))
    return Preview(
        kind=kind,
        name=plain(name),
        n_rows=reading.n_rows,
        n_new=len(new),
        n_unchanged=len(records) - len(new),
        repeated=reading.repeated,
        waves=dict(sorted(waves.items())),
        municipalities=dict(sorted(places.items())),
        sheet=sheet,
    )


def take_in(*, study: Study, kind: str, name: str, content: bytes, by: User) -> Receipt:
    """Write what is new in the file, in one transaction with its event. After BadFileError nothing is."""
    kind, sheet = Kind(kind), read_sheet(name, content)
    with transaction.atomic():
        # One at a time for each study, so that two people with the same file do not meet in the constraints.
        study = Study.objects.select_for_update().get(pk=study.pk)
        reading, new = _sorted(study, kind, sheet, by)
        n_unchanged, n_repeated = len(reading.records) - len(new), len(reading.repeated)
        counts = {"n_rows": reading.n_rows, "n_new": len(new), "n_unchanged": n_unchanged, "n_repeated": n_repeated}
        if not new:
            return Receipt(delivery=None, **counts)
        sha256 = hashlib.sha256(content).hexdigest()
        delivery = Delivery.objects.create(study=study, kind=kind, name=plain(name), sha256=sha256, by=by, **counts)
        if kind is Kind.PARTICIPANTS:
            _add_participants(study, delivery, new)
        else:
            _add_responses(study, kind, delivery, new)
        subject = f"study:{study.slug} delivery:{delivery.pk}"
        audit.record(by=by, action="delivery.take_in", subject=subject, purpose="evaluation")
    return Receipt(delivery=delivery, **counts)


def _sorted(study: Study, kind: Kind, sheet: Sheet, by: User) -> tuple[Reading, New]:
    require(Verdict.no(asking.CUT) if study.cut_at else Verdict.yes())
    reach = reach_of(by)
    reading = read_records(sheet, kind, selectors.known(reach, study, kind))
    return reading, new_records(reading, selectors.stored(reach, study, kind))


def plain(name: str) -> str:
    """The file's name without folders and without signs that do not show."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-LONGEST_NAME:]


def _add_participants(study: Study, delivery: Delivery, new: New) -> None:
    places = {place.name: place for place in study.municipalities.all()}
    listed = [(row, person) for row, person in new.values() if isinstance(person, Participant)]
    rows = [
        Respondent(
            study=study,
            delivery=delivery,
            delivery_row=row,
            **{**vars(person), "municipality": places[person.municipality]},
        )
        for row, person in listed
    ]
    # A line that was typed here, before the list came, is the list's from now on; any other was held against it.
    Respondent.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["study", "code"],
        update_fields=["delivery", "delivery_row", *LISTED],
    )  # fmt: skip


def _add_responses(study: Study, kind: Kind, delivery: Delivery, new: New) -> None:
    instrument = instruments.get(kind)
    people = dict(Respondent.objects.filter(study=study).values_list("code", "pk"))
    waves = {wave.number: wave for wave in study.waves.filter(instrument=kind)}
    filled = [(row, form) for row, form in new.values() if isinstance(form, Filled)]
    responses = Response.objects.bulk_create(
        Response(
            respondent_id=people[form.code],
            instrument=kind,
            wave=waves[form.wave],
            instrument_version=instrument.version,
            instrument_hash=instrument.hash,
            mode=form.mode,
            answered_on=form.answered_on,
            delivery=delivery,
            delivery_row=row,
        )
        for row, form in filled
    )
    Answer.objects.bulk_create(
        Answer(response=response, variable=variable, value=value, missing=missing)
        for response, (_, form) in zip(responses, filled, strict=True)
        for variable, value, missing in form.answers
    )
