"""Reads a plan from YAML and checks it against the forms. All mistakes are found in one reading.

P001 the file cannot be read · P002 a field is missing · P003 a field does not exist · P004 a value has the wrong form ·
P005 unknown form · P006 unknown item · P007 unknown code · P008 the same twice · P009 unknown chapter, grouping or
merge · P010 a grouping does not fit the figure · P011 the kind of figure does not fit the item · P012 a test does not
fit the figure · P013 a statement has holes · P014 a panel does not fit the figure.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import yaml

from fremskudt.analysis.plan.category import no_doubles, read_categories
from fremskudt.analysis.plan.errors import Problems
from fremskudt.analysis.plan.figure import Shared, read_figure
from fremskudt.analysis.plan.model import By, Category, Chapter, Group, Grouping, Plan
from fremskudt.analysis.plan.section import Section
from fremskudt.analysis.plan.vocabulary import Vocabulary
from fremskudt.instruments import Instrument, library

BYS = ("answer_number", "wave", "municipality")


def load_plan(path: Path, instruments: Mapping[str, Instrument] | None = None) -> Plan:
    """The plan in a YAML file; see `parse`. Raises InvalidPlanError also when the file cannot be read."""
    problems = Problems(path.name)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        problems.add("P001", "filen", f"Filen kan ikke åbnes ({error.strerror}).", "Kontrollér stien.")
    except UnicodeDecodeError:
        problems.add("P001", "filen", "Filen er ikke skrevet i UTF-8.", "Gem den som UTF-8.")
    problems.stop_if_any()
    return parse(text, path.name, instruments)


def parse(text: str, name: str = "plan.yaml", instruments: Mapping[str, Instrument] | None = None) -> Plan:
    """The plan in a YAML text, with groupings and merges put in their places and every item and code checked.

    `instruments` are the forms the plan may use (the library's when None). Raises InvalidPlanError with every mistake
    found; each names the file, the figure, what is wrong and what to do, in Danish.
    """
    problems = Problems(name)
    raw = _yaml(text, problems)
    problems.stop_if_any()
    top = Section(raw, "planen", problems, ("plan", "chapters", "groupings", "merges", "figures"))
    about = Section(top.mapping("plan"), "plan", problems, ("id", "version", "title", "threshold"))
    chapters = tuple(_chapter(entry, number, problems) for number, entry in enumerate(top.list("chapters"), 1))
    shared = Shared(
        Vocabulary(library() if instruments is None else instruments, problems),
        {name: _grouping(name, entry, problems) for name, entry in top.mapping("groupings").items()},
        {name: _merge(name, entry, problems) for name, entry in top.mapping("merges").items()},
        tuple(chapter.number for chapter in chapters),
    )
    figures = tuple(read_figure(entry, place, shared, problems) for place, entry in _placed(top.list("figures")))
    no_doubles("chapters", "Kapitlet", (chapter.number for chapter in chapters), problems)
    no_doubles("figures", "Figuren", (figure.id for figure in figures), problems)
    words = (about.text("id"), about.text("version"), about.text("title"), about.whole("threshold"))
    problems.stop_if_any()
    return Plan(*words, chapters, figures)


def _yaml(text: str, problems: Problems) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = "filen" if mark is None else f"linje {mark.line + 1}"
        problems.add("P001", place, "Filen er ikke gyldig YAML.", "Se efter indrykning, kolon og anførselstegn.")
    return None


def _placed(entries: list[Any]) -> Iterable[tuple[str, Any]]:
    for number, entry in enumerate(entries, 1):
        named = isinstance(entry, Mapping) and entry.get("id")
        yield (str(named) if named else f"figur nr. {number}"), entry


def _chapter(entry: Any, number: int, problems: Problems) -> Chapter:
    section = Section(entry, f"kapitel nr. {number}", problems, ("number", "title", "text"))
    return Chapter(section.text("number"), section.text("title"), section.text("text", ""))


def _grouping(name: str, entry: Any, problems: Problems) -> Grouping:
    place = f"groupings/{name}"
    section = Section(entry, place, problems, ("by", "groups"))
    by, _, item = section.text("by").partition(":")
    if by not in BYS and not (by == "item" and item):
        problems.add("P004", place, f"Feltet »by« er {by!r}.", f"Der skal stå en af {', '.join(BYS)} eller item:navn.")
    groups = tuple(_group(raw, place, by, problems) for raw in section.list("groups"))
    no_doubles(place, "Gruppen", (group.label for group in groups), problems)
    no_doubles(place, "Værdien", (str(value) for group in groups for value in group.values), problems)
    return Grouping(name, cast(By, by), groups, item or None)


def _group(entry: Any, place: str, by: str, problems: Problems) -> Group:
    section = Section(entry, place, problems, ("label", "values"))
    if by == "municipality":
        return Group(section.text("label"), tuple(str(value) for value in section.list("values")))
    return Group(section.text("label"), section.codes("values"))


def _merge(name: str, entry: Any, problems: Problems) -> tuple[Category, ...]:
    place = f"merges/{name}"
    if not isinstance(entry, list) or not entry:
        problems.add("P004", place, "Her skal stå en liste.", "Skriv label og codes for hver kategori.")
        return ()
    return read_categories(entry, place, problems)
