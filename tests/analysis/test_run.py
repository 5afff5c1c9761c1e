"""A run shows protected numbers only, says the same every time, and is quick."""

from pathlib import Path

import pytest

from fremskudt.analysis.disclosure import Suppressed
from fremskudt.analysis.plan import Plan, parse
from fremskudt.analysis.run import RunResult, run
from tests.analysis.extract_folder import Form, write_extract


def test_run_has_the_plans_figures_in_its_order(result: RunResult, plan: Plan) -> None:
    assert [figure.id for figure in result.figures] == [figure.id for figure in plan.figures]
    assert result.figure("fig-4.6").counts == ((47, 99, 9),)
    with pytest.raises(KeyError):
        result.figure("fig-9.9")


def test_run_no_small_count_is_shown_anywhere(result: RunResult, plan: Plan) -> None:
    rounds = {"tab-1.2"}
    for whole in result.figures:
        for figure in filter(None, [whole, whole.panel]):
            cells = [cell for row in figure.counts or () for cell in row if not isinstance(cell, Suppressed)]
            assert whole.id in rounds or not [cell for cell in cells if 0 < cell < plan.threshold], figure.id


def test_run_the_group_that_the_report_withheld_is_withheld_and_in_the_test(result: RunResult) -> None:
    figure = result.figure("fig-4.35")
    assert [isinstance(n, Suppressed) for n in figure.n] == [False, False, False, True]
    assert figure.test is not None
    assert (figure.test.df, len(figure.test.groups)) == (6, 4)
    assert figure.test.n is None  # 65 would give the withheld 7 away


def test_run_the_row_for_all_is_not_in_the_test(result: RunResult) -> None:
    figure = result.figure("fig-4.1")
    assert figure.groups[-1] == "Alle"
    assert figure.test is not None
    assert (figure.test.groups, figure.test.n) == (("Vejle", "Helsingør/Odder", "Randers"), 105)


def test_run_every_number_knows_its_source(result: RunResult) -> None:
    for figure in result.figures:
        assert figure.source.extract == result.manifest["sha256"]
        assert figure.source.code_version
        assert figure.source.instrument


def test_run_the_same_extract_gives_the_same_result(study: Path, plan: Plan, result: RunResult) -> None:
    assert run(study, plan) == result


def test_run_a_test_with_too_little_is_left_out_with_a_reason(tmp_path: Path) -> None:
    plan = parse("""
plan: {id: p, version: "1", title: Plan, threshold: 3}
chapters: [{number: "1", title: Kapitel}]
groupings:
  towns: {by: municipality, groups: [{label: Vejle, values: [Vejle]}, {label: Odder, values: [Odder]}]}
figures:
  - {id: f, number: "1", chapter: "1", title: T, unit: borgere, kind: distribution, form: start, item: sex,
     group: towns, test: chi2}
""")
    forms = [Form("start", f"p{number}", values={"sex": 1}) for number in range(5)]
    figure = run(write_extract(tmp_path, forms), plan).figure("f")
    assert figure.test is None
    assert figure.notes == ("Der er ingen svar i Odder.", "χ²-testen kræver svar i mindst to rækker og to kolonner.")
