"""Reads one figure of the plan: resolves its grouping, categories and items, and checks that they fit together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, cast

from fremskudt.analysis.plan.category import read_categories
from fremskudt.analysis.plan.errors import Problems
from fremskudt.analysis.plan.fit import check_fit
from fremskudt.analysis.plan.model import (
    Category,
    Figure,
    Grouping,
    Kind,
    LabelledItem,
    TestWanted,
    Unit,
)
from fremskudt.analysis.plan.section import Section
from fremskudt.analysis.plan.table import read_among, read_parts, read_table
from fremskudt.analysis.plan.vocabulary import Vocabulary

T = TypeVar("T")

KINDS = ("distribution", "multiple", "battery", "counts", "index", "means", "table", "statement")
COMMON = ("id", "number", "chapter", "title", "question", "kind", "unit", "note", "base_note", "withhold")
OWN: Mapping[str, tuple[str, ...]] = {
    "distribution": ("form", "item", "group", "total", "merge", "categories", "among", "test", "panel"),
    "counts": ("form", "item", "group", "total", "merge", "categories", "among"),
    "multiple": ("form", "item", "group", "total", "categories", "among", "panel"),
    "battery": ("form", "items", "merge", "categories", "among"),
    "index": ("form", "items", "group"),
    "means": ("form", "items", "group", "total", "among", "test"),
    "table": ("rows", "group", "total", "columns"),
    "statement": ("form", "parts"),
}


@dataclass(frozen=True)
class Shared:
    """What the figures of one plan share: the forms, the named groupings and merges, and the chapter numbers."""

    vocabulary: Vocabulary
    groupings: Mapping[str, Grouping]
    merges: Mapping[str, tuple[Category, ...]]
    chapters: tuple[str, ...]


def read_figure(entry: Any, place: str, shared: Shared, problems: Problems) -> Figure:
    """One figure with every reference resolved. After a mistake (noted in `problems`) the figure is not complete."""
    kind = entry.get("kind") if isinstance(entry, Mapping) else None
    section = Section(entry, place, problems, COMMON + OWN.get(str(kind), sum(OWN.values(), ())))
    kind = section.one_of("kind", KINDS)
    figure = Figure(
        id=section.text("id"),
        number=section.text("number"),
        chapter=section.text("chapter"),
        title=section.text("title"),
        question=section.text("question", ""),
        kind=cast(Kind, kind),
        form=section.text("form", "" if kind == "table" else None),
        unit=cast(Unit, section.one_of("unit", ("borgere", "skemaer", "besvarelser"))),
        grouping=_named(section, "group", shared.groupings, "Grupperingen"),
        total=section.text("total", "") or None,
        panel=section.yes("panel"),
        withhold=cast(Literal["cell", "group"], section.one_of("withhold", ("cell", "group"), "cell")),
        notes=tuple(str(note) for note in _one_or_more(section, "note")),
        base_note=section.text("base_note", ""),
        test=_test(section),
    )
    if figure.chapter and figure.chapter not in shared.chapters:
        problems.add("P009", place, f"Kapitlet »{figure.chapter}« findes ikke.", "Skriv det under chapters.")
    figure = replace(figure, among=read_among(section, figure.form, shared.vocabulary))
    figure = replace(figure, **_content(kind, figure.form, section, shared))
    check_fit(figure, place, shared.vocabulary, problems)
    return figure


def _content(kind: str, form: str, section: Section, shared: Shared) -> dict[str, Any]:
    """What the kind of figure counts, as fields of Figure."""
    vocabulary = shared.vocabulary
    if kind in ("distribution", "counts"):
        name = section.text("item")
        item = vocabulary.variable(form, name, section.place)
        label = item.text["da"] if item else name
        return {"items": (LabelledItem(name, label),), "categories": _columns(section, form, name, shared)}
    if kind == "multiple":
        return {"items": _option_columns(section, form, vocabulary), "question_item": section.text("item")}
    if kind == "table":
        return read_table(section, vocabulary)
    if kind == "statement":
        return {"parts": read_parts(form, section, vocabulary)}
    items = _items(section, form, vocabulary)
    if kind == "battery" and items:
        return {"items": items, "categories": _columns(section, form, items[0].variable, shared)}
    return {"items": items}


def _columns(section: Section, form: str, variable: str, shared: Shared) -> tuple[Category, ...]:
    """The categories: a named merge, an own list, or the item's own options."""
    if "categories" in section:
        return read_categories(section.list("categories"), section.place, section.problems)
    if "merge" in section:
        return _named(section, "merge", shared.merges, "Sammenlægningen") or ()
    return shared.vocabulary.own_categories(form, variable, section.place)


def _option_columns(section: Section, form: str, vocabulary: Vocabulary) -> tuple[LabelledItem, ...]:
    """The columns of a question with several answers, in the plan's order and words when it gives them."""
    options = vocabulary.option_variables(form, section.text("item"), section.place)
    if "categories" not in section or not options:
        return tuple(options.values())
    found = []
    for raw in section.list("categories"):
        entry = Section(raw, section.place, section.problems, ("label", "option"))
        slug = entry.text("option")
        if slug in options:
            found.append(LabelledItem(options[slug].variable, entry.text("label", options[slug].label)))
        else:
            remedy = f"Brug en af {', '.join(options)}."
            section.problems.add("P007", section.place, f"Svarmuligheden »{slug}« findes ikke.", remedy)
    return tuple(found)


def _items(section: Section, form: str, vocabulary: Vocabulary) -> tuple[LabelledItem, ...]:
    found = []
    for raw in section.list("items"):
        entry = Section(raw, section.place, section.problems, ("item", "label"))
        name = entry.text("item")
        item = vocabulary.variable(form, name, section.place)
        found.append(LabelledItem(name, entry.text("label", item.text["da"] if item else name)))
    return tuple(found)


def _test(section: Section) -> TestWanted | None:
    if "test" not in section:
        return None
    wanted = section.raw["test"]
    if wanted == "chi2":
        return TestWanted("chi2")
    entry = Section(wanted, section.place, section.problems, ("t_test",))
    return TestWanted("t_test", tuple(str(label) for label in entry.list("t_test")))


def _one_or_more(section: Section, key: str) -> list[Any]:
    value = section.raw.get(key, [])
    return value if isinstance(value, list) else [value]


def _named(section: Section, key: str, named: Mapping[str, T], what: str) -> T | None:
    name = section.text(key, "")
    if name and name not in named:
        remedy = f"Brug en af {', '.join(named) or '(ingen)'}."
        section.problems.add("P009", section.place, f"{what} »{name}« findes ikke i planen.", remedy)
    return named.get(name)
