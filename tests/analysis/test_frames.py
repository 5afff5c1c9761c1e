"""An extract folder is opened only when it is what its manifest says."""

import json
from collections.abc import Callable
from pathlib import Path

import ibis
import pyarrow.parquet as pq
import pytest

from fremskudt.analysis.frames import ExtractError, open_extract, over_tables
from tests.analysis.extract_folder import Form, write_extract

FORMS = [Form("start", "a", values={"sex": 1}), Form("start", "b", values={"sex": 2})]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_extract(tmp_path, FORMS)


def change(folder: Path, edit: Callable[[dict], None]) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    edit(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_frames_a_good_folder_opens_with_its_hash_and_rows(folder: Path) -> None:
    extract = open_extract(folder)
    assert len(extract.sha256) == 64
    assert extract.responses.count().to_pyarrow().as_py() == 2


def append(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


BROKEN: dict[str, tuple[str, Callable[[Path], object]]] = {
    "no manifest": ("F001", lambda folder: (folder / "manifest.json").unlink()),
    "manifest not json": ("F002", lambda folder: (folder / "manifest.json").write_text("{", encoding="utf-8")),
    "manifest without tables": ("F002", lambda folder: change(folder, lambda manifest: manifest.pop("tables"))),
    "another format": ("F003", lambda folder: change(folder, lambda manifest: manifest.update(format=2))),
    "manifest is a list": ("F003", lambda folder: (folder / "manifest.json").write_text("[]", encoding="utf-8")),
    "a table gone": ("F004", lambda folder: (folder / "answers.parquet").unlink()),
    "a table not listed": ("F004", lambda folder: change(folder, lambda m: m["tables"].pop("responses"))),
    "a table changed": ("F005", lambda folder: append(folder / "answers.parquet")),
    "wrong number of rows": ("F005", lambda folder: change(folder, lambda m: m["tables"]["answers"].update(rows=1))),
    "the hash of all changed": ("F005", lambda folder: change(folder, lambda m: m.update(sha256="0" * 64))),
}


@pytest.mark.parametrize(("code", "spoil"), BROKEN.values(), ids=list(BROKEN))
def test_frames_a_spoiled_folder_is_refused_with_a_number(
    folder: Path, code: str, spoil: Callable[[Path], object]
) -> None:
    spoil(folder)
    with pytest.raises(ExtractError) as caught:
        open_extract(folder)
    assert caught.value.code == code
    assert str(caught.value).startswith(code)


def test_frames_a_table_without_a_needed_column_is_refused(folder: Path) -> None:
    tables = {name: pq.read_table(folder / f"{name}.parquet") for name in ("respondents", "responses", "answers")}
    tables["answers"] = tables["answers"].drop(["missing"])
    with pytest.raises(ExtractError, match="F006 answers: Tabellen mangler kolonnerne missing"):
        over_tables({}, **{name: ibis.memtable(table) for name, table in tables.items()})
