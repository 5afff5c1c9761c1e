"""One cell at a time: dates, codes, municipalities, waves, modes, and what may be shown again."""

from datetime import date

import pytest

from fremskudt.surveys.rules.cells import Cells, Known
from fremskudt.surveys.rules.cpr import HIDDEN, looks_like_cpr, quoted
from fremskudt.surveys.rules.day import BadDayError, read_day
from fremskudt.surveys.rules.kinds import MODE_WORDS, Mode, mode_of
from fremskudt.surveys.rules.problem import Problems
from fremskudt.surveys.rules.sheet import Row

KNOWN = Known(
    ("Helsingør", "Vejle Kommune"), frozenset({"R-1"}), frozenset({1, 2, 8}), date(2023, 1, 1), date(2024, 6, 1)
)


def cells(**found: str) -> Cells:
    places = {name: place for place, name in enumerate(found)}
    return Cells(Row(7, tuple(found.values())), places, KNOWN, Problems())


@pytest.mark.parametrize(
    "text", ["2023-04-03", "2023-4-3", "03-04-2023", "3.4.2023", "03/04/2023", "2023-04-03 00:00:00"]
)
def test_days_in_every_allowed_form(text):
    assert read_day(text) == date(2023, 4, 3)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31-02-2023", "findes ikke"), ("29-02-2023", "findes ikke"), ("2023-00-10", "findes ikke"),
        ("00-01-2023", "findes ikke"), ("04/23/2023", "findes ikke"), ("0000-01-01", "findes ikke"),
        ("03-04-23", "to cifre"), ("3.4.23", "to cifre"), ("23-04-03", "to cifre"),
        ("", "ikke en dato"), ("i går", "ikke en dato"), ("45000", "ikke en dato"), ("03-04/2023", "ikke en dato"),
        ("2023-04-03 14:30", "ikke en dato"), ("-2023-04-03", "ikke en dato"), ("٠٣-٠٤-٢٠٢٣", "ikke en dato"),
    ],
)  # fmt: skip
def test_days_that_are_not(text, why):
    with pytest.raises(BadDayError, match=why):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2023-01-01", None), ("2024-06-01", None), ("", None),
        ("2022-12-31", "før undersøgelsen"), ("2024-06-02", "i fremtiden"), ("1900-01-01", "før undersøgelsen"),
    ],
)  # fmt: skip
def test_day_lies_within_the_study_and_not_in_the_future(text, problem):
    found = cells(dato=text)
    found.day()
    assert [problem in one.what for one in found.problems.found] == ([] if problem is None else [True])


@pytest.mark.parametrize("text", ["010203-1234", "0102031234", "010203 1234", "010203 - 1234", "01.02.03-1234",
                                  "01 02 03 1234", "cpr:010203-1234.", "x0102031234x", "０１０２０３１２３４",
                                  "0102\u200b03-1234", "610203-1234", "102031234", "010203\n1234",
                                  "010203–1234"])  # fmt: skip
def test_text_that_looks_like_cpr(text):
    assert looks_like_cpr(text)
    assert quoted(text) == HIDDEN


@pytest.mark.parametrize("text", ["", "R-014", "2023-04-03", "03-04-2023", "12345678", "2023-04-03 00:00:00",
                                  "05-01-2023 12:00", "KBH-2023-014", "999999999"])  # fmt: skip
def test_text_that_does_not_look_like_cpr(text):
    assert not looks_like_cpr(text)


def test_quoted_cuts_and_cleans():
    assert quoted("") == "en tom celle"
    assert quoted("7,5") == "»7,5«"
    assert quoted("a\u202eb\nc") == "»a·b·c«"
    assert quoted("x" * 50) == f"»{'x' * 40}…«"
    assert quoted("1-2-3-4-5-6-7-8-9") == HIDDEN


@pytest.mark.parametrize("mode", Mode)
def test_mode_is_known_by_key_and_word(mode):
    assert mode_of(mode.value) is mode
    assert mode_of(f" {MODE_WORDS[mode].upper()} ") is mode


@pytest.mark.parametrize("text", ["", "mail", "selvom", "0"])
def test_mode_unknown(text):
    assert mode_of(text) is None


@pytest.mark.parametrize("code", ["R-1", "a", "7", "Å9", "R 1", "R_1.a/2", "R" * 40])
def test_code_allowed(code):
    assert cells(borger_id=code).code() == code


@pytest.mark.parametrize("code", ["", "-R", "R-", "R;1", "R\u202e1", "R" * 41, "R\n1", "'R'", "@R", "+4"])
def test_code_not_allowed(code):
    found = cells(borger_id=code)
    assert found.code() is None
    assert found.problems.found[0].row == 7
    assert found.problems.found[0].column == "borger_id"


@pytest.mark.parametrize(
    ("text", "name"),
    [("Helsingør", "Helsingør"), ("helsingør kommune", "Helsingør"), ("Vejle", "Vejle Kommune"),
     ("VEJLE KOMMUNE", "Vejle Kommune"), ("Randers", None), ("", None), ("kommune", None)],
)  # fmt: skip
def test_municipality(text, name):
    assert cells(kommune=text).municipality() == name


@pytest.mark.parametrize(("text", "wave"), [("1", 1), ("2,0", 2), ("8.0", 8), ("3", None), ("1,5", None), ("-1", None),
                                            ("", None), ("99", None), ("1e0", None), ("١", None)])  # fmt: skip
def test_wave(text, wave):
    assert cells(runde=text).wave() == wave


def test_unknown_person_is_named():
    found = cells(borger_id="R-2")
    assert found.known_code() is None
    assert found.problems.found[0].what.startswith("»R-2« står ikke på deltagerlisten.")


@pytest.mark.parametrize(
    ("code", "is_right"),
    [
        ("CCCC-CCCC-CCCC", True),  # fits its check sign
        ("CCCC-CCCC-CCCD", False),
        ("CCDC-CCCC-CCCC", False),
        ("R-014", True),  # a municipality's own way is not judged
        ("CCCC-CCCC", True),
    ],
)
def test_code_of_ours_that_is_mistyped_is_said(code, is_right):
    row = cells(borger_id=code)
    assert (row.code() == code) is is_right
    if not is_right:
        assert "Koden kan ikke passe. Se, om et tegn er tastet forkert." in str(row.problems.found[0])


def test_code_of_ours_that_is_known_already_is_taken():
    known = Known(KNOWN.municipalities, frozenset({"CCCC-CCCC-CCCD"}), KNOWN.waves, KNOWN.starts_on, KNOWN.today)
    row = Cells(Row(7, ("CCCC-CCCC-CCCD",)), {"borger_id": 0}, known, Problems())
    assert row.code() == "CCCC-CCCC-CCCD"
