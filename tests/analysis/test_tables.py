"""Tables: numbers as printed, hidden ones as a dash, and a CSV that a Danish spreadsheet reads right."""

import csv
import io
import re

import pytest
from hypothesis import given, settings

from fremskudt.analysis import tables
from fremskudt.analysis.disclosure import SUPPRESSED, ProtectedFigure, Suppressed
from fremskudt.analysis.results import danish
from tests.analysis import sample_figures as samples
from tests.analysis.test_figures import partly_hidden, visible


def cells(table: tables.Table) -> list[list[str]]:
    return [[row.name, *map(str, row.cells)] for row in table.rows]


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_groups_are_rows_with_their_base_first() -> None:
    table = tables.table(samples.good_with_self)
    assert table.caption == "Jeg har det godt med mig selv"
    assert table.content == "Procent, antal i parentes"
    assert (table.corner, *table.columns) == ("Gruppe", "N", *samples.AMOUNT)
    assert cells(table)[0] == ["Besvarelse 1", "77", "41,6 (32)", "37,7 (29)", "20,8 (16)"]
    assert cells(table)[3] == ["Besvarelse 4", "29", "44,8 (13)", "31,0 (9)", "24,1 (7)"]
    assert table.notes == ()


def test_answers_are_rows_when_there_is_one_group_or_several_answers() -> None:
    table = tables.table(samples.first_contact)
    assert (table.corner, *table.columns) == ("Svar", "Alle")
    assert cells(table)[0] == ["N", "103"]
    assert cells(table)[1] == ["Behandler (fremskudt stofbehandling)", "75,7 (78)"]
    assert cells(table)[9] == ["Peer-medarbejder (øvrige)", "0,0 (0)"]


def test_an_index_is_turned_and_a_mean_is_not() -> None:
    index = tables.table(samples.wellbeing)
    assert index.columns == tuple(f"Besvarelse {number}" for number in range(1, 8))
    assert cells(index)[0] == ["N", "77", "55", "40", "29", "16", "7", "5"]
    mean = tables.table(samples.mean_age)
    assert mean.columns == ("N", "Gennemsnit")
    assert cells(mean)[0] == ["Odder", "7", "49,4"]


def test_an_appendix_table_has_whole_numbers_and_no_column_of_bases() -> None:
    table = tables.table(samples.appendix)
    assert (table.corner, *table.columns) == ("Opgørelse", "Total", "Randers", "Vejle", "Helsingør og Odder")
    assert cells(table)[0] == ["Kontaktskema start", "107", "41", "33", "33"]


def test_a_hidden_number_is_a_dash_that_is_explained() -> None:
    table = tables.table(samples.hidden_cells)
    assert cells(table)[1] == ["Besvarelse 2", "19", "42,1 (8)", "–", "–"]
    assert cells(table)[3] == ["Besvarelse 4", "–", "–", "–", "–"]
    assert table.notes == (tables.HIDDEN_NOTE,)


def test_a_hidden_count_behind_a_shown_percentage_is_a_dash_too() -> None:
    figure = samples.make(
        id="x", title="X", kind="distribution", groups=("A", "B"), categories=("c", "d"), n=(10, 10),
        counts=((SUPPRESSED, 5), (5, 5)), values=((50.0, 50.0), (50.0, 50.0)),
    )  # fmt: skip
    assert cells(tables.table(figure))[0] == ["A", "10", "50,0 (–)", "50,0 (5)"]


def test_half_is_rounded_up() -> None:
    figure = samples.make(
        id="x", title="X", kind="distribution", groups=("A",), categories=("b", "c"), n=(80,), counts=((17, 63),)
    )
    assert [row[1] for row in cells(tables.table(figure))] == ["80", "21,3 (17)", "78,8 (63)"]


def test_labels_name_the_kind() -> None:
    assert tables.label(samples.good_with_self) == "Figur 4.15"
    assert tables.label(samples.appendix) == "Bilagstabel 1.1"
    assert tables.label(samples.home) == "Tal i teksten 4.2.1"
    named = samples.make(id="x", number="Tabel 3", title="X", kind="table", groups=(), categories=(), n=(), counts=())
    assert tables.label(named) == "Tabel 3"


