"""Counting, against forms written by hand and against a recount in plain Python, on two engines."""

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fremskudt import instruments
from fremskudt.analysis.counts import Counts, Cut, cuts_of, fetch, query, tally
from fremskudt.analysis.counts import count as counted
from fremskudt.analysis.counts.responses import count_forms, fetch_forms
from fremskudt.analysis.frames import open_extract
from fremskudt.analysis.plan import Among, Figure, Plan, parse
from fremskudt.analysis.results import Source
from tests.analysis.extract_folder import Form, write_extract

SOURCE = Source("0" * 64, "start", (), "test")
HEAD = """
plan: {id: p, version: "1", title: Plan, threshold: 3}
chapters: [{number: "1", title: Kapitel}]
groupings:
  towns: {by: municipality, groups: [{label: Vejle, values: [Vejle]}, {label: Resten, values: [Odder, Randers]}]}
  answers: {by: answer_number, groups: [{label: Første, values: [1]}, {label: Anden, values: [2]}]}
  phases: {by: "item:phase", groups: [{label: Tidlig, values: [1]}, {label: Sen, values: [2, 3]}]}
figures:
  - {id: f, number: "1", chapter: "1", title: Titel, unit: borgere, """


def figure(fields: str) -> Figure:
    return parse(HEAD + fields + "}").figures[0]


def count(folder: Path, fields: str, forms: list[Form], *, panel: bool = False) -> Counts:
    wanted = figure(fields)
    extract = open_extract(write_extract(folder, forms))
    return counted(wanted, fetch(extract.answers, [wanted]), SOURCE, panel=panel)


def starts(*values: dict[str, int | str], town: str = "Vejle") -> list[Form]:
    return [Form("start", f"{town}{number}", town, 1, given) for number, given in enumerate(values)]


def test_counts_missing_answers_are_asked_but_in_no_base(tmp_path: Path) -> None:
    forms = starts({"sex": 1}, {"sex": 2}, {"sex": 2}, {"sex": "dont_know"}, {"sex": "skipped"}, {"sex": "not_shown"})
    found = count(tmp_path, "kind: distribution, form: start, item: sex, total: Alle", forms)
    assert found.table.tolist() == [[1, 2, 0]]
    assert found.base.tolist() == [[3, 3, 3]]
    assert found.asked == (5,)
    assert found.n == (3,)


def test_counts_groups_merge_towns_and_the_total_counts_every_town(tmp_path: Path) -> None:
    forms = starts({"sex": 1}, {"sex": 2}) + starts({"sex": 1}, town="Odder") + starts({"sex": 1}, town="Randers")
    forms += starts({"sex": 2}, town="Helsingør")
    found = count(tmp_path, "kind: distribution, form: start, item: sex, group: towns, total: Alle", forms)
    assert found.groups == ("Vejle", "Resten", "Alle")
    assert found.table.tolist() == [[1, 1, 0], [2, 0, 0], [3, 2, 0]]


def test_counts_answers_outside_the_categories_are_in_no_base(tmp_path: Path) -> None:
    forms = starts({"age": 20}, {"age": 30}, {"age": 70})
    ages = (
        "kind: distribution, form: start, item: age, total: Alle, categories: [{label: a, codes: {from: 18, to: 40}}]"
    )
    found = count(tmp_path, ages, forms)
    assert (found.table.tolist(), found.outside) == ([[2]], 1)


def test_counts_the_base_of_several_answers_is_whoever_answered_any_part(tmp_path: Path) -> None:
    forms = starts(
        {"first_contact.skp": 1, "first_contact.gp": 1},
        {"first_contact.skp": 1, "first_contact.gp": 0},
        {"first_contact.skp": 0},
        {"first_contact.skp": "dont_know"},
        dict.fromkeys(instruments.get("start").item("first_contact").variables, "not_shown"),
    )
    found = count(tmp_path, "kind: multiple, form: start, item: first_contact, total: Alle", forms)
    columns = dict(zip(found.categories, found.table[0].tolist(), strict=True))
    assert (columns["Støttekontakt (SKP)"], columns["Almen praktiserende læge"], columns["Andre"]) == (2, 1, 0)
    assert (found.n, found.asked) == ((3,), (4,))


