"""What is wrong with a file, in Danish sentences for the person who made it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

SHOWN = 50


@dataclass(frozen=True)
class Problem:
    """One error: what was found and what is allowed, with row (counted as in Excel) and column when there is one."""

    what: str
    row: int | None = None
    column: str | None = None

    @property
    def place(self) -> str:
        """»Række 7, kolonne »dato««; empty when the error is about the whole file."""
        column = f"kolonne »{self.column}«" if self.column else ""
        row = f"række {self.row}" if self.row else ""
        place = ", ".join(part for part in (row, column) if part)
        return place[:1].upper() + place[1:]

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" if self.place else self.what


class BadFileError(Exception):
    """The file cannot be taken in. `problems` has the first errors, `n_more` counts the others."""

    def __init__(self, problems: Iterable[Problem], n_more: int = 0) -> None:
        self.problems = tuple(problems)
        self.n_more = n_more
        more = [f"… og {n_more} til."] if n_more else []
        super().__init__("\n".join([*map(str, self.problems), *more]))


def by_column(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Column → its errors, in the order in which they were found; "" has those about whole rows or the whole file."""
    groups: dict[str, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(problem.column or "", []).append(problem)
    return groups


@dataclass
class Problems:
    """Collects errors, so that a person can correct them all at once. Keeps the first 50 and counts the rest."""

    found: list[Problem] = field(default_factory=list)
    n_more: int = 0

    @property
    def n(self) -> int:
        """How many there are, kept or not."""
        return len(self.found) + self.n_more

    def add(self, what: str, row: int | None = None, column: str | None = None) -> None:
        """Note an error."""
        if len(self.found) < SHOWN:
            self.found.append(Problem(what, row, column))
        else:
            self.n_more += 1

    def stop_if_any(self) -> None:
        """Raise BadFileError when something was found."""
        if self.found:
            raise BadFileError(self.found, self.n_more)


def refuse(what: str, row: int | None = None, column: str | None = None) -> BadFileError:
    """The exception for a file that cannot be read any further."""
    return BadFileError([Problem(what, row, column)])
