"""Every printed number of the study is reproduced or explained, and no explanation may cover more than its fault."""

from dataclasses import replace
from typing import Any

import pytest

from fremskudt.analysis.disclosure import SUPPRESSED
from fremskudt.analysis.reproduction import Explanation, Reproduction, compare, explanations_of
from fremskudt.analysis.reproduction.explanation import concerns
from fremskudt.analysis.run import RunResult

ALL = explanations_of("vive-2025")
INTERVIEWS = next(one for one in ALL if one.group == "Interview")
HOUSING = next(one for one in ALL if one.figure == "fig-4.4")


@pytest.fixture(scope="module")
def found(published: dict[str, Any], result: RunResult) -> Reproduction:
    return compare(published, result)


def test_reproduction_every_number_is_reproduced_or_explained(found: Reproduction) -> None:
    assert [number for number in found.numbers if number.status == "failed"] == []
    assert found.misused == ()
    assert not found.failed
    assert len(found.numbers) == 257
    assert found.count("reproduced") >= 206
    assert found.count("not-derivable") == 3
    assert all(number.why for number in found.numbers if number.status != "reproduced")


def test_reproduction_every_test_is_reproduced(found: Reproduction) -> None:
    assert len(found.tests) == 25
    assert [test for test in found.tests if test.status != "reproduced"] == []
    printed = {test.figure: test.computed for test in found.tests}
    assert printed["fig-4.27"] == "χ²(6) = 14,9728; p = 0,020"
    assert printed["prose-4.1.1-age"] == "p = 0,03"


def test_reproduction_numbers_are_written_as_printed(found: Reproduction) -> None:
    numbers = {(n.figure, n.group, n.category, n.printed): n.computed for n in found.numbers}
    assert numbers["fig-4.20", "Besvarelse 3", "7-10", "53"] == "53"  # 21 of 40 is 52,5, half up
    assert numbers["fig-4.4", HOUSING.group, "Bostøtte", "47,5"] == "72,7"
    assert numbers["fig-3.1", "Alle", "Øvrige aktører", "11,8"] is None


def test_reproduction_numbers_of_the_panel_are_compared_with_the_panel(found: Reproduction) -> None:
    panel = [number for number in found.numbers if "alle gange" in number.why]
    assert len(panel) == 11
    assert {number.status for number in panel} == {"reproduced"}


@pytest.mark.parametrize("dropped", ALL, ids=str)
def test_reproduction_every_explanation_is_needed(
    published: dict[str, Any], result: RunResult, dropped: Explanation
) -> None:
    less = compare(published, result, [one for one in ALL if one != dropped])
    assert less.failed
    assert less.count("failed") == 1


def misuse(published: dict[str, Any], result: RunResult, *more: Explanation) -> Reproduction:
    found = compare(published, result, [*ALL, *more])
    assert found.failed
    return found


def test_reproduction_a_number_that_is_reproduced_cannot_be_explained_away(
    published: dict[str, Any], result: RunResult
) -> None:
    claim = Explanation("fig-4.4", HOUSING.group, "Øvrige", None, ("D07",), "Fejl.")
    assert "tallet er genskabt" in misuse(published, result, claim).misused[0]


def test_reproduction_an_explanation_without_a_number_is_misused(published: dict[str, Any], result: RunResult) -> None:
    claim = Explanation("fig-4.4", HOUSING.group, "Tandlæge", None, ("D07",), "Fejl.")
    assert misuse(published, result, claim).misused == (f"{claim}: ingen trykte tal har denne plads.",)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (HOUSING, replace(HOUSING, discrepancies=("D01",)), "D01, som ikke handler om denne figur"),
        (HOUSING, replace(HOUSING, discrepancies=("D99",)), "D99, som ikke handler om denne figur"),
        (HOUSING, replace(HOUSING, discrepancies=()), "Tallet kan godt regnes ud"),
        (INTERVIEWS, replace(INTERVIEWS, printed="99"), "ingen kendt grund"),
    ],
)
def test_reproduction_an_explanation_must_name_a_fault_of_its_figure(
    published: dict[str, Any], result: RunResult, old: Explanation, new: Explanation, why: str
) -> None:
    found = compare(published, result, [new if one == old else one for one in ALL])
    assert found.failed
    (number,) = [number for number in found.numbers if number.status == "failed"]
    assert why in number.why


def changed(result: RunResult, figure_id: str, **changes: Any) -> RunResult:
    figures = tuple(replace(one, **changes) if one.id == figure_id else one for one in result.figures)
    return replace(result, figures=figures)


def test_reproduction_a_withheld_or_wrong_number_fails(published: dict[str, Any], result: RunResult) -> None:
    values = result.figure("fig-4.10").values
    for spoiled in (((SUPPRESSED, values[0][1]),), ((70.54, values[0][1]),)):
        found = compare(published, changed(result, "fig-4.10", values=spoiled))
        assert [number.figure for number in found.numbers if number.status == "failed"] == ["fig-4.10"]


def test_reproduction_a_missing_figure_or_test_fails(published: dict[str, Any], result: RunResult) -> None:
    without = replace(result, figures=tuple(one for one in result.figures if one.id != "fig-4.16"))
    found = compare(published, without)
    assert found.count("failed") == 6  # four numbers of the figure and two of its panel
    assert [test.figure for test in found.tests if test.status == "failed"] == ["fig-4.16"]
    assert compare(published, changed(result, "fig-4.13", test=None)).failed


def test_reproduction_the_summary_has_every_total_and_every_reason(found: Reproduction) -> None:
    lines = found.summary().splitlines()
    assert lines[0].split() == ["Trykte", "tal", "i", "alt", "257"]
    assert sum(n for _, n in found.totals) == 257
    assert all(one.why in found.summary() for one in ALL)


def test_reproduction_json_has_one_entry_for_each_number(found: Reproduction) -> None:
    numbers = found.as_json()["numbers"]
    assert len(numbers) == 257
    keys = {"figure", "group", "category", "measure", "printed", "computed", "status", "why"}
    assert {frozenset(number) for number in numbers} == {frozenset(keys)}


def test_reproduction_another_plan_has_no_explanations() -> None:
    assert explanations_of("another") == ()


@pytest.mark.parametrize(
    ("where", "figure", "answer"),
    [
        ("fig-4.33 / fig-4.34 / fig-4.35", "fig-4.34", True),
        ("fig-4.4 / fig-4.5", "fig-4.44", False),
        ("bilagstabel-1.3 vs fig-4.13ff", "fig-4.18", True),
        ("bilagstabel-1.3 vs fig-4.13ff", "fig-4.9", False),
        ("bilagstabel-1.3 vs fig-4.13ff", "prose-4.2.1-place", False),
        ("prose-4.2.1-place", "prose-4.2.1-place", True),
        ("fig-4.16 prose", "fig-4.16", True),
        ("section 4 intro", "fig-4.4", False),
    ],
)
def test_reproduction_a_fault_concerns_the_figures_it_names(where: str, figure: str, answer: bool) -> None:
    assert concerns(where, figure) is answer
