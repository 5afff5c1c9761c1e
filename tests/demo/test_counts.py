"""Every count table of the study from the files: counts, N, percentages, chi2, p, panel, means and endings."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from scipy.stats import chi2_contingency, ttest_ind

from tests.demo.recount import (
    AREAS,
    FIGURES,
    INDEX,
    PROGRESSION,
    READINESS,
    Study,
    by_answer,
    by_area,
    index,
    progression_table,
    rounded,
    table,
    ticks,
    value,
    values,
)

MERGED = "Helsingør og Odder"
AREA_ORDER = ("Vejle", MERGED, "Randers")
BY_AREA: dict[str, tuple[str, Any]] = {
    "fig-4.1": ("sex", ((1,), (2,))),
    "fig-4.3": ("known_in_system", ((1,), (2,), (3, 4, 5))),
    "fig-4.5": ("services.home_support", ((1,), (0,))),
}


def figure_table(study: Study, figure: str) -> list[list[int]]:
    if figure in BY_AREA:
        item, merge = BY_AREA[figure]
        return table(by_area(study.start, AREA_ORDER), item, merge)
    return progression_table(study, figure)


@pytest.mark.parametrize("figure", [*BY_AREA, *PROGRESSION])
def test_counts_percentages_and_chi2_are_those_of_the_figure(study: Study, figure: str) -> None:
    counts, published = figure_table(study, figure), FIGURES[figure]
    assert counts == published["counts"]["table"]
    assert [sum(row) for row in counts] == published["counts"]["row_n"]
    percent = [[float(rounded(Fraction(100 * n, sum(row)), "0,0").replace(",", ".")) for n in row] for row in counts]
    assert percent == published["counts"]["row_pct"]
    statistic, p, df, _ = chi2_contingency(counts, correction=False)
    test = published["test"]
    assert f"Chi²({df})" == test["printed"].split(" ")[0]
    assert abs(statistic - test["chi2"]) <= 0.00005
    assert abs(p - test["p"]) <= 0.0005


def test_counts_of_everyone_in_single_group_figures(study: Study) -> None:
    ages = ((range(18, 26)), range(26, 33), range(33, 50), range(50, 65))
    assert table([study.start], "age", ages) == FIGURES["fig-4.2"]["counts"]["table"]
    places = ((1,), (2, 3, 4), (5, 6, 7, 8))
    assert table([study.start], "spotted_place", places) == FIGURES["prose-3.3.1"]["counts"]["table"]
    assert table([study.start], "spotted_by", ((2,), (1, 3, 4, 5, 6, 7, 8))) == [[25, 78]]
    assert table([study.start], "substitution", ((3,), (1, 2, 4))) == [[62, 43]]
    assert table([study.start], "other_services", ((1,), (0,))) == [[66, 37]]
    assert ticks(study.start, "first_contact") == (103, FIGURES["fig-3.1"]["counts"]["table"][0])
    assert ticks(study.start, "services") == (66, FIGURES["fig-4.4"]["counts"]["table"][0])
    assert ticks(study.running, "activities") == (154, FIGURES["fig-3.2"]["counts"]["table"][0])
    assert table([study.running], "phase", ((1,), (2,), (3,))) == FIGURES["fig-4.6"]["counts"]["table"]
    assert table([study.running], "plan_made", ((1,), (0,))) == FIGURES["fig-4.10"]["counts"]["table"]
    assert table([study.running], "attempts", ((1,), (2, 3, 4, 5))) == [[41, 92]]
    assert table([study.running], "contacts", ((1,), (2,), range(3, 8))) == [[33, 64, 51]]
    assert sum(row["contacts"] == "-2" for row in study.running) == 154 - 148


def test_counts_of_free_answers_are_never_too_small_to_show(study: Study) -> None:
    for item, codes in (("attempts", range(1, 6)), ("contacts", range(1, 8)), ("spotted_by", range(1, 9))):
        rows = study.start if item == "spotted_by" else study.running
        assert all(count == 0 or count >= 3 for count in table([rows], item, [(code,) for code in codes])[0])


def test_counts_of_place_by_phase(study: Study) -> None:
    phases = [[row for row in study.running if row["phase"] == phase] for phase in "123"]
    counts = table(phases, "place", ((1,), range(2, 7)))
    assert [[home, home + away] for home, away in counts] == [[31, 47], [81, 97], [5, 9]]


def test_counts_of_readiness_are_the_known_parts_of_figure_4_7(study: Study) -> None:
    partial = FIGURES["fig-4.7"]["counts"]["partial"].values()
    for item, known in zip(READINESS, partial, strict=True):
        (counts,) = table([study.running], item, ((3, 4), (2,), (1,), (0,)))
        assert (sum(counts), counts[0]) == (known["n"], known["En hel del/rigtig meget"])
        assert counts[3] == known.get("Slet ikke", known.get("14,1 %", counts[3]))
        assert counts[2] == known.get("12,1 %", counts[2])
        assert min(counts) >= 3
    assert not [row for row in study.running if row["phase"] == "1" and any(value(row, item) for item in READINESS)]


def test_counts_of_forms_by_wave_and_municipality(study: Study) -> None:
    printed = FIGURES["bilagstabel-1.1"]["counts"]["table"]
    areas = ("Randers", "Vejle", MERGED)
    start = [len(rows) for rows in by_area(study.start, areas)]
    assert [sum(start), *start] == [*printed[0][:3], 33]
    for wave in range(1, 5):
        counts = [len(rows) for rows in by_area([row for row in study.running if row["runde"] == str(wave)], areas)]
        assert [sum(counts), *counts] == printed[wave]


def test_counts_of_answers_by_answer_number_and_municipality(study: Study) -> None:
    groups = [*([k] for k in range(1, 5)), range(5, 9)]
    rows = []
    for numbers in groups:
        own = [row for row in study.progression if row["answer"] in numbers]
        rows.append([len(own), *(len(part) for part in by_area(own, ("Randers", "Vejle", MERGED)))])
    assert rows == FIGURES["bilagstabel-1.3"]["counts"]["table"]
    assert [len(own) for own in by_answer(study, range(1, 9))] == [78, 56, 41, 29, 16, 7, 5, 1]


def test_counts_of_answers_by_wave_are_half_of_table_1_2_where_they_can_be(study: Study) -> None:
    printed = FIGURES["bilagstabel-1.2"]["counts"]["table"]
    waves = [[row for row in study.progression if row["runde"] == str(wave)] for wave in range(1, 9)]
    randers, vejle, merged = (
        [sum(row["area"] == area for row in own) for own in waves] for area in ("Randers", "Vejle", MERGED)
    )
    assert vejle == [row[2] // 2 for row in printed]
    assert [own - row[1] // 2 for own, row in zip(randers, printed, strict=True)] == [0, 0, 1, 0, 0, 0, 1, 1]
    assert [own - row[3] for own, row in zip(merged, printed, strict=True)] == [0, 0, 0, 0, 0, 0, -13, 0]
    assert min(count for count in merged if count) >= 3


@pytest.mark.parametrize("figure", [figure for figure in PROGRESSION if FIGURES[figure].get("panel")])
def test_counts_of_the_panel_are_those_of_the_prose(study: Study, figure: str) -> None:
    counts = progression_table(study, figure, panel=True)
    for entry in FIGURES[figure]["panel"]:
        row = counts[int(entry["group"][-1]) - 1]
        count = row[FIGURES[figure]["categories"].index(entry["category"])]
        assert (count, sum(row)) == (entry["count"], entry["n"])
        assert rounded(Fraction(100 * count, sum(row)), entry["printed"]) == entry["printed"]


def test_counts_of_citizens_behind_the_index_figures(study: Study) -> None:
    for figure, items in INDEX.items():
        answered = [
            sum(any(value(row, item) is not None for item in items) for row in rows)
            for rows in by_answer(study, range(1, 8))
        ]
        assert answered == [group["n"] for group in FIGURES[figure]["groups"]]


def test_means_make_the_prose_of_figure_4_18_true(study: Study) -> None:
    supported, hope, self, meaning, control = (index(study, item) for item in INDEX["fig-4.18"])
    assert control == sorted(control)
    assert supported[:6] == sorted(supported[:6])
    assert supported[6] < supported[5]
    assert all(abs(own - 100) < 5 for own in self[:5])
    assert 105 < self[5] < self[6]
    assert hope[5] < hope[4] - 20
    assert hope[6] < 100
    assert all(sorted(uneven) not in (uneven, uneven[::-1]) for uneven in (hope, meaning))


def test_means_make_the_prose_of_figure_4_23_true(study: Study) -> None:
    for item in INDEX["fig-4.23"]:
        line = index(study, item)
        assert line[:4] == sorted(set(line[:4]))
        assert min(line[4:]) > 115
        assert 80 <= min(line) < max(line) <= 170


def test_ages_have_the_printed_means_and_tests(study: Study) -> None:
    ages = {name: values([row for row in study.start if row["kommune"] == name], "age") for name in AREAS}
    everyone = [age for own in ages.values() for age in own]
    means = {name: Fraction(sum(own), len(own)) for name, own in {**ages, "Alle": everyone}.items()}
    for entry in FIGURES["prose-4.1.1-age"]["published"][:5]:
        assert rounded(means[entry["group"]], entry["printed"]) == entry["printed"]
    for pair in combinations(AREAS, 2):
        for equal_variances in (True, False):
            p = ttest_ind(*(ages[name] for name in pair), equal_var=equal_variances).pvalue
            assert 0.025 <= p < 0.035 if set(pair) == {"Odder", "Randers"} else p >= 0.05


def test_endings_have_the_printed_reasons_and_phases(study: Study) -> None:
    reasons = table([study.people], "slut_aarsag", ((1,), (2,), (3, 8), (4,), (5,), (6,), (7,)))
    assert reasons == FIGURES["fig-4.11"]["counts"]["table"]
    assert table([study.people], "slut_fase", ((1,), (2,), (3,))) == FIGURES["fig-4.12"]["counts"]["table"]
    assert sum(reasons[0]) == 125
