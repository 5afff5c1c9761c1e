"""How a row of a figure divides between the 29 who answered all four times and the others.

The counts that the report prints for the 29 are kept. The other cells follow the whole row in proportion, and a cell of
one or two is filled up to three where the row allows it, because smaller cells are not shown.
"""

from collections.abc import Mapping, Sequence

from .published import panel
from .steps import ProgressItem

SMALLEST_SHOWN = 3
# Section 4.3.4: the 29 have more "no days" than the figure, "primarily fewer with 1-4 days".
IN_WORDS = {("other_drug_days", 1): {1: 4}, ("other_drug_days", 2): {1: 3}, ("other_drug_days", 3): {1: 3}}


def panel_row(item: ProgressItem, answer: int, row: Sequence[int], n_panel: int) -> list[int]:
    """Counts per category among the `n_panel` of the 29 who answered the item at this answer number."""
    if answer == 4:
        return list(row)
    _, printed = panel(item.figure, answer)
    fixed = printed | IN_WORDS.get((item.id, answer), {})
    cells = _proportional(row, n_panel, fixed)
    _fill_small(cells, row, fixed)
    return cells


def _proportional(row: Sequence[int], total: int, fixed: Mapping[int, int]) -> list[int]:
    """Largest remainders among the categories that are not fixed."""
    free = [position for position in range(len(row)) if position not in fixed]
    left = total - sum(fixed.values())
    exact = {position: left * row[position] / sum(row[other] for other in free) for position in free}
    cells = [fixed.get(position, int(exact.get(position, 0))) for position in range(len(row))]
    by_remainder = sorted(free, key=lambda position: int(exact[position]) - exact[position])
    for position in by_remainder[: total - sum(cells)]:
        cells[position] += 1
    return cells


def _fill_small(cells: list[int], row: Sequence[int], fixed: Mapping[int, int]) -> None:
    for position, cell in enumerate(cells):
        if position not in fixed and 0 < cell < SMALLEST_SHOWN <= row[position]:
            largest = max((p for p in range(len(cells)) if p not in fixed), key=lambda p: cells[p])
            cells[largest] -= SMALLEST_SHOWN - cell
            cells[position] = SMALLEST_SHOWN
