"""The rows and columns of tables, the parts of statements, and the base filter that both may have."""

from typing import Any, cast

from fremskudt.analysis.plan.model import Among, CountOf, Measurement, Part, TableRow
from fremskudt.analysis.plan.section import Section
from fremskudt.analysis.plan.vocabulary import Vocabulary


def read_table(section: Section, vocabulary: Vocabulary) -> dict[str, Any]:
    """The rows and counted columns of a table; its form is the forms of its rows."""
    rows = tuple(_row(raw, section, vocabulary) for raw in section.list("rows"))
    forms = ", ".join(dict.fromkeys(row.form for row in rows))
    return {"form": forms, "rows": rows, "columns": _measurements(section)}


def read_parts(form: str, section: Section, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """The numbers of a statement."""
    return tuple(_part(raw, form, section, vocabulary) for raw in section.list("parts"))


def read_among(section: Section, form: str, vocabulary: Vocabulary) -> Among | None:
    """The base filter of a figure, row or part; None when it has none."""
    if "among" not in section:
        return None
    entry = Section(section.raw["among"], section.place, section.problems, ("item", "codes"))
    among = Among(form, entry.text("item"), entry.codes("codes"))
    vocabulary.check_codes(form, among.variable, among.codes, section.place)
    return among


def _row(raw: Any, section: Section, vocabulary: Vocabulary) -> TableRow:
    entry = Section(raw, section.place, section.problems, ("label", "form", "waves", "answer_numbers", "among"))
    form = entry.text("form")
    vocabulary.has_form(form, section.place)
    waves = entry.codes("waves") if "waves" in entry else None
    numbers = entry.codes("answer_numbers") if "answer_numbers" in entry else None
    return TableRow(entry.text("label"), form, waves, numbers, read_among(entry, form, vocabulary))


def _measurements(section: Section) -> tuple[Measurement, ...]:
    entries = [
        Section(raw, section.place, section.problems, ("label", "count"))
        for raw in section.list("columns", required=False)
    ]
    counts = ("responses", "waves", "respondents")
    return tuple(Measurement(entry.text("label"), cast(CountOf, entry.one_of("count", counts))) for entry in entries)


def _part(raw: Any, form: str, section: Section, vocabulary: Vocabulary) -> Part:
    entry = Section(raw, section.place, section.problems, ("group", "category", "item", "codes", "among"))
    part = Part(
        entry.text("group"), entry.text("category"), entry.text("item"), entry.codes("codes"),
        read_among(entry, form, vocabulary),
    )  # fmt: skip
    vocabulary.check_codes(form, part.variable, part.codes, section.place)
    return part
