"""A small study to import into, and files that fit it."""

from datetime import date

from fremskudt import instruments
from fremskudt.surveys.actions import delivery, study
from fremskudt.surveys.actions.study import Opening
from fremskudt.surveys.models import Study
from fremskudt.surveys.rules.columns import LIST_COLUMNS, columns
from fremskudt.surveys.rules.kinds import Kind
from tests.cast import Cast

PEOPLE = [
    ["R-001", "Randers", "1", "2023-02-01", "2023-02-10", "1", "", "", "", ""],
    ["R-002", "Randers", "aktiv", "03-02-2023", "2023-02-20", "2", "", "", "", ""],
    ["V-001", "Vejle", "1", "2023-02-01", "2023-03-01", "3", "2023-12-01", "3", "5", "1"],
    ["O-001", "Odder", "2", "2023-05-01", "", "9", "", "", "", ""],
]
CITIZEN_1 = "3;2;1;4;0;5;6;7;8;2;3;1;0;4;2;3;0;7;1;4;"  # four units: nobody asks about heavy days
CITIZEN_2 = "0;1;2;3;4;0;10;5;5;0;0;0;0;0;0;0;7;0;0;;"  # no alcohol: neither units nor heavy days


def text(rows: list[list[str]]) -> bytes:
    return ("\n".join(";".join(row) for row in rows) + "\n").encode()


def participants() -> list[list[str]]:
    return [list(LIST_COLUMNS), *[list(row) for row in PEOPLE]]


def progression() -> list[list[str]]:
    """Three responses of two people; the cells after the first four are the instrument's variables."""
    return [
        list(columns(Kind.PROGRESSION)),
        ["R-001", "1", "2023-03-01", "self", *CITIZEN_1.split(";")],
        ["R-001", "2", "2023-06-01", "sammen", *CITIZEN_2.split(";")],
        ["V-001", "1", "01-03-2023", "telefon", *CITIZEN_2.split(";")],
    ]


def blank(kind: Kind, code: str = "R-001", wave: str = "1", day: str = "2023-03-01", mode: str = "staff") -> list[str]:
    """A row without answers."""
    return [code, wave, day, mode, *[""] * len(instruments.get(kind).variables)]


def create_study(people: Cast, slug: str = "fremskudt") -> Study:
    year = [Opening(number, date(2023, 3 * number - 2, 1), date(2023, 3 * number, 28)) for number in range(1, 5)]
    return study.create(
        slug=slug,
        title="Fremskudt stofbehandling",
        owner=people.institute,
        municipalities=people.municipalities.values(),
        starts_on=date(2023, 1, 1),
        ends_on=date(2024, 12, 31),
        waves={Kind.START: year[:1], Kind.RUNNING: year, Kind.PROGRESSION: year},
        by=people.evaluator,
    )


def fill(study: Study, people: Cast) -> None:
    """The participant list and the citizens' answers."""
    for kind, rows in ((Kind.PARTICIPANTS, participants()), (Kind.PROGRESSION, progression())):
        delivery.take_in(study=study, kind=kind, name=f"{kind}.csv", content=text(rows), by=people.evaluator)
