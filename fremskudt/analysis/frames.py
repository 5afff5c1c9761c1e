"""Reads an extract folder and gives its tables as ibis expressions, so that only counts ever leave the engine.

An extract holds three Parquet tables and a manifest; the layout is the table SCHEMA below. The usual engine is an
in-memory DuckDB into which the files are copied. `over_tables` takes the same three tables from any other ibis
backend (for instance a municipality's PostgreSQL), and every expression of this room runs there unchanged.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow.parquet as pq

FORMAT = 1

SCHEMA: Mapping[str, tuple[str, ...]] = {
    "respondents": ("pseudonym", "municipality", "status", "identified_month", "started_month", "ended_month"),
    "responses": (
        "response", "pseudonym", "instrument", "wave", "answer_number", "n_answers", "municipality", "mode",
        "answered_month",
    ),
    "answers": (
        "response", "instrument", "item", "variable", "wave", "answer_number", "n_answers", "municipality", "value",
        "missing",
    ),
}  # fmt: skip


REPEATING = ("instrument", "item", "variable", "municipality", "missing")


class ExtractError(Exception):
    """The folder is not an extract that can be trusted. `code` is F001-F006; the Danish text says what to do."""

    def __init__(self, code: str, place: Path | str, wrong: str, remedy: str) -> None:
        super().__init__(f"{code} {place}: {wrong} {remedy}")
        self.code = code


@dataclass(frozen=True)
class Extract:
    """An opened extract.

    `manifest` is the folder's manifest as read. `answers` is long: one row per variable of a response, with `value`
    (int32) null when the answer is missing and `missing` naming the reason (null when answered). `responses` has one
    row per form, `respondents` one row per person on the participant list. All three are lazy ibis tables.
    """

    manifest: Mapping[str, Any]
    respondents: ir.Table
    responses: ir.Table
    answers: ir.Table

    @property
    def sha256(self) -> str:
        """The hash of the extract as its manifest states it (hex); it stands in the source line of every number."""
        return str(self.manifest["sha256"])

    @property
    def code_version(self) -> str:
        """The version of Fremskudt that wrote the extract."""
        return str(self.manifest["code_version"])


def open_extract(folder: Path) -> Extract:
    """Open an extract folder on an in-memory DuckDB after checking it against its manifest.

    Checked: the manifest's format, that each table's file is there with the stated sha256 and number of rows, that it
    has the needed columns, and that the extract's own sha256 is that of the tables' hashes joined in SCHEMA's order.
    Raises ExtractError F001-F006. No file is written and nothing is fetched from a network.
    """
    manifest = _manifest(folder)
    for name in SCHEMA:
        _check_file(folder, name, manifest["tables"].get(name))
    joined = "".join(manifest["tables"][name]["sha256"] for name in SCHEMA)
    if hashlib.sha256(joined.encode()).hexdigest() != manifest["sha256"]:
        raise ExtractError("F005", folder, "Manifestet er ændret, siden udtrækket blev lavet.", "Brug det oprindelige.")
    connection = ibis.duckdb.connect()
    return over_tables(
        manifest, **{name: load(connection, folder / manifest["tables"][name]["file"], name) for name in SCHEMA}
    )


def load(connection: Any, file: Path, name: str) -> ir.Table:
    """Copy one table of an extract from its Parquet file into the memory of a DuckDB connection.

    Texts that repeat (REPEATING) are stored as ENUM: small whole numbers, by which grouping is several times faster.
    They read and compare as the texts they are. Only the columns of SCHEMA are taken.
    """
    connection.read_parquet(file, table_name=f"{name}_file")
    repeating = [column for column in SCHEMA[name] if column in REPEATING]
    counted = ", ".join(f"count({column})" for column in repeating) or "0"
    filled = connection.raw_sql(f"select {counted} from {name}_file").fetchone()  # noqa: S608
    kinds = {column: f"{name}_{column}" for column, n in zip(repeating, filled, strict=False) if n}
    for column, kind in kinds.items():
        distinct = f"select distinct {column} from {name}_file where {column} is not null order by 1"  # noqa: S608
        connection.raw_sql(f"create type {kind} as enum ({distinct})")
    columns = ", ".join(
        f"{column}::{kinds[column]} as {column}" if column in kinds else column for column in SCHEMA[name]
    )
    connection.raw_sql(f"create table {name} as select {columns} from {name}_file")  # noqa: S608
    return connection.table(name)


def over_tables(
    manifest: Mapping[str, Any], *, respondents: ir.Table, responses: ir.Table, answers: ir.Table
) -> Extract:
    """The same extract over three tables of any ibis backend; the manifest is taken as it is.

    Raises ExtractError F006 when a table lacks a column that the counts need.
    """
    for name, table in (("respondents", respondents), ("responses", responses), ("answers", answers)):
        _check_columns(name, table.columns, name)
    return Extract(manifest, respondents, responses, answers)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExtractError(
            "F001", folder, "Mappen har ingen manifest.json.", "Peg på en mappe, som fremskudt extract har lavet."
        ) from None
    except (OSError, ValueError) as error:
        raise ExtractError("F002", path, f"Filen kan ikke læses ({error}).", "Lav udtrækket igen.") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise ExtractError(
            "F003", path, f"Udtrækkets format er {found!r}; denne version læser {FORMAT}.", "Lav udtrækket igen."
        )
    absent = [key for key in ("sha256", "code_version", "instruments", "tables", "counts") if key not in manifest]
    if absent:
        raise ExtractError("F002", path, f"Manifestet mangler {', '.join(absent)}.", "Lav udtrækket igen.")
    return manifest


def _check_file(folder: Path, name: str, stated: Mapping[str, Any] | None) -> None:
    path = folder / (stated["file"] if stated else f"{name}.parquet")
    if stated is None or not path.is_file():
        raise ExtractError("F004", path, f"Tabellen {name} mangler i udtrækket.", "Lav udtrækket igen.")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != stated["sha256"]:
        raise ExtractError(
            "F005",
            path,
            "Filen er ændret, siden udtrækket blev lavet (sha256 passer ikke).",
            "Brug det oprindelige udtræk.",
        )
    metadata = pq.read_metadata(path)
    if metadata.num_rows != stated["rows"]:
        raise ExtractError(
            "F005",
            path,
            f"Filen har {metadata.num_rows} rækker, manifestet siger {stated['rows']}.",
            "Lav udtrækket igen.",
        )
    _check_columns(name, pq.read_schema(path).names, path)


def _check_columns(name: str, columns: Any, place: Path | str) -> None:
    absent = [column for column in SCHEMA[name] if column not in columns]
    if absent:
        raise ExtractError("F006", place, f"Tabellen mangler kolonnerne {', '.join(absent)}.", "Lav udtrækket igen.")
