"""XLSForms of others: what comes along, what is told by its cell, what is refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest

from fremskudt.instruments.describe import describe
from fremskudt.instruments.routing import as_written
from fremskudt.instruments.taking import CannotTake, Taken
from fremskudt.instruments.xlsform import from_xlsform, to_xlsform
from tests.instruments.foreign import xlsform_files as files
from tests.instruments.foreign.xlsform_files import SETTINGS, YES_NO, book

TAKEN = [
    files.repeat, files.cascade, files.calculations, files.ranges, files.with_other, files.grid, files.languages,
    files.media, files.required, files.routes,
]  # fmt: skip
REFUSED = {
    files.hangs_on_a_repeat: ("survey!5", "Betingelsen spørger til »kid_age«"),
    files.routed_by_a_calculation: ("survey!4", "Betingelsen spørger til »double«"),
    files.unknown_function: ("survey!D3", "Betingelsen kan ikke læses ved »pulldata"),
    files.later: ("survey!2", "Betingelsen spørger til »b«"),
}


def told(taken: Taken) -> set[tuple[str, str, str]]:
    return {(one.place, one.what["da"], one.done["da"]) for one in taken.left}


@pytest.mark.parametrize("file", TAKEN, ids=lambda file: file.__name__)
def test_xlsform_foreign_comes_in_whole_and_goes_out_again(file: Callable[[], bytes]) -> None:
    taken = from_xlsform(file())
    assert describe(taken.instrument, "da")
    assert all(one.place and one.what["en"] and one.done["en"] for one in taken.left)
    again = from_xlsform(to_xlsform(taken.instrument))
    assert (again.instrument, again.left) == (taken.instrument, ())


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.__name__)
def test_xlsform_foreign_that_would_change_its_meaning_is_refused(file: Callable[[], bytes]) -> None:
    place, why = REFUSED[file]
    with pytest.raises(CannotTake) as refused:
        from_xlsform(file())
    assert [one.place for one in refused.value.refused] == [place]
    assert refused.value.refused[0].why["da"].startswith(why)


def test_xlsform_a_plain_sum_becomes_a_score_and_the_rest_is_told() -> None:
    taken = from_xlsform(files.calculations())
    (score,) = taken.instrument.scores
    assert (score.id, score.items, score.times, score.min_items, score.maximum) == ("total", ("a", "b"), 2, 2, 16)
    assert {place for place, what, _ in told(taken) if what == "beregning"} == {"survey!E5", "survey!E6", "survey!E7"}


def test_xlsform_ways_become_our_conditions() -> None:
    items = {item.id: as_written(item.show_if) for item in from_xlsform(files.routes()).instrument.items}
    group = {"and": [{"or": [{"eq": ["a", 1]}, {"eq": ["a", 2]}]}, {"ge": ["b", 0]}]}
    assert items == {
        "a": None, "b": {"ge": ["a", 1]}, "c": {"and": [group, {"eq": ["a", 2]}]},
        "d": {"and": [group, {"not": {"gt": ["b", 5]}}]},
    }  # fmt: skip
    other = {item.id: as_written(item.show_if) for item in from_xlsform(files.with_other()).instrument.items}
    assert other["next"] == {"and": [{"eq": ["who.ven", 1]}, {"not": {"eq": ["who.andet", 1]}}]}


def test_xlsform_every_cell_that_is_left_is_named() -> None:
    assert {
        ("survey!D2", "krav om svar", "ikke taget med; hos os må alt springes over"),
        ("survey!G2", "svar, der er valgt på forhånd", "ikke taget med"),
        ("survey!F2", "feltet constraint_message", "ikke taget med"),
        ("survey!E3", "regel for svaret: . <= ${age}", "ikke taget med"),
        ("survey!3", "tal uden grænser", "blevet til et tal fra 0 til 999"),
        ("survey!4", "tal under nul", "spørgsmålet er ikke taget med"),
        ("survey!5", "oplysning om udfyldelsen: start", "spørgsmålet er ikke taget med"),
    } <= told(from_xlsform(files.required()))
    assert {
        ("choices!D2", "billede, lyd eller film", "ikke taget med"),
        ("survey!D2", "billede, lyd eller film", "ikke taget med"),
        ("survey!E2", "billede, lyd eller film", "ikke taget med"),
        ("survey!F2", "feltet bind::odk:length", "ikke taget med"),
        ("survey!3", "billede, lyd eller film", "spørgsmålet er ikke taget med"),
        ("survey!4", "tekst uden spørgsmål: Tak", "ikke taget med"),
        ("entities", "arket entities", "ikke taget med"),
    } <= told(from_xlsform(files.media()))
    assert ("survey!D2", "gitter med fælles svar", "spørgsmålene stilles ét ad gangen") in told(
        from_xlsform(files.grid())
    )
    assert ("survey!3", "gruppe, der gentages", "ikke taget med") in told(from_xlsform(files.repeat()))
    assert ("survey!A4", "»Andet« med fritekst", "svaret er beholdt, men uden tekst") in told(
        from_xlsform(files.with_other())
    )


def test_xlsform_languages_and_names_come_as_ours() -> None:
    taken = from_xlsform(files.languages())
    first = taken.instrument.items[0]
    assert (taken.slug, taken.instrument.version, taken.instrument.languages) == (
        "soevn_1",
        "2026112201.0.0",
        ("da", "en"),
    )
    assert (first.id, first.text, first.help) == (
        "sover_du", {"da": "Sover du?", "en": "Do you sleep?"}, {"da": "Om natten", "en": "At night"},
    )  # fmt: skip
    assert first.scale.codes == (1, 0)
    assert ("settings", "sproget kl", "ikke taget med") in told(taken)


HEAD = ("type", "name", "label", "relevant", "constraint")
NUMBER = ("integer", "b", "To?", "", ". >= 0 and . <= 10")
WAYS = {
    "unlike": ("${a} != 'ja'", {"not": {"eq": ["a", 1]}}),
    "there and unlike": ("(${a} != '' and ${a} != 1)", None),  # 1 is no answer of this list
    "nothing said": ("${a} = ''", {"not": {"in": ["a", [1, 2]]}}),
    "something said": ("string-length(${a}) > 0", {"in": ["a", [1, 2]]}),
    "the other way round": ("5 <= ${b}", {"ge": ["b", 5]}),
    "one of": ("selected('1 2', ${b})", {"in": ["b", [1, 2]]}),
    "chosen": ("selected(${a}, 'nej')", {"eq": ["a", 2]}),
    "no such answer": ("${a} = 'måske'", None),
    "order of words": ("${a} > 1", None),
    "a sum": ("${b} + 1 > 3", None),
    "today": ("today() > '2026-01-01'", None),
    "not closed": ("(${b} > 3", None),
    "nothing after": ("${b} > 3 and", None),
    "two in a row": ("${b} > 3 ${a} = 'ja'", None),
    "itself": ("${c} = 'ja'", None),
}  # fmt: skip


@pytest.mark.parametrize(("relevant", "wanted"), WAYS.values(), ids=WAYS)
def test_xlsform_conditions_are_read_or_refused(relevant: str, wanted: object) -> None:
    rows = [HEAD, ("select_one yn", "a", "Et?", "", ""), NUMBER, ("select_one yn", "c", "Tre?", relevant, "")]
    if wanted is None:
        with pytest.raises(CannotTake):
            from_xlsform(book(rows))
    else:
        assert as_written(from_xlsform(book(rows)).instrument.item("c").show_if) == wanted


def one(*row: object, settings: files.Rows = SETTINGS, choices: files.Rows = YES_NO) -> bytes:
    return book([("type", "name", "label", "relevant"), row], choices, settings)


def with_formula() -> bytes:
    return one("select_one yn", "a", "=CONCAT(1;2)")


def wide() -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "survey"
    for column in (*range(1, 400), 16_384):
        made.active.cell(1, column, f"c{column}")
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def columns(number: int) -> bytes:
    """A row of cells without addresses, so that nothing tells beforehand how many there are."""
    cells = b'<c t="inlineStr"><is><t>x</t></is></c>' * number
    return rewritten("xl/worksheets/sheet1.xml", b'<row r="1">' + cells + b"</row>")


def bomb() -> bytes:
    return rewritten("xl/worksheets/sheet1.xml", b"<row>" + b" " * 60_000_000 + b"</row>")


def entity() -> bytes:
    return rewritten("xl/worksheets/sheet1.xml", b"", head=b'<!DOCTYPE x [<!ENTITY a "b">]>')


def rewritten(part: str, rows: bytes, head: bytes = b"") -> bytes:
    into = io.BytesIO()
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = b'<?xml version="1.0" encoding="UTF-8"?>' + head + b"<worksheet " + space + b"><sheetData>" + rows
    with zipfile.ZipFile(io.BytesIO(files.repeat())) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, sheet + b"</sheetData></worksheet>" if info.filename == part else old.read(info))
    return into.getvalue()


def in_english() -> bytes:
    label = "label::English (en)"
    choices = [("list_name", "name", label), ("yn", "1", "Yes"), ("yn", "0", "No")]
    return book([("type", "name", label), ("select_one yn", "a", "One?")], choices)


def zipped() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("a.txt", "x")
    return into.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "no workbook": (lambda: b"type,name,label", "", "Filen kan ikke læses som en Excel-fil."),
    "empty": (lambda: b"", "", "Filen kan ikke læses som en Excel-fil."),
    "another archive": (zipped, "", "Filen er en pakket fil (zip)"),
    "too large": (lambda: b"PK" + b"x" * 2_100_000, "", "Filen fylder mere end 2 MB."),
    "no survey": (lambda: book([], YES_NO), "", "Filen er ikke et XLSForm"),
    "many columns": (wide, "survey!1", "Arket er for stort."),
    "40,000 columns": (lambda: columns(40_000), "survey!1", "Arket er for stort."),
    "10^6 columns": (lambda: columns(1_000_000), "", "Filen fylder for meget, når den pakkes ud."),
    "a bomb": (bomb, "", "Filen fylder for meget, når den pakkes ud."),
    "entities": (entity, "", "Filen indeholder XML"),
    "a formula": (with_formula, "survey!C2", "Her står en formel."),
    "no version": (
        lambda: one("select_one yn", "a", "Et?", settings=[("form_id",), ("x",)]),
        "settings", "Skemaet har ingen version",
    ),
    "a version in words": (
        lambda: one("select_one yn", "a", "Et?", settings=[("form_id", "version"), ("x", date(2026, 1, 1))]),
        "settings", "Skemaet har ingen version",
    ),
    "a name twice": (
        lambda: book([("type", "name", "label"), ("select_one yn", "a", "Et?"), ("select_one yn", "a", "To?")]),
        "survey!3", "Navnet »a« er brugt to gange.",
    ),
    "an answer twice": (
        lambda: one("select_one yn", "a", "Et?", choices=[*YES_NO, ("yn", "ja", "Jo")]),
        "choices!4", "Svaret »ja« står to gange i listen »yn«.",
    ),
    "a column twice": (
        lambda: book([("type", "name", "label", "label"), ("integer", "a", "x", "y")]),
        "survey!D1", "Kolonnen »label« står to gange.",
    ),
    "a group left open": (lambda: one("begin_group", "g", "Gruppe"), "survey!2", "Gruppen bliver ikke lukket."),
    "a group never opened": (lambda: one("end_group", "", ""), "survey!2", "Her lukkes en gruppe, som ikke er åben."),
    "no name": (lambda: one("select_one yn", "", "Et?"), "survey!2", "Spørgsmålet har intet navn."),
    "in English": (in_english, "settings", "Skemaet er ikke på dansk."),
}  # fmt: skip


@pytest.mark.parametrize(("make", "place", "why"), BAD.values(), ids=BAD)
def test_xlsform_bad_files_are_refused_with_a_reason(make: Callable[[], bytes], place: str, why: str) -> None:
    with pytest.raises(CannotTake) as refused:
        from_xlsform(make())
    first = refused.value.refused[0]
    assert first.place == place
    assert first.why["da"].startswith(why)
    assert first.why["en"]
