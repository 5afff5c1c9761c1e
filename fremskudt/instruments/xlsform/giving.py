"""An instrument as an XLSForm workbook. What XLSForm cannot say stands in the sheet `fremskudt`, for the way back."""

import io
import re
from collections.abc import Iterable
from typing import Any

from fremskudt.instruments.missing import MISSING, WORDS, Missing
from fremskudt.instruments.model import Instrument, Item
from fremskudt.instruments.scales import Scale, Text
from fremskudt.instruments.taking.conditions import known_of, ours
from fremskudt.instruments.xlsform.xpath import condition_of, path_of, score_path

LANGUAGES = {"da": "Dansk (da)", "en": "English (en)"}
OWN = "fremskudt"
OWN_COLUMNS = ("about", "name", "field", "value")
LONGEST = 32_767  # signs in a cell
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # signs that no workbook can hold

Line = dict[str, object]


def to_xlsform(instrument: Instrument) -> bytes:
    """The workbook: survey, choices, settings, and what XLSForm has no room for."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    spoken = instrument.languages
    survey = ["type", "name", *_columns("label", spoken), *_columns("hint", spoken), *_columns("guidance_hint", spoken)]
    survey += ["required", "relevant", "constraint", "appearance", "calculation"]
    _sheet(book, "survey", survey, _survey(instrument))
    _sheet(book, "choices", ["list_name", "name", *_columns("label", spoken), "code"], _choices(instrument))
    settings: Line = {
        "form_title": instrument.title[spoken[0]], "form_id": instrument.id, "version": instrument.version,
        "default_language": LANGUAGES[spoken[0]], "style": "pages",
    }  # fmt: skip
    _sheet(book, "settings", list(settings), [settings])
    _sheet(book, OWN, [*OWN_COLUMNS, *_columns("label", spoken)], _own(instrument))
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def _columns(name: str, languages: Iterable[str]) -> list[str]:
    return [f"{name}::{LANGUAGES[language]}" for language in languages]


def _said(name: str, text: Text | None) -> Line:
    return {} if text is None else {f"{name}::{LANGUAGES[language]}": words for language, words in text.items()}


def _sheet(book: Any, name: str, columns: list[str], lines: Iterable[Line]) -> None:
    sheet = book.create_sheet(name)
    heads: Line = dict(zip(columns, columns, strict=True))
    for row, line in enumerate([heads, *lines], start=1):
        for column, key in enumerate(columns, start=1):
            value = line.get(key, "")
            if value == "":
                continue
            text = str(value)
            if len(text) > LONGEST:
                raise ValueError(f"{name}: a text is too long for a cell")
            cell = sheet.cell(row, column, UNSEEN.sub(" ", text))
            cell.data_type = "s"  # a text that begins with = is no formula


def _survey(instrument: Instrument) -> list[Line]:
    lines: list[Line] = []
    for bite in instrument.bites:
        group = {"type": "begin_group", "name": f"bite.{bite.id}", "appearance": "field-list"}
        lines.append({**group, **_said("label", bite.title)})
        lines += [_item(instrument.item(id), instrument) for id in bite.items]
        lines.append({"type": "end_group", "name": f"bite.{bite.id}"})
    for score in instrument.scores:
        line: Line = {
            "type": "calculate",
            "name": f"score.{score.id}",
            "calculation": score_path(score.items, score.times, score.min_items),
        }
        lines.append({**line, **_said("label", score.label)})
    return lines


def _item(item: Item, instrument: Instrument) -> Line:
    scale = item.scale
    kinds = {"choice": f"select_one {scale.id}", "multiple": f"select_multiple {scale.id}", "integer": "integer"}
    line: Line = {"type": kinds[scale.kind], "name": item.id, **_said("label", item.text), **_said("hint", item.help)}
    if scale.kind == "integer":
        line["constraint"] = f". >= {scale.minimum} and . <= {scale.maximum}"
    if scale.anchors:
        marks = {
            language: " · ".join(f"{mark} = {text[language]}" for mark, text in scale.anchors.items())
            for language in instrument.languages
        }
        line |= _said("guidance_hint", marks)
    if item.show_if is not None:
        line["relevant"] = path = path_of(item.show_if, instrument)
        if ours(condition_of(path), known_of(instrument)) != item.show_if:
            raise ValueError(path)
    return line


def _choices(instrument: Instrument) -> list[Line]:
    return [
        {"list_name": scale.id, "name": option.slug or option.code, "code": option.code, **_said("label", option.label)}
        for scale in _scales(instrument)
        for option in scale.options
    ]


def _scales(instrument: Instrument) -> list[Scale]:
    return list({item.scale.id: item.scale for item in instrument.items}.values())


def _own(instrument: Instrument) -> list[Line]:
    """What the other sheets have no room for, one line each."""
    lines = [
        _line("instrument", instrument.id, "respondent", instrument.respondent),
        _line("instrument", instrument.id, "modes", " ".join(instrument.modes)),
        _line("instrument", instrument.id, "source", instrument.source.id),
        _line("instrument", instrument.id, "title", "", instrument.title),
    ]
    for source in instrument.sources:
        lines += [
            _line("source", source.id, "holder", source.holder),
            _line("source", source.id, "verbatim", "true" if source.verbatim else "false"),
            _line("source", source.id, "title", "", source.title),
            _line("source", source.id, "terms", "", source.terms),
        ]
    for item in instrument.items:
        lines += _of_item(item, instrument)
    for score in instrument.scores:
        lines += [_line("score", score.id, "change", str(score.change))] if score.change is not None else []
        lines += [_line("score", score.id, "note", "", score.note)] if score.note is not None else []
    for name, code in MISSING.items():  # a form elsewhere has no such answers; the codes are told to the reader
        lines.append(_line("missing", name, "code", str(code), WORDS[Missing(name)]))
    return lines


def _of_item(item: Item, instrument: Instrument) -> list[Line]:
    scale, lines = item.scale, []
    if item.recall is not None:
        lines.append(_line("item", item.id, "recall", item.recall))
    if item.source != instrument.source:
        lines.append(_line("item", item.id, "source", item.source.id))
    if scale.kind == "integer":
        lines.append(_line("item", item.id, "scale", scale.id))
    if scale.warn_above is not None:
        lines.append(_line("item", item.id, "warn_above", str(scale.warn_above)))
    lines += [_line("item", item.id, "anchor", str(mark), text) for mark, text in scale.anchors.items()]
    return lines


def _line(about: str, name: str, field: str, value: str, text: Text | None = None) -> Line:
    return {"about": about, "name": name, "field": field, "value": value, **_said("label", text)}
