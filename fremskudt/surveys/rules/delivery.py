"""A delivered file: from rows of text to records, and from records to what is new."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fremskudt import instruments
from fremskudt.surveys.rules.cells import Cells, Known
from fremskudt.surveys.rules.columns import places
from fremskudt.surveys.rules.cpr import quoted
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.participant import Participant, read_participant
from fremskudt.surveys.rules.problem import Problems
from fremskudt.surveys.rules.response import Filled, read_filled
from fremskudt.surveys.rules.sheet import Sheet

OF_COURSES = "indtastet i forløbene, hentet"  # a list that was worked out here, not delivered in a file
HERE = ""  # the file of what was given here

Record = Participant | Filled
Key = tuple[str, int]


def name_of_courses(day: date) -> str:
    """What a list is called that was taken from the courses on a day."""
    return f"{OF_COURSES} {day:%Y-%m-%d}"


def is_of_courses(name: str) -> bool:
    """Whether a delivery of that name follows the courses. A file's name has an ending.

    So were those called »indtastet« and a day, before what is given here was kept without a delivery.
    """
    return name.startswith("indtastet ") and "." not in name


@dataclass(frozen=True)
class Reading:
    """The records of a file by key, each with its row, and the rows that only repeat another (row → first row)."""

    records: Mapping[Key, tuple[int, Record]]
    repeated: Mapping[int, int]

    @property
    def n_rows(self) -> int:
        return len(self.records) + len(self.repeated)


@dataclass(frozen=True)
class Stored:
    """A record that is in the database already, with its delivery and row; `record` is None for one beyond reach.

    `file` is HERE for what was given here, which no file brought.
    """

    record: Record | None
    file: str = HERE
    row: int | None = None
    imported_on: date | None = None


def read_records(sheet: Sheet, kind: Kind, known: Known) -> Reading:
    """The sheet's rows as records of the kind. A row that says the same as an earlier one is kept once and reported.

    Raises BadFileError with every error: columns, cells, and two rows that say different things about the same.
    """
    problems = Problems()
    found = places(sheet.header, kind, problems)
    problems.stop_if_any()
    records: dict[Key, tuple[int, Record]] = {}
    repeated: dict[int, int] = {}
    for number, record in _records(sheet, kind, found, known, problems):
        first, earlier = records.setdefault(record.key, (number, record))
        if earlier == record and first != number:
            repeated[number] = first
        elif first != number:
            problems.add(
                f"{_who(record)} står også i række {first}, men {_differ(record, earlier)} Behold kun én.", number
            )
    problems.stop_if_any()
    return Reading(records, repeated)


def _records(
    sheet: Sheet, kind: Kind, found: Mapping[str, int], known: Known, problems: Problems
) -> Iterator[tuple[int, Record]]:
    instrument = instruments.get(kind)
    for row in sheet.rows:
        before, cells = problems.n, Cells(row, found, known, problems)
        record = read_participant(cells) if kind is Kind.PARTICIPANTS else read_filled(cells, instrument)
        if record is not None and problems.n == before:
            yield row.number, record


def new_records(reading: Reading, stored: Mapping[Key, Stored]) -> dict[Key, tuple[int, Record]]:
    """The records that are not in the database. Raises BadFileError when one is there with another content."""
    problems = Problems()
    new = {}
    for key, (number, record) in reading.records.items():
        before = stored.get(key)
        if before is None:
            new[key] = number, record
        elif before.record is None:
            problems.add(f"{_who(record)} er allerede brugt i undersøgelsen. Giv borgeren et andet borger_id.", number)
        elif before.record != record and before.file == HERE:
            problems.add(f"{_who(record)} kan ikke indlæses. Svaret er givet her i systemet.", number)
        elif before.record != record:
            source = f"række {before.row} i filen {quoted(before.file)}, indlæst {before.imported_on:%d-%m-%Y}"
            problems.add(f"{_who(record)} findes allerede fra {source}, men {_differ(record, before.record)}", number)
    problems.stop_if_any()
    return new


def _who(record: Record) -> str:
    code, wave = record.key
    return f"{quoted(code)} i runde {wave}" if wave else quoted(code)


def _differ(record: Record, other: Record) -> str:
    """Which columns differ. Both are of the same kind, since they come from the same kind of file."""
    names = record.differences(other)  # type: ignore[arg-type]
    columns = ", ".join(f"»{name}«" for name in names[:8]) + (f" og {len(names) - 8} til" if len(names) > 8 else "")
    return f"de to er ikke ens. Forskellen er i {columns}."
