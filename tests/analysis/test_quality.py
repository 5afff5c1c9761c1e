"""The system finds by itself what the report's authors could not see, in printed numbers and in a study's answers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fremskudt.analysis.plan import Plan, parse
from fremskudt.analysis.quality import WHY, Finding, check_printed, printed_figures
from fremskudt.analysis.run import RunResult, run
from tests.analysis.extract_folder import Form, write_extract

# The report's recorded faults that follow from its printed numbers alone: code, where, words of the finding.
KNOWN = {
    "D01": ("Q01", "Bilagstabel 1.1", "41 + 33 + 17 = 91, men totalen er trykt som 107"),
    "D02 totals": ("Q06", "Bilagstabel 1.2 og bilagstabel 1.3", "420 besvarelser i alt, bilagstabel 1.3 giver 233"),
    "D02 doubled": ("Q07", "Bilagstabel 1.2 og bilagstabel 1.3", "Kolonnen Vejle giver 188"),
    "D02 even": ("Q07", "Bilagstabel 1.2", "Alle tal i Randers og Vejle er lige"),
    "D03": ("Q09", "Progressionsskema, besvarelse 2", "55 i figur 4.18"),
    "D04": ("Q11", "Figur 4.11", "N = 125, men kilden (deltagerliste) har 107"),
    "D07": ("Q02", "Figur 4.4", "47,5 % (Bostøtte) kan ikke være et helt antal ud af 66"),
    "D07 base": ("Q03", "Figur 4.4", "intet fælles grundlag"),
    "D08": ("Q02", "Figur 3.1", "11,8 %"),
    "D09": ("Q02", "Afsnit 3.3.1", "21,7 %"),
    "D10": ("Q02", "Figur 3.2", "12,2 %"),
    "D10 twice": ("Q04", "Figur 3.2", "både som 11,7 og som 12,2"),
    "D12": ("Q05", "Figur 4.6", "hvor mange borgere, men tallene giver 155: alle skemaer fra 4 runder"),
    "D13": ("Q02", "Afsnit 4.2.1", "83,5 % (Eget hjem) kan ikke være et helt antal ud af 99"),
    "D14": ("Q03", "Figur 4.7", "N = 107"),
    "D15": ("Q09", "Kontaktskema løbende, alle", "133 i figur 4.8"),
    "D16": ("Q02", "Figur 4.9", "er 148, 139"),
    "D19": ("Q02", "Figur 4.19", "19,2 %"),
    "D20": ("Q09", "Progressionsskema, besvarelse 4", "28 i figur 4.20"),
    "D22": ("Q02", "Figur 4.29", "Det nærmeste, der passer, er 75"),
    "D24": ("Q08", "Figur 4.35", "6 frihedsgrader, men de viste rækker og kolonner giver 4"),
    "D30": ("Q09", "Kontaktskema start, alle", "98 i figur 4.2"),
}  # fmt: skip


@pytest.fixture(scope="module")
def doubts(published: dict[str, Any]) -> tuple[Finding, ...]:
    return check_printed(printed_figures(published))


@pytest.mark.parametrize(("code", "where", "words"), KNOWN.values(), ids=list(KNOWN))
def test_quality_finds_the_reports_own_faults(doubts: tuple[Finding, ...], code: str, where: str, words: str) -> None:
    assert [one for one in doubts if (one.code, one.where) == (code, where) and words in one.what]


def test_quality_finds_nothing_else_of_those_kinds(doubts: tuple[Finding, ...]) -> None:
    exact = {"Q01", "Q03", "Q04", "Q05", "Q06", "Q08", "Q11"}
    also = {("Q03", "Figur 3.1"), ("Q03", "Figur 3.2"), ("Q03", "Afsnit 3.3.1")}  # D08, D10 and D09 once more
    found = {(one.code, one.where) for one in doubts if one.code in exact}
    assert found == {(code, where) for code, where, _ in KNOWN.values() if code in exact} | also


def test_quality_a_report_without_faults_gives_no_finding() -> None:
    rows = [{"group": "Alle", "category": "Ja", "printed": "70,6", "measure": "pct"}]
    figure = {
        "id": "fig-1",
        "title": "T",
        "unit": "skemaer",
        "groups": [{"label": "Alle", "n": 153}],
        "published": rows,
    }
    assert check_printed(printed_figures({"figures": [figure]})) == ()


def published_test(chi2: float, p: float) -> dict[str, Any]:
    test = {"kind": "pearson_chi2", "chi2": chi2, "df": 2, "p": p}
    groups = [{"label": "a", "n": 10}, {"label": "b", "n": 10}, {"label": "c", "n": 10}]
    figure = {
        "id": "fig-1",
        "title": "T",
        "unit": "skemaer",
        "groups": groups,
        "categories": ["Ja", "Nej"],
        "test": test,
    }
    return {"figures": [figure]}


def test_quality_a_p_that_the_statistic_does_not_give_is_found() -> None:
    assert check_printed(printed_figures(published_test(0.8595, 0.651))) == ()
    (found,) = check_printed(printed_figures(published_test(0.8595, 0.561)))
    assert (found.code, found.what) == ("Q08", "χ² = 0.8595 giver ikke p = 0.561.")


PLAN = """
plan: {id: p, version: "1", title: Plan, threshold: 3}
chapters: [{number: "1", title: Kapitel}]
groupings:
  towns: {by: municipality, groups: [{label: Vejle, values: [Vejle]}]}
merges:
  some: [{label: a, codes: [1, 2]}]
