"""The reference page of the library, written from the instruments themselves: `docs/reference/instruments.md`."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from fremskudt.instruments.describe import in_words
from fremskudt.instruments.examples import Example, examples
from fremskudt.instruments.faults import Fault
from fremskudt.instruments.loader import library
from fremskudt.instruments.missing import MISSING, Missing
from fremskudt.instruments.model import Instrument, Item, Source

TOP = """# Instruments

Written by `fremskudt.instruments.reference.reference_page()` from the files in `fremskudt/instruments/library/`; do not
edit this page. What each wording may be used for stands in the `LICENCE.md` beside each instrument.
"""


def reference_page() -> str:
    """The whole page as Markdown: codes for missing answers, every instrument with its examples, the error numbers."""
    parts = [TOP, _missing(), *(_instrument(instrument) for instrument in library().values()), _faults()]
    return "\n".join(parts)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in lines)


def _missing() -> str:
    rows = (
        (str(code), f"`{name}`", Missing(name).label("da"), Missing(name).label("en")) for name, code in MISSING.items()
    )
    return "## Missing answers\n\n" + _table(("Code", "Name", "Danish", "English"), rows)


def _instrument(instrument: Instrument) -> str:
    facts = (
        f"- Version {instrument.version}, hash `{instrument.hash}`",
        f"- Answered by: {instrument.respondent}; modes: {', '.join(instrument.modes)}",
        *(_source(source) for source in instrument.sources),
        *(f"- Bite *{bite.title['en']}*: {_codes(bite.items)}" for bite in instrument.bites),
    )
    heads = ("Item", "Danish", "English", "Answers", "Shown when")
    parts = [
        f"## {instrument.title['en']} (*{instrument.title['da']}*, `{instrument.id}`)\n",
        "\n".join(facts) + "\n",
        _table(heads, (_row(instrument, item) for item in instrument.items)),
        *_scores(instrument),
        *(_example(example) for example in examples(instrument.id)),
    ]
    return "\n".join(parts)


def _source(source: Source) -> str:
    wording = "wording locked" if source.verbatim else "wording free"
    return f"- Source `{source.id}`: {source.title['en']}. Holder: {source.holder}; {wording}. {source.terms['en']}"


def _row(instrument: Instrument, item: Item) -> tuple[str, ...]:
    condition = "" if item.show_if is None else in_words(instrument, item.show_if, "en")
    return (f"`{item.id}`", item.text["da"], item.text["en"], _answers(item), condition)


def _answers(item: Item) -> str:
    scale = item.scale
    if scale.kind == "integer":
        return f"{scale.minimum} to {scale.maximum}"
    named = ((option.slug or str(option.code), option.label["da"]) for option in scale.options)
    return "<br>".join(f"`{name}` {label}" for name, label in named)


def _scores(instrument: Instrument) -> Iterable[str]:
    for score in instrument.scores:
        note = "" if score.note is None else f" {score.note['en']}"
        rule = f"{score.times} × the sum of {_codes(score.items)}, when at least {score.min_items} are answered"
        yield f"**Score {score.label['en']}** (`{score.id}`, {score.minimum} to {score.maximum}): {rule}.{note}\n"


def _example(example: Example) -> str:
    rows = (
        (f"`{name}`", f"`{cell}`" if cell else "(empty)", _value(example, name)) for name, cell in example.cells.items()
    )
    after = [
        f"Not shown: {_codes(example.hidden)}." if example.hidden else "",
        f"Undecided, so may be shown: {_codes(example.undecided)}." if example.undecided else "",
        _numbers(example.scores),
    ]
    table = _table(("Variable", "Cell", "Read as"), rows)
    said = " ".join(part for part in after if part)
    return f"### Example: {example.title['en']}\n\n{table}" + (f"\n{said}\n" if said else "")


def _value(example: Example, name: str) -> str:
    value = example.values[name]
    return f"missing: {value}" if isinstance(value, Missing) else str(value)


def _numbers(scores: Mapping[str, float | None]) -> str:
    said = (f"`{id}` = {'none' if number is None else format(number, 'g')}" for id, number in scores.items())
    return f"Scores: {', '.join(said)}." if scores else ""


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _faults() -> str:
    rows = ((fault.name, fault.value[0], fault.value[1]) for fault in Fault)
    intro = "## Errors in an instrument's files\n\nIn Danish, as they are shown; words in braces are filled in.\n\n"
    return intro + _table(("Number", "What is wrong", "What to do"), rows)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference_page(), encoding="utf-8")
