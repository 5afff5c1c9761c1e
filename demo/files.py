"""The import format: UTF-8, semicolons, a header row, rows in the order of citizen and wave."""

import csv
from pathlib import Path

Row = dict[str, str]


def write_rows(path: Path, rows: list[Row]) -> None:
    """Write rows that all have the same columns; the line ending is the same on every platform."""
    ordered = sorted(rows, key=lambda row: (row["borger_id"], int(row.get("runde", "0"))))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(ordered[0]), delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
