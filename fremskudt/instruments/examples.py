"""Worked examples of the library's instruments: answers as they stand in a file, and what becomes of them.

They are read from `library/<slug>/examples.yaml`, run as tests, and shown in the reference page.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fremskudt.instruments.document import Fields, read_yaml, typed
from fremskudt.instruments.faults import InstrumentErrors, Place, Problem
from fremskudt.instruments.loader import get, library_folder
from fremskudt.instruments.missing import Missing
from fremskudt.instruments.model import Instrument, empty_means, shown
from fremskudt.instruments.scales import Text
from fremskudt.instruments.scoring import score
from fremskudt.instruments.values import parse_value

FILE = "examples.yaml"


@dataclass(frozen=True)
class Outcome:
    """What becomes of a row of cells. `values` has every variable; `hidden` the items that are surely not shown,
    `undecided` those that hang on a missing answer; `scores` is None where too little is answered."""

    values: Mapping[str, int | Missing]
    hidden: tuple[str, ...]
    undecided: tuple[str, ...]
    scores: Mapping[str, float | None]


@dataclass(frozen=True)
class Example:
    """Cells (variable → text) and what is expected: `values` names only the cells, the rest is as in Outcome."""

    title: Text
    cells: Mapping[str, str]
    values: Mapping[str, int | Missing]
    hidden: tuple[str, ...]
    undecided: tuple[str, ...]
    scores: Mapping[str, float | None]


def outcome(instrument: Instrument, cells: Mapping[str, str]) -> Outcome:
    """Read a row of cells; a variable without a cell, or with an empty one, is an empty cell. Raises BadValue."""
    filled = {name: cell for name, cell in cells.items() if cell.strip()}
    read = {name: parse_value(instrument, name, cell) for name, cell in filled.items()}
    values = {name: read.get(name, empty_means(item, read)) for item in instrument.items for name in item.variables}
    states = {item.id: shown(item, read) for item in instrument.items}
    return Outcome(
        values,
        tuple(id for id, state in states.items() if state is False),
        tuple(id for id, state in states.items() if state is None),
        {declared.id: score(instrument, declared.id, values) for declared in instrument.scores},
    )


def examples(slug: str) -> tuple[Example, ...]:
    """The worked examples of a library instrument. Raises UnknownItem, and InstrumentErrors for a faulty file."""
    problems: list[Problem] = []
    place = Place(FILE, get(slug).id, problems)
    raw = read_yaml(library_folder() / slug, FILE, place)
    found = [_example(Fields(section, place, FILE)) for section in typed(raw, list, FILE, place) or []]
    if problems:
        raise InstrumentErrors(problems)
    return tuple(found)


def _example(fields: Fields) -> Example:
    title, cells = fields.required("title", dict) or {}, fields.required("cells", dict) or {}
    values, scores = fields.optional("values", dict) or {}, fields.optional("scores", dict) or {}
    hidden, undecided = fields.optional("hidden", list) or [], fields.optional("undecided", list) or []
    fields.done()
    return Example(
        {str(language): str(text) for language, text in title.items()},
        {str(name): str(cell) for name, cell in cells.items()},
        {str(name): value if isinstance(value, int) else Missing(str(value)) for name, value in values.items()},
        tuple(str(id) for id in hidden),
        tuple(str(id) for id in undecided),
        {str(id): None if number is None else float(str(number)) for id, number in scores.items()},
    )