def test_the_lines_below_say_base_test_notes_and_source() -> None:
    assert tables.lines_below(samples.good_with_self) == (
        "N = 77, 53, 40 og 29 besvarelser. Besvarelser af progressionsskemaet med svar på spørgsmålet.",
        "Pearsons χ²-test: χ²(6) = 1,5095; p = 0,959 (N = 199 besvarelser). "
        "Testen behandler gentagne svar fra samme borger som uafhængige.",
        samples.MERGED,
        "Kilde: udtræk ab12cd34 · kode 0.1.0 · skema progression",
    )
    assert tables.lines_below(samples.first_contact)[0] == "N = 103 borgere."
    assert tables.lines_below(samples.mean_age)[1].startswith("t-test mellem Odder og Randers: t(43) = ")
    assert tables.lines_below(samples.hidden_cells)[0] == "N = 25, 19, 14 og – besvarelser."
    assert tables.lines_below(samples.appendix)[0] == "Tallene er skemaer."


def test_csv_is_what_a_danish_spreadsheet_expects() -> None:
    text = tables.csv_text(samples.sex)
    assert text.startswith("\ufefffigur;titel;udsnit;række;n;enhed;kategori;mål;værdi;antal;vises;kilde\r\n")
    assert text.endswith("\r\n")
    first = read(text)[0]
    assert first == {
        "figur": "Figur 4.1", "titel": "Kønsfordeling på kommuneniveau", "udsnit": "alle", "række": "Vejle", "n": "33",
        "enhed": "borgere", "kategori": "Mand", "mål": "procent", "værdi": "69,7", "antal": "23", "vises": "ja",
        "kilde": "Kilde: udtræk ab12cd34 · kode 0.1.0 · skema start",
    }  # fmt: skip


def test_csv_of_several_figures_has_one_head_and_the_panels() -> None:
    lines = read(tables.csv_text(samples.good_with_self, samples.wellbeing))
    assert [line["udsnit"] for line in lines].count("svaret alle gange") == 12
    assert len(lines) == 12 + 12 + 35
    assert {line["mål"] for line in lines} == {"procent", "indeks"}
    assert lines[-1]["værdi"] == "131,7"
    assert lines[-1]["antal"] == ""


def test_a_hidden_number_is_empty_in_csv_and_said_to_be_hidden() -> None:
    hidden = [line for line in read(tables.csv_text(samples.hidden_cells)) if line["vises"] == "nej"]
    assert len(hidden) == 7
    assert {(line["værdi"], line["antal"]) for line in hidden} == {("", "")}


@pytest.mark.parametrize("text", ["=1+1", "+45 12", "-1", "@SUM(A1)", "\t=1+1", "\r\n=1+1", " =1+1"])
def test_no_cell_of_the_csv_can_run_as_a_formula(text: str) -> None:
    figure = samples.make(
        id="x", number=text, title=text, kind="distribution", groups=(text,), categories=(text, "b"), n=(9,),
        counts=((4, 5),), unit=text,
    )  # fmt: skip
    for line in read(tables.csv_text(figure)):
        assert not [value for value in line.values() if value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]


def test_an_answer_that_looks_like_a_date_does_not_become_one() -> None:
    figure = samples.make(
        id="x", title="X", kind="distribution", groups=("A",), categories=("0-3", "7-10"), n=(9,), counts=((4, 5),)
    )
    assert [line["kategori"] for line in read(tables.csv_text(figure))] == ["0–3", "7–10"]


def test_hostile_text_stands_as_it_is() -> None:
    line = read(tables.csv_text(samples.hostile))[0]
    assert line["titel"] == samples.HOSTILE
    assert line["kategori"] == "<b>Ja</b>"


@settings(deadline=None)
@given(partly_hidden())
def test_every_number_in_a_table_is_one_that_may_be_shown(figure: ProtectedFigure) -> None:
    assert figure.counts is not None
    shown = {danish(value) for value in visible(figure).values()}
    shown |= {str(n) for n in (*figure.n, *(c for row in figure.counts for c in row)) if not isinstance(n, Suppressed)}
    table = tables.table(figure)
    printed = {number for row in table.rows for cell in row.cells for number in re.findall(r"\d+(?:,\d+)?", str(cell))}
    lines = read(tables.csv_text(figure))
    printed |= {line[column] for line in lines for column in ("n", "værdi", "antal") if line[column]}
    assert printed <= shown
    hidden = sum(isinstance(value, Suppressed) for row in figure.values for value in row)
    assert [line["vises"] for line in lines].count("nej") == hidden
    if hidden:
        assert table.notes == (tables.HIDDEN_NOTE,)
