"""Why a printed number is not the computed one: an explicit list, number by number, that may claim nothing too much."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Explanation:
    """The reason for one printed number.

    `discrepancies` are ids of the report's recorded faults. Without any, the number is not derivable from the data
    sources at all. `printed` is needed only where the report prints the same row and column twice.
    """

    figure: str
    group: str
    category: str
    printed: str | None
    discrepancies: tuple[str, ...]
    why: str

    def is_about(self, figure: str, group: str, category: str, printed: str) -> bool:
        """True when this is the reason for that printed number."""
        same = (self.figure, self.group, self.category) == (figure, group, category)
        return same and self.printed in (None, printed)

    def __str__(self) -> str:
        return " / ".join(filter(None, [self.figure, self.group, self.category, self.printed]))


def explanations_of(plan_id: str) -> tuple[Explanation, ...]:
    """The explanations that come with a plan of the product, as package data beside it; none for any other plan."""
    file = files("fremskudt") / "evaluation" / "plans" / f"{plan_id}-discrepancies.yaml"
    return parse_explanations(file.read_text(encoding="utf-8")) if file.is_file() else ()


def parse_explanations(text: str) -> tuple[Explanation, ...]:
    """The explanations in a YAML text: a list of {figure, discrepancies, why, numbers: [{group, category, printed?}]}.

    Raises KeyError for a missing field and yaml.YAMLError for broken YAML: the file is ours, not a user's.
    """
    blocks: Sequence[Mapping[str, Any]] = yaml.safe_load(text)
    return tuple(
        Explanation(
            block["figure"],
            number["group"],
            number["category"],
            number.get("printed"),
            tuple(block["discrepancies"]),
            " ".join(block["why"].split()),
        )
        for block in blocks
        for number in block["numbers"]
    )


def concerns(where: str, figure: str) -> bool:
    """Is a recorded discrepancy about this figure? `where` is its list of ids ("fig-4.33 / fig-4.34", "fig-4.13ff")."""
    for place in re.findall(r"[a-z]+-[0-9][\w.-]*", where):
        if place.removesuffix("ff") == figure:
            return True
        if place.endswith("ff") and figure.startswith("fig-"):
            return _number(figure) >= _number(place.removesuffix("ff"))
    return False


def _number(figure: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", figure))
