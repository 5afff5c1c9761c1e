"""The published figures beside this module, and the count tables that were reconstructed from them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

Table = list[list[int]]


@cache
def _figures() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_name("published.json").read_text("utf-8")
    return {figure["id"]: figure for figure in json.loads(text)["figures"]}


def count_table(figure: str) -> Table:
    """Rows are the figure's groups, columns its categories. An ambiguous table counts as good as an exact one here."""
    table: Table = _figures()[figure]["counts"]["table"]
    return table


def counts(figure: str) -> list[int]:
    """The only row of a figure that has one group."""
    return count_table(figure)[0]


def column(figure: str, name: str) -> list[int]:
    """A column of an appendix table, by its printed heading."""
    position = _figures()[figure]["columns"].index(name)
    return [row[position] for row in count_table(figure)]


def panel(figure: str, answer: int) -> tuple[int | None, dict[int, int]]:
    """Those who answered all four times: how many of them answered at this answer number, and the counts printed.

    The counts are by category position. The number is None where the report prints nothing for them.
    """
    found = _figures()[figure]
    entries = [entry for entry in found.get("panel", []) if entry["group"] == f"Besvarelse {answer}"]
    known = {found["categories"].index(entry["category"]): entry["count"] for entry in entries}
    return (entries[0]["n"] if entries else None), known
