"""Means and indices follow from the counts, and every point knows how many answers are behind it."""

import math
from pathlib import Path

import pytest

from fremskudt.analysis.change import Means, means, observations
from fremskudt.analysis.counts import fetch
from fremskudt.analysis.frames import open_extract
from fremskudt.analysis.plan import Figure, parse
from fremskudt.analysis.results import Source
from tests.analysis.extract_folder import Form, write_extract

SOURCE = Source("0" * 64, "progression", (), "test")
PLAN = """
plan: {id: p, version: "1", title: Plan, threshold: 3}
chapters: [{number: "1", title: Kapitel}]
groupings:
  answers: {by: answer_number, groups: [{label: B1, values: [1]}, {label: B2, values: [2]}, {label: B3, values: [3]}]}
figures:
  - {id: f, number: "1", chapter: "1", title: T, unit: borgere, kind: index, form: progression, group: answers,
     items: [{item: tem_social, label: Socialt}, {item: sleep, label: Søvn}]}
"""


@pytest.fixture
def figure() -> Figure:
    return parse(PLAN).figures[0]


def measure(folder: Path, figure: Figure, *people: list[dict[str, int | str]]) -> Means:
    forms = [
        Form("progression", f"p{number}", wave=wave, values=values)
        for number, answers in enumerate(people)
        for wave, values in enumerate(answers, 1)
    ]
    return means(figure, fetch(open_extract(write_extract(folder, forms)).answers, [figure]), SOURCE)


def test_change_means_leave_missing_answers_out(tmp_path: Path, figure: Figure) -> None:
    found = measure(
        tmp_path, figure,
        [{"tem_social": 2, "sleep": 1}, {"tem_social": 6, "sleep": "dont_know"}],
        [{"tem_social": 4, "sleep": 3}, {"tem_social": 3, "sleep": 4}],
    )  # fmt: skip
    assert found.groups == ("B1", "B2", "B3")
    assert found.categories == ("Socialt", "Søvn")
    assert found.mean[:2].tolist() == [[3.0, 2.0], [4.5, 4.0]]
    assert found.n.tolist() == [[2, 2], [2, 1], [0, 0]]
    assert found.index()[:2].tolist() == [[100.0, 100.0], [150.0, 200.0]]
    assert math.isnan(found.mean[2, 0])
    assert math.isnan(found.index()[2, 0])


def test_change_an_index_on_nothing_does_not_exist(tmp_path: Path, figure: Figure) -> None:
    found = measure(tmp_path, figure, [{"tem_social": 0, "sleep": 1}, {"tem_social": 5, "sleep": 1}])
    assert math.isnan(found.index()[1, 0])
    assert found.index()[1, 1] == 100.0


def test_change_observations_are_every_answer_of_a_group(tmp_path: Path, figure: Figure) -> None:
    people = [[{"tem_social": value}] for value in (7, 2, 2)]
    forms = [Form("progression", f"p{n}", values=answers[0]) for n, answers in enumerate(people)]
    tallies = fetch(open_extract(write_extract(tmp_path, forms)).answers, [figure])
    assert observations(figure, tallies, "B1").tolist() == [2.0, 2.0, 7.0]
    assert observations(figure, tallies, "B3").tolist() == []
    with pytest.raises(ValueError, match="no group 'B9'"):
        observations(figure, tallies, "B9")
