"""Extract folders for tests: from forms written in a test, or from the demo's CSV files, without any database."""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from fremskudt import instruments
from fremskudt.instruments import Missing, empty_means, parse_value

TEXT, SMALL, LARGE = pa.string(), pa.int32(), pa.int64()
COMMON = [("wave", SMALL), ("answer_number", SMALL), ("n_answers", SMALL), ("municipality", TEXT)]
SCHEMAS = {
    "respondents": pa.schema(
        [("pseudonym", TEXT), ("municipality", TEXT), ("status", SMALL)]
        + [(name, TEXT) for name in ("identified_month", "started_month", "ended_month")]
    ),
    "responses": pa.schema(
        [
            ("response", LARGE),
            ("pseudonym", TEXT),
            ("instrument", TEXT),
            *COMMON,
            ("mode", TEXT),
            ("answered_month", TEXT),
        ]
    ),
    "answers": pa.schema(
        [("response", LARGE), ("instrument", TEXT), ("item", TEXT), ("variable", TEXT), *COMMON]
        + [("value", SMALL), ("missing", TEXT)]
    ),
}
FILES = {
    "start": "kontaktskema_start.csv",
    "running": "kontaktskema_loebende.csv",
    "progression": "progressionsskema.csv",
}
LIST_COLUMNS = {
    "status": "status", "fase": "phase", "slut_fase": "end_phase", "slut_aarsag": "end_reason",
    "overgaaet_til": "moved_to",
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """One filled-in form. A value is a code, or the reason why there is none; what is not named was skipped."""

    instrument: str
    who: str
    municipality: str = "Vejle"
    wave: int = 1
    values: Mapping[str, int | str] = field(default_factory=dict)


def write_extract(folder: Path, forms: Iterable[Form], deliveries: Iterable[Mapping[str, object]] = ()) -> Path:
    """Write the tables and manifest of an extract that holds these forms. The same forms give the same bytes."""
    forms = sorted(forms, key=lambda form: (form.instrument, form.who, form.wave))
    totals = Counter((form.instrument, form.who) for form in forms)
    so_far: Counter[tuple[str, str]] = Counter()
    responses, answers = [], []
    for number, form in enumerate(forms, 1):
        so_far[form.instrument, form.who] += 1
        place = (form.wave, so_far[form.instrument, form.who], totals[form.instrument, form.who], form.municipality)
        responses.append((number, form.who, form.instrument, *place, "self", "2024-03"))
        answers += [(number, form.instrument, *line, *place, *_value(form, line[1])) for line in _variables(form)]
    people = sorted({(form.who, form.municipality, 1, None, None, None) for form in forms})
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"respondents": people, "responses": responses, "answers": answers}
    described = {name: _write(folder, name, lines) for name, lines in tables.items()}
    manifest = {
        "format": 1, "study": "test", "title": "Test", "code_version": "0", "instruments": {},
        "counts": {"respondents": len(people), "answers": len(answers)}, "deliveries": list(deliveries), "waves": {},
        "tables": described,
        "sha256": hashlib.sha256("".join(table["sha256"] for table in described.values()).encode()).hexdigest(),
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    return folder


def _variables(form: Form) -> list[tuple[str, str]]:
    return [(item.id, name) for item in instruments.get(form.instrument).items for name in item.variables]


def _value(form: Form, variable: str) -> tuple[int | None, str | None]:
    value = form.values.get(variable, "skipped")
    return (None, value) if isinstance(value, str) else (value, None)


def _write(folder: Path, name: str, lines: list[tuple[object, ...]]) -> dict[str, object]:
    schema = SCHEMAS[name]
    columns = list(zip(*lines, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, one.type) for column, one in zip(columns, schema, strict=True)]
    pq.write_table(pa.table(arrays, schema=schema), folder / f"{name}.parquet")
    sha256 = hashlib.sha256((folder / f"{name}.parquet").read_bytes()).hexdigest()
    return {"file": f"{name}.parquet", "rows": len(lines), "sha256": sha256, "columns": schema.names}


def forms_of(folder: Path) -> list[Form]:
    """The forms in a folder of import files as the demo writes them, the participant list included."""
    people = _lines(folder / "deltagerliste.csv")
    towns = {line["borger_id"]: line["kommune"] for line in people}
    listed = [{variable: line[column] for column, variable in LIST_COLUMNS.items()} for line in people]
    forms = [
        Form("participants", line["borger_id"], line["kommune"], 1, _read("participants", cells, "not_asked"))
        for line, cells in zip(people, listed, strict=True)
    ]
    for slug, name in FILES.items():
        forms += [
            Form(slug, line["borger_id"], towns[line["borger_id"]], int(line["runde"]), _read(slug, line))
            for line in _lines(folder / name)
        ]
    return forms


def _lines(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text, delimiter=";"))


def _read(slug: str, cells: Mapping[str, str], empty: str | None = None) -> dict[str, int | str]:
    instrument = instruments.get(slug)
    read = {name: parse_value(instrument, name, cells[name]) for name in instrument.variables if name in cells}
    given = {name: value for name, value in read.items() if not isinstance(value, Missing)}
    result: dict[str, int | str] = {}
    for name, value in read.items():
        hidden = empty or empty_means(instrument.variable(name).item, given)
        result[name] = str(hidden if not cells[name].strip() else value) if isinstance(value, Missing) else value
    return result
