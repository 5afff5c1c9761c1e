"""The columns of a figure: labels and the codes merged into each."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from fremskudt.analysis.plan.errors import Problems
from fremskudt.analysis.plan.model import Category
from fremskudt.analysis.plan.section import Section


def read_categories(entries: list[Any], place: str, problems: Problems) -> tuple[Category, ...]:
    """Columns with their codes; P008 when a label or a code stands twice."""
    sections = [Section(entry, place, problems, ("label", "codes")) for entry in entries]
    categories = tuple(Category(section.text("label"), section.codes("codes")) for section in sections)
    no_doubles(place, "Kategorien", (category.label for category in categories), problems)
    no_doubles(place, "Svaret", (str(code) for category in categories for code in category.codes), problems)
    return categories


def no_doubles(place: str, what: str, names: Iterable[str], problems: Problems) -> None:
    """Note P008 for every name that stands more than once."""
    for name, times in Counter(names).items():
        if times > 1 and name:
            problems.add("P008", place, f"{what} »{name}« står {times} gange.", "Lad den stå én gang.")
