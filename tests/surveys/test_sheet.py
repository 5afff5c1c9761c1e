"""Files in every shape that is allowed give the same rows."""

import codecs
from datetime import date, datetime

import pytest

from fremskudt.surveys.rules.problem import BadFileError
from fremskudt.surveys.rules.sheet import read_sheet
from tests.surveys import field, workbooks

ROWS = [["borger_id", "kommune", "note"], ["R-1", "Helsingør", "æøå ÆØÅ é"], ["R-2", "Odder", ""]]
PLAIN = "\n".join(";".join(row) for row in ROWS) + "\n"
SHARED = b"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>R-1</t></si></sst>"""

GOOD = {
    "utf8": PLAIN.encode(),
    "utf8_with_mark": codecs.BOM_UTF8 + PLAIN.encode(),
    "cp1252": PLAIN.encode("cp1252"),
    "utf16_from_excel": PLAIN.replace(";", "\t").encode("utf-16"),
    "comma": PLAIN.replace(";", ",").encode(),
    "tab": PLAIN.replace(";", "\t").encode(),
    "windows_lines": PLAIN.replace("\n", "\r\n").encode(),
    "old_mac_lines": PLAIN.replace("\n", "\r").encode(),
    "no_last_line_end": PLAIN.rstrip("\n").encode(),
    "quotes": PLAIN.replace("Odder", '"Odder"').encode(),
    "spaces_around": PLAIN.replace("Odder", "  Odder\u00a0").encode(),
    "letters_in_parts": PLAIN.replace("å", "a\u030a").encode(),
    "blank_rows_at_the_end": (PLAIN + ";;\n\n;;\n").encode(),
    "empty_columns_at_the_end": PLAIN.replace("\n", ";;;\n").encode(),
    "xlsx": workbooks.workbook([list(row) for row in ROWS]),
    "xlsx_blank_rows_and_columns": workbooks.workbook([[*row, None, None] for row in ROWS] + [[None]] * 3),
    "xlsx_empty_second_sheet": workbooks.workbook([list(row) for row in ROWS], lambda book: book.create_sheet("To")),
    "xlsx_that_says_it_is_small": workbooks.with_sheet(
        [list(row) for row in ROWS], lambda xml: xml.replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1:A1"')
    ),
}


@pytest.mark.parametrize("shape", GOOD)
def test_every_shape_gives_the_same_rows(shape):
    sheet = read_sheet("liste.csv", GOOD[shape])
    assert sheet.header == tuple(ROWS[0])
    assert [row.cells for row in sheet.rows] == [tuple(row) for row in ROWS[1:]]
    assert [row.number for row in sheet.rows] == [2, 3]


def test_rows_are_counted_as_in_excel():
    sheet = read_sheet("a.csv", b'a;b\n\n1;"x\ny"\n;\n2;z\n')
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(3, "1"), (5, "2")]


def test_delimiter_in_quotes_does_not_part():
    assert read_sheet("a.csv", b'a;b\n"1;2";"say ""hi"""\n').rows[0].cells == ("1;2", 'say "hi"')


def test_numbers_and_dates_of_a_workbook_become_text():
    row = [7, 7.0, 7.5, "07", date(2023, 3, 1), datetime(2023, 3, 1), datetime(2023, 3, 1, 14, 30), True, None, "x"]
    sheet = read_sheet("a.xlsx", workbooks.workbook([list("abcdefghij"), row]))
    texts = ("7", "7", "7,5", "07", "2023-03-01", "2023-03-01", "2023-03-01 14:30", "SAND", "", "x")
    assert sheet.rows[0].cells == texts


def test_text_that_only_looks_like_a_formula_is_refused_as_one():
    rows = [["a"], ["x"]]
    quoted = workbooks.with_sheet(rows, lambda xml: xml.replace(b"<t>x</t>", b"<t>=1+1</t>"))
    with pytest.raises(BadFileError, match="formel"):
        read_sheet("a.xlsx", quoted)


def test_errors_name_every_cell_at_once():
    with pytest.raises(BadFileError) as caught:
        read_sheet("a.csv", b"a;b\n=1;010203-1234\nx;=2\n")
    assert [problem.place for problem in caught.value.problems] == [
        "Række 2, kolonne »a«", "Række 2, kolonne »b«", "Række 3, kolonne »b«",
    ]  # fmt: skip


def test_large_file_is_read():
    rows = [field.participants()[0], *([f"R-{n}", "Odder", "2", *[""] * 7] for n in range(20_000))]
    assert len(read_sheet("a.csv", field.text(rows)).rows) == 20_000