figures:
"""
FIGURES = {
    "sex": "{id: sex, kind: distribution, form: start, item: sex, total: Alle, merge: some, unit: borgere",
    "phase": "{id: phase, kind: counts, form: running, item: phase, total: Alle, unit: skemaer",
    "battery": "{id: b, kind: battery, form: running, items: [{item: ready_safe}, {item: ready_stable}], unit: skemaer",
    "table": "{id: tab, kind: table, rows: [{label: a, form: start}], group: towns, total: I alt, unit: besvarelser",
    "waves": "{id: waves, kind: table, rows: [{label: a, form: start, waves: [1]}], group: towns, unit: besvarelser",
}


def findings(
    folder: Path, forms: list[Form], *names: str, deliveries: tuple[Mapping[str, object], ...] = ()
) -> dict[str, str]:
    lines = [f'  - {FIGURES[name]}, number: "1", chapter: "1", title: "Hvor mange borgere?"}}' for name in names]
    plan: Plan = parse(PLAN + "\n".join(lines))
    return {one.code: one.what for one in run(write_extract(folder, forms, deliveries), plan).findings}


def people(n: int, form: str = "start", town: str = "Vejle", **values: int | str) -> list[Form]:
    return [Form(form, f"{town}{number}", town, values=values) for number in range(n)]


def test_quality_a_clean_study_gives_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, people(9, sex=1), "sex", "table", "waves") == {}


def test_quality_forms_without_a_column_are_found(tmp_path: Path) -> None:
    found = findings(tmp_path, people(9, sex=1) + people(4, town="Odder", sex=1), "table")
    assert found == {"Q01": "4 skemaer er fra kommuner uden kolonne, så delene ikke giver totalen."}


def test_quality_few_are_never_counted_out(tmp_path: Path) -> None:
    found = findings(tmp_path, people(9, sex=1) + people(2, town="Odder", sex=3), "table", "sex")
    assert found["Q01"].startswith("Færre end 3 skemaer")
    assert found["Q12"].startswith("Færre end 3 svar")


def test_quality_rows_with_different_bases_are_found(tmp_path: Path) -> None:
    forms = people(9, "running", ready_safe=1, ready_stable=1) + people(4, "running", town="Odder", ready_safe=1)
    assert findings(tmp_path, forms, "battery")["Q03"] == "Tallene står sammen, men bygger på mellem 9 og 13 skemaer."


def test_quality_forms_counted_as_citizens_are_found(tmp_path: Path) -> None:
    forms = [Form("running", f"p{n}", wave=wave, values={"phase": wave}) for n in range(6) for wave in (1, 2)]
    found = findings(tmp_path, forms, "phase")["Q05"]
    assert found == "Figuren taler om borgere, men tæller 12 skemaer fra 6 forskellige borgere."


def test_quality_tables_of_the_same_forms_that_differ_are_found(tmp_path: Path) -> None:
    forms = people(9, sex=1) + [Form("start", f"sen{number}", wave=2, values={"sex": 1}) for number in range(5)]
    assert (
        findings(tmp_path, forms, "table", "waves")["Q06"]
        == "Antallet af besvarelser er 14 i bilagstabel 1 og 9 i bilagstabel 1."
    )


def test_quality_forms_without_an_answer_are_found(tmp_path: Path) -> None:
    found = findings(tmp_path, people(9, sex=1) + people(4, town="Odder"), "sex")["Q10"]
    assert found == "Figur 1 bygger på 9 af de 13 skemaer; resten har ikke svar på spørgsmålet."


def test_quality_the_same_form_in_two_rounds_is_found(tmp_path: Path) -> None:
    answers = {"tem_social": 4, "tem_personal": 3, "sleep": 1, "morning": 2, "focus": 0}
    twice = [Form("progression", f"p{n}", wave=wave, values=answers) for n in range(4) for wave in (1, 2)]
    changed = [
        Form("progression", f"q{n}", wave=wave, values=answers | {"sleep": wave}) for n in range(4) for wave in (1, 2)
    ]
    found = findings(tmp_path, twice + changed, "sex")
    assert found == {"Q13": "4 skemaer er helt ens med et andet skema fra samme borger i en anden runde."}


def test_quality_two_nearly_empty_forms_are_not_the_same_form(tmp_path: Path) -> None:
    forms = [Form("progression", f"p{n}", wave=wave, values={"sleep": 1}) for n in range(4) for wave in (1, 2)]
    assert findings(tmp_path, forms, "sex") == {}


def test_quality_repeated_rows_of_a_delivery_are_found(tmp_path: Path) -> None:
    deliveries = ({"kind": "start", "rows": 12, "repeated_rows": 3}, {"kind": "running", "rows": 5, "repeated_rows": 0})
    found = findings(tmp_path, people(9, sex=1), "sex", deliveries=deliveries)
    assert found == {"Q14": "Leverancen havde 3 gentagne rækker ud af 12."}


def test_quality_every_finding_says_why_it_matters(doubts: tuple[Finding, ...], result: RunResult) -> None:
    for one in (*doubts, *result.findings):
        assert one.why_it_matters == WHY[one.code]
        assert one.what.endswith(".")


def test_quality_the_demo_study_shows_what_its_figures_hide(result: RunResult) -> None:
    found = {(one.code, one.where) for one in result.findings}
    assert {
        ("Q05", "Figur 4.6"),
        ("Q03", "Figur 4.7"),
        ("Q10", "Kontaktskema start"),
        ("Q10", "Kontaktskema løbende"),
    } <= found
