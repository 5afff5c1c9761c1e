"""A row of answers against the routing of its form: what an empty cell means, and what may not stand there."""

import pytest

from fremskudt import instruments
from fremskudt.surveys.rules.cells import Cells
from fremskudt.surveys.rules.columns import columns
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.problem import Problems
from fremskudt.surveys.rules.response import read_filled
from fremskudt.surveys.rules.sheet import Row
from tests.surveys import field
from tests.surveys.test_cells import KNOWN


def read(kind: Kind, **answers: str):
    """The answers of a row with these cells, and what was wrong."""
    names = columns(kind)
    row = dict(zip(names, field.blank(kind, "R-1"), strict=True)) | answers
    problems = Problems()
    places = {name: place for place, name in enumerate(names)}
    filled = read_filled(Cells(Row(2, tuple(row.values())), places, KNOWN, problems), instruments.get(kind))
    found = {} if filled is None else {name: reason or value for name, value, reason in filled.answers}
    return found, [problem.column for problem in problems.found]


@pytest.mark.parametrize(
    ("alcohol", "units", "heavy", "became", "wrong"),
    [
        ("0", "", "", ("not_shown", "not_shown"), []),
        ("1", "", "", ("skipped", "skipped"), []),
        ("1", "4", "", (4, "not_shown"), []),
        ("1", "5", "", (5, "skipped"), []),
        ("2", "7,0", "3", (7, 3), []),
        ("", "", "", ("skipped", "skipped"), []),
        ("", "6", "2", (6, 2), []),
        ("-2", "", "", ("skipped", "skipped"), []),
        ("0", "-1", "", ("skipped", "not_shown"), []),
        ("0", "-4", "-4", ("not_shown", "not_shown"), []),
        ("0", "3", "", None, ["units"]),
        ("1", "3", "2", None, ["heavy_days"]),
        ("0", "", "2", None, ["heavy_days"]),
        ("1", "-4", "", None, ["units"]),
    ],
)
def test_routing_of_alcohol(alcohol, units, heavy, became, wrong):
    found, columns_wrong = read(Kind.PROGRESSION, alcohol=alcohol, units=units, heavy_days=heavy, udfyldt="self")
    assert columns_wrong == wrong
    if became:
        assert (found["units"], found["heavy_days"]) == became


@pytest.mark.parametrize(("phase", "became"), [("1", "not_shown"), ("2", "skipped"), ("3", "skipped"), ("", "skipped")])
def test_readiness_is_asked_in_phase_2_and_3(phase, became):
    found, wrong = read(Kind.RUNNING, phase=phase)
    assert found["ready_safe"] == became
    assert wrong == []


def test_labels_in_danish_and_english_and_ticks():
    found, wrong = read(
        Kind.START,
        **{"sex": "mand", "age": "44,0", "other_services": "Ja", "services.jobcentre": "x", "services.somatic": "nej"},
    )
    assert wrong == []
    assert (found["sex"], found["age"], found["other_services"]) == (1, 44, 1)
    assert (found["services.jobcentre"], found["services.somatic"], found["services.others"]) == (1, 0, "skipped")


@pytest.mark.parametrize("kind", [Kind.START, Kind.RUNNING, Kind.PROGRESSION])
def test_every_variable_has_one_answer(kind):
    found, _ = read(kind)
    assert tuple(found) == instruments.get(kind).variables


def test_hidden_answer_names_question_and_condition():
    problems = Problems()
    names = columns(Kind.START)
    row = dict(zip(names, field.blank(Kind.START, "R-1"), strict=True)) | {
        "other_services": "0",
        "services.others": "1",
    }
    places = {name: place for place, name in enumerate(names)}
    read_filled(Cells(Row(9, tuple(row.values())), places, KNOWN, problems), instruments.get("start"))
    assert [problem.place for problem in problems.found] == ["Række 9, kolonne »services.others«"]
    assert "er »Ja«" in problems.found[0].what
