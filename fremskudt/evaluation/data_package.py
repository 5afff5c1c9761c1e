"""An extract as a zip of CSV files with a codebook, for a statistics program of one's own."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

from fremskudt import instruments
from fremskudt.instruments import Instrument

TABLES = ("respondents", "responses", "answers")
STAMP = (2024, 1, 1, 0, 0, 0)  # the same extract gives the same zip
CODEBOOK = ("skema", "version", "variabel", "spørgsmål", "type", "kode", "betydning")
TYPES = {"choice": "valg", "integer": "heltal", "multiple": "flere svar (0/1)"}


def data_zip(folder: Path) -> bytes:
    """The tables of an extract folder, its manifest and a codebook, as the bytes of a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name in TABLES:
            table = pq.read_table(folder / f"{name}.parquet")
            _add(package, f"{name}.csv", _csv([table.column_names, *zip(*table.to_pydict().values(), strict=True)]))
        _add(package, "kodebog.csv", _csv([CODEBOOK, *codebook_rows(instruments.library().values())]))
        _add(package, "manifest.json", (folder / "manifest.json").read_bytes())
    return buffer.getvalue()


def codebook_rows(forms: Iterable[Instrument]) -> Iterator[tuple[object, ...]]:
    """One line for each code of each variable; a whole number has its bounds, and each form its missing codes."""
    for form in forms:
        for item in form.items:
            for variable in item.variables:
                start = (form.id, form.version, variable, item.text["da"], TYPES[item.scale.kind])
                yield from ((*start, code, meaning) for code, meaning in _codes(item, variable))
        for name, code in form.missing.items():
            yield (form.id, form.version, "(alle)", "", "mangler", code, name)


def _codes(item: instruments.Item, variable: str) -> Iterator[tuple[object, str]]:
    scale = item.scale
    if scale.kind == "integer":
        yield f"{scale.minimum}-{scale.maximum}", ""
    elif scale.kind == "multiple":
        option = next(option for option in scale.options if variable == f"{item.id}.{option.slug}")
        yield from ((1, option.label["da"]), (0, "ikke nævnt"))
    else:
        yield from ((option.code, option.label["da"]) for option in scale.options)


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _add(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