def test_counts_a_base_filter_looks_at_the_same_form(tmp_path: Path) -> None:
    forms = starts({"sex": 1, "other_services": 1}, {"sex": 1, "other_services": 0}, {"sex": 2, "other_services": 1})
    base = "kind: distribution, form: start, item: sex, among: {item: other_services, codes: [1]}, "
    assert count(tmp_path / "a", base + "total: Alle", forms).table.tolist() == [[1, 1, 0]]
    by_town = count(tmp_path / "b", base + "group: towns, total: Alle", forms)
    assert by_town.table.tolist() == [[1, 1, 0], [0, 0, 0], [1, 1, 0]]


def running(who: str, *values: dict[str, int | str]) -> list[Form]:
    return [Form("running", who, "Vejle", wave, given) for wave, given in enumerate(values, 1)]


def test_counts_groups_by_another_answer_of_the_same_form(tmp_path: Path) -> None:
    forms = running("a", {"phase": 1, "plan_made": 0}, {"phase": 2, "plan_made": 1}, {"phase": 3, "plan_made": 1})
    forms += running("b", {"plan_made": 1})
    found = count(tmp_path, "kind: distribution, form: running, item: plan_made, group: phases, total: Alle", forms)
    assert found.table.tolist() == [[0, 1], [2, 0], [3, 1]]


def test_counts_a_battery_has_its_items_as_rows_each_with_its_own_base(tmp_path: Path) -> None:
    forms = running("a", {"ready_safe": 0, "ready_stable": 4}, {"ready_safe": 4, "ready_stable": "refused"})
    fields = "kind: battery, form: running, items: [{item: ready_safe}, {item: ready_stable, label: Stabil}]"
    found = count(tmp_path, fields, forms)
    assert found.groups == ("Borgeren er tryg i relation til sin nye behandler", "Stabil")
    assert (found.table.tolist(), found.n) == ([[1, 0, 0, 0, 1], [0, 0, 0, 0, 1]], (2, 1))


def test_counts_each_part_of_a_statement_has_its_own_base(tmp_path: Path) -> None:
    forms = starts({"sex": 1, "age": 30}, {"sex": 2}, {"sex": 1, "other_services": 1})
    parts = (
        "kind: statement, form: start, parts: [{group: Alle, category: Mænd, item: sex, codes: [1]}, "
        "{group: Alle, category: Unge, item: age, codes: {from: 18, to: 40}}]"
    )
    found = count(tmp_path, parts, forms)
    assert (found.table.tolist(), found.base.tolist()) == ([[2, 1]], [[3, 1]])


def progression(who: str, *values: int) -> list[Form]:
    return [Form("progression", who, "Vejle", wave * 2, {"tem_social": v}) for wave, v in enumerate(values, 1)]


LADDER = (
    "kind: distribution, form: progression, item: tem_social, group: answers, panel: true, "
    "categories: [{label: lav, codes: {from: 0, to: 3}}, {label: høj, codes: {from: 4, to: 10}}]"
)


def test_counts_the_panel_is_whoever_answered_every_time_shown(tmp_path: Path) -> None:
    forms = progression("a", 1, 9) + progression("b", 2) + progression("c", 5, 1, 7)
    assert count(tmp_path / "all", LADDER, forms).table.tolist() == [[2, 1], [1, 1]]
    assert count(tmp_path / "panel", LADDER, forms, panel=True).table.tolist() == [[1, 1], [1, 1]]


def test_counts_answer_numbers_follow_the_waves_answered_not_the_calendar(tmp_path: Path) -> None:
    late = [
        Form("progression", "a", "Vejle", 7, {"tem_social": 1}),
        Form("progression", "a", "Vejle", 8, {"tem_social": 9}),
    ]
    assert count(tmp_path, LADDER, late).table.tolist() == [[1, 0], [0, 1]]


def test_counts_one_query_for_each_cut_of_the_study(plan: Plan) -> None:
    cuts = cuts_of(plan.figures)
    assert len(plan.figures) > 40
    assert len(cuts) == 9
    assert Cut("running", "item", "phase") in cuts


def test_counts_forms_by_wave_answer_number_and_municipality(tmp_path: Path) -> None:
    rows = "rows: [{label: R1, form: progression, waves: [2]}, {label: B2, form: progression, answer_numbers: [2, 3]}]"
    wanted = figure(f"kind: table, {rows}, group: towns, total: I alt")
    forms = progression("a", 1, 2, 3) + [Form("progression", "b", "Odder", 2), Form("progression", "c", "Helsingør", 2)]
    extract = open_extract(write_extract(tmp_path, forms))
    found = count_forms(wanted, fetch_forms(extract.responses, extract.answers, [wanted]), SOURCE)
    assert found.categories == ("I alt", "Vejle", "Resten")
    assert (found.table.tolist(), found.outside) == ([[3, 1, 1], [2, 2, 0]], 1)


