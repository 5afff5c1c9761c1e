"""What a plan says, as plain values. Built by the loader, which has checked every name and code against the forms."""

from dataclasses import dataclass
from typing import Literal

By = Literal["all", "answer_number", "wave", "municipality", "item"]
Kind = Literal["distribution", "multiple", "battery", "counts", "index", "means", "table", "statement"]
Unit = Literal["borgere", "skemaer", "besvarelser"]
CountOf = Literal["responses", "waves", "respondents"]


@dataclass(frozen=True)
class Group:
    """One row of a figure: its label and the values of the grouping that belong to it (numbers, names or codes)."""

    label: str
    values: tuple[int | str, ...]


@dataclass(frozen=True)
class Grouping:
    """How responses are split into rows. `item` is the grouping question (same response) when `by` is "item"."""

    name: str
    by: By
    groups: tuple[Group, ...]
    item: str | None = None


@dataclass(frozen=True)
class Category:
    """One column of a figure: its label and the codes (or whole numbers) that are merged into it."""

    label: str
    codes: tuple[int, ...]


@dataclass(frozen=True)
class LabelledItem:
    """A variable of a form and the words it has in the figure."""

    variable: str
    label: str


@dataclass(frozen=True)
class Among:
    """A base filter: only responses to `form` whose answer to `variable` is one of `codes`."""

    form: str
    variable: str
    codes: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """One number of a statement: the share of `codes` among the answers to `variable`, under its row and column."""

    group: str
    category: str
    variable: str
    codes: tuple[int, ...]
    among: Among | None = None


@dataclass(frozen=True)
class TableRow:
    """One row of an appendix table: which responses are counted. None means all waves or all answer numbers."""

    label: str
    form: str
    waves: tuple[int, ...] | None = None
    answer_numbers: tuple[int, ...] | None = None
    among: Among | None = None


@dataclass(frozen=True)
class Measurement:
    """One column of an overview table: its label and what is counted of each form."""

    label: str
    count: CountOf


@dataclass(frozen=True)
class TestWanted:
    """The test a figure carries. `groups` names the two rows of a t-test; it is empty for chi2 (all but the total)."""

    __test__ = False  # pytest collects classes named Test*

    method: Literal["chi2", "t_test"]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One figure or table of the plan, with every reference resolved.

    Which of `items`, `categories`, `rows`, `columns` and `parts` are filled depends on `kind`:

    - distribution, counts: one item, `categories` are the columns.
    - multiple: `items` are the columns (one 0/1 variable each); `question_item` is the item they belong to.
    - battery: `items` are the rows, `categories` the columns.
    - index, means: `items` are the columns, groups the rows.
    - table: `rows`, and either municipality groups (`grouping`) with a `total` column, or `columns`.
    - statement: `parts`, one for every pair of row and column.
    """

    id: str
    number: str
    chapter: str
    title: str
    question: str
    kind: Kind
    form: str
    unit: Unit
    items: tuple[LabelledItem, ...] = ()
    question_item: str | None = None
    categories: tuple[Category, ...] = ()
    grouping: Grouping | None = None
    total: str | None = None
    among: Among | None = None
    test: TestWanted | None = None
    panel: bool = False
    withhold: Literal["cell", "group"] = "cell"
    notes: tuple[str, ...] = ()
    base_note: str = ""
    rows: tuple[TableRow, ...] = ()
    columns: tuple[Measurement, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def name(self) -> str:
        """What a Danish sentence calls it: Figur 4.6, Bilagstabel 1.1; a number with a word in it stands as it is."""
        if any(letter.isalpha() for letter in self.number):
            return self.number
        word = {"table": "Bilagstabel", "statement": "Tal i teksten"}.get(self.kind, "Figur")
        return f"{word} {self.number}"

    @property
    def panel_size(self) -> int | None:
        """How many answers a citizen must have given to belong to the panel: the last answer number shown."""
        if not self.panel or self.grouping is None:
            return None
        return max(int(value) for group in self.grouping.groups for value in group.values)


@dataclass(frozen=True)
class Chapter:
    """A chapter of the report: its number, its title and one short text in Danish."""

    number: str
    title: str
    text: str

    @property
    def heading(self) -> str:
        """Number and title; an appendix has no number of its own and stands by its title."""
        return f"{self.number} {self.title}" if self.number[:1].isdigit() else self.title


@dataclass(frozen=True)
class Plan:
    """A whole analysis plan. `threshold` is the smallest count that may be shown (0 may be shown)."""

    id: str
    version: str
    title: str
    threshold: int
    chapters: tuple[Chapter, ...]
    figures: tuple[Figure, ...]

    def figure(self, figure_id: str) -> Figure:
        """The figure with this id; KeyError when the plan has none."""
        for figure in self.figures:
            if figure.id == figure_id:
                return figure
        raise KeyError(figure_id)
