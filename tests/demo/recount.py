"""An independent recount of the demo's CSV files: standard library only, nothing of the generator or the product."""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

PUBLISHED = json.loads((Path(__file__).parents[2] / "demo" / "published.json").read_text("utf-8"))
FIGURES: dict[str, dict[str, Any]] = {figure["id"]: figure for figure in PUBLISHED["figures"]}
AREAS = {"Randers": "Randers", "Vejle": "Vejle", "Helsingør": "Helsingør og Odder", "Odder": "Helsingør og Odder"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Study:
    """Rows as read, with `area` on every form, and `answer` and `n_answers` on progression forms."""

    people: list[Row]
    start: list[Row]
    running: list[Row]
    progression: list[Row]

    @classmethod
    def read(cls, folder: Path) -> "Study":
        people = _read(folder / "deltagerliste.csv")
        areas = {row["borger_id"]: AREAS[row["kommune"]] for row in people}
        names = {row["borger_id"]: row["kommune"] for row in people}
        forms = []
        for name in ("kontaktskema_start", "kontaktskema_loebende", "progressionsskema"):
            rows = _read(folder / f"{name}.csv")
            for row in rows:
                row["area"], row["kommune"] = areas[row["borger_id"]], names[row["borger_id"]]
            forms.append(rows)
        _number(forms[2])
        return cls(people, *forms)


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _number(rows: list[Row]) -> None:
    by_person: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: int(row["runde"])):
        by_person.setdefault(row["borger_id"], []).append(row)
    for own in by_person.values():
        for answer, row in enumerate(own, start=1):
            row["answer"], row["n_answers"] = answer, len(own)


def value(row: Row, item: str) -> int | None:
    """The answer, or None when the cell is empty or holds a missing code."""
    return int(row[item]) if row[item] and int(row[item]) >= 0 else None


def values(rows: Iterable[Row], item: str) -> list[int]:
    return [answer for row in rows if (answer := value(row, item)) is not None]


def table(groups: Sequence[list[Row]], item: str, merge: Sequence[Iterable[int]]) -> list[list[int]]:
    """Counts: rows = groups, columns = merged categories. An answer outside the categories is an error."""
    columns = [set(codes) for codes in merge]
    result = []
    for rows in groups:
        answers = values(rows, item)
        counts = [sum(answer in codes for answer in answers) for codes in columns]
        assert sum(counts) == len(answers), f"{item}: an answer is in no category"
        result.append(counts)
    return result


def ticks(rows: list[Row], item: str) -> tuple[int, list[int]]:
    """Forms with any of the boxes answered, and how many ticks each box has, in the order of the columns."""
    columns = [name for name in rows[0] if name.startswith(f"{item}.")]
    answered = [row for row in rows if any(value(row, name) is not None for name in columns)]
    return len(answered), [sum(value(row, name) == 1 for row in answered) for name in columns]


def rounded(number: Fraction, printed: str) -> str:
    """To as many decimals as were printed, half up, with a decimal comma."""
    decimals = len(printed.partition(",")[2])
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)).replace(".", ",")


def by_answer(study: Study, answers: Iterable[int], keep: Callable[[Row], bool] = lambda _: True) -> list[list[Row]]:
    return [[row for row in study.progression if row["answer"] == k and keep(row)] for k in answers]


def by_area(rows: list[Row], areas: Sequence[str]) -> list[list[Row]]:
    return [[row for row in rows if row["area"] == area] for area in areas]


FIVE = ((0, 1), (2,), (3, 4))
TEN = (range(4), range(4, 7), range(7, 11))
DAYS = ((0,), range(1, 5), range(5, 8))
PROGRESSION: dict[str, tuple[str, Sequence[Iterable[int]]]] = {
    "fig-4.13": ("inspire_supported", FIVE),
    "fig-4.14": ("inspire_hope", FIVE),
    "fig-4.15": ("inspire_self", FIVE),
    "fig-4.16": ("inspire_meaning", FIVE),
    "fig-4.17": ("inspire_control", FIVE),
    "fig-4.19": ("tem_personal", TEN),
    "fig-4.20": ("tem_relations", TEN),
    "fig-4.21": ("tem_social", TEN),
    "fig-4.22": ("tem_physical", TEN),
    "fig-4.24": ("sleep", FIVE),
    "fig-4.25": ("morning", FIVE),
    "fig-4.26": ("focus", FIVE),
    "fig-4.27": ("planning", FIVE),
    "fig-4.28": ("appointments", FIVE),
    "fig-4.29": ("tidying", FIVE),
    "fig-4.30": ("eating", FIVE),
    "fig-4.31": ("cannabis_days", DAYS),
    "fig-4.32": ("other_drug_days", DAYS),
    "fig-4.33": ("alcohol", ((0,), (1,), (2,))),
    "fig-4.34": ("units", (range(1, 5), range(5, 201))),
    "fig-4.35": ("heavy_days", (range(3), range(3, 6), range(6, 8))),
}
INDEX = {
    "fig-4.18": ("inspire_supported", "inspire_hope", "inspire_self", "inspire_meaning", "inspire_control"),
    "fig-4.23": ("tem_personal", "tem_relations", "tem_social", "tem_physical"),
}
READINESS = ("ready_safe", "ready_prepared", "ready_attend", "ready_positive", "ready_stable")


def progression_table(study: Study, figure: str, panel: bool = False) -> list[list[int]]:
    """A figure of the progression form at answers 1-4, of all or of those who answered all four times."""
    item, merge = PROGRESSION[figure]
    return table(by_answer(study, range(1, 5), lambda row: not panel or row["n_answers"] >= 4), item, merge)


def index(study: Study, item: str) -> list[Fraction]:
    """Means at answers 1-7 as percent of the first."""
    answers = [values(rows, item) for rows in by_answer(study, range(1, 8))]
    means = [Fraction(sum(own), len(own)) for own in answers]
    return [mean / means[0] * 100 for mean in means]