def test_counts_an_overview_counts_answers_rounds_and_people(tmp_path: Path) -> None:
    columns = "columns: [{label: a, count: responses}, {label: b, count: waves}, {label: c, count: respondents}]"
    among = "{label: Mænd, form: start, among: {item: sex, codes: [1]}}"
    wanted = figure(f"kind: table, rows: [{{label: P, form: progression}}, {among}], {columns}")
    forms = progression("a", 1, 2, 3) + progression("b", 1) + starts({"sex": 1}, {"sex": 2})
    extract = open_extract(write_extract(tmp_path, forms))
    found = count_forms(wanted, fetch_forms(extract.responses, extract.answers, [wanted]), SOURCE)
    assert found.table.tolist() == [[4, 3, 2], [1, 1, 1]]


TOWNS = ("Vejle", "Odder", "Randers", "Helsingør")
CUTS = (
    Cut("running"), Cut("running", "municipality"), Cut("running", "wave"), Cut("running", "answer_number", panel=3),
    Cut("running", "item", "phase"), Cut("running", "answer_number", among=Among("running", "phase", (2, 3))),
)  # fmt: skip


@pytest.fixture(scope="module")
def random_forms() -> list[Form]:
    chance = random.Random(20)  # noqa: S311
    items = instruments.get("running").items
    forms = []
    for number in range(60):
        for wave in range(1, chance.randint(1, 4) + 1):
            given = {
                name: chance.choice([*item.scale.codes, "skipped", "not_shown"])
                for item in items
                for name in item.variables
            }
            forms.append(Form("running", f"p{number:02}", TOWNS[number % 4], wave, given))
    return forms


def plain_recount(forms: list[Form], cut: Cut) -> Counter[tuple[str, object, int]]:
    """The same counts with nothing but a loop."""
    totals = Counter(form.who for form in forms)
    so_far: Counter[str] = Counter()
    found: Counter[tuple[str, object, int]] = Counter()
    for form in sorted(forms, key=lambda one: (one.who, one.wave)):
        so_far[form.who] += 1
        places = {"all": None, "municipality": form.municipality, "wave": form.wave, "answer_number": so_far[form.who]}
        group = form.values[str(cut.item)] if cut.by == "item" else places[cut.by]
        kept = cut.panel is None or totals[form.who] >= cut.panel
        kept = kept and (cut.among is None or form.values[cut.among.variable] in cut.among.codes)
        if not kept or (cut.by == "item" and isinstance(group, str)):
            continue
        found.update((name, group, value) for name, value in form.values.items() if not isinstance(value, str))
    return found


def on_duckdb(folder: Path, cut: Cut) -> pa.Table:
    return query(open_extract(folder).answers, cut, {"activities"}).to_pyarrow()


def on_sqlite(folder: Path, cut: Cut) -> pa.Table:
    """The same expression as another database's SQL, without the DuckDB that the extract is usually read with."""
    rows = pq.read_table(folder / "answers.parquet")
    expression = query(ibis.table(ibis.Schema.from_pyarrow(rows.schema), name="answers"), cut, {"activities"})
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"create table answers ({', '.join(rows.column_names)})")
        places = ", ".join("?" * rows.num_columns)
        columns = [column.to_pylist() for column in rows.columns]
        connection.executemany(f"insert into answers values ({places})", zip(*columns, strict=True))  # noqa: S608
        found = connection.execute(str(ibis.to_sql(expression, dialect="sqlite")))
        names = [column[0] for column in found.description]
        return pa.table(dict(zip(names, zip(*found.fetchall(), strict=True), strict=True)))


@pytest.mark.parametrize("cut", CUTS, ids=str)
@pytest.mark.parametrize("engine", [on_duckdb, on_sqlite])
def test_counts_every_cut_agrees_with_a_plain_recount_on_two_engines(
    tmp_path: Path, random_forms: list[Form], cut: Cut, engine: Callable[[Path, Cut], pa.Table]
) -> None:
    found = tally(engine(write_extract(tmp_path, random_forms), cut), {"activities"})
    flat = {
        (name, group, value): n
        for name, groups in found.values.items()
        for group, values in groups.items()
        for value, n in values.items()
    }
    assert flat == plain_recount(random_forms, cut)
    assert set(found.any_answer) == {"activities"}
