"""The files themselves: the same every time, legal for the instruments, and plausible as rows about people."""

import os
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from demo import write_population
from fremskudt.instruments import get
from tests.demo.recount import PROGRESSION, Study, by_answer, progression_table, value

FILES = ("deltagerliste.csv", "kontaktskema_loebende.csv", "kontaktskema_start.csv", "progressionsskema.csv")
ROOT = Path(__file__).parents[2]
FIXED = {"borger_id", "runde", "dato", "udfyldt", "area", "kommune", "answer", "n_answers"}
FORMS = ("start", "running", "progression")


def test_population_is_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    write_population(tmp_path / "again")
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "demo", "--out", str(tmp_path / "other")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (folder / name).read_bytes()
        assert (tmp_path / "other" / name).read_bytes() == (folder / name).read_bytes()
    assert sorted(file.name for file in folder.iterdir()) == list(FILES)


def test_population_has_one_response_per_citizen_and_wave(study: Study) -> None:
    for rows in (study.start, study.running, study.progression):
        keys = [(row["borger_id"], row["runde"]) for row in rows]
        assert len(keys) == len(set(keys))
    assert len({row["borger_id"] for row in study.people}) == len(study.people) == 187


def test_population_answers_only_by_those_who_began(study: Study) -> None:
    active = {row["borger_id"] for row in study.people if row["status"] == "1"}
    assert len(active) == 107
    assert {row["borger_id"] for row in study.start} == active
    assert {row["borger_id"] for row in study.running + study.progression} < active


@pytest.mark.parametrize("slug", FORMS)
def test_population_holds_legal_values_only(study: Study, slug: str) -> None:
    instrument = get(slug)
    rows = getattr(study, slug)
    assert set(rows[0]) - FIXED == set(instrument.variables)
    for item in instrument.items:
        scale = item.scale
        for row in rows:
            for variable in item.variables:
                answer = value(row, variable)
                if answer is None:
                    assert row[variable] in {"", "-1", "-2", "-3"}
                elif scale.kind == "integer":
                    assert answer in range(scale.minimum or 0, (scale.maximum or 0) + 1)
                else:
                    assert answer in ({0, 1} if scale.kind == "multiple" else {option.code for option in scale.options})


def test_population_leaves_hidden_questions_empty(study: Study) -> None:
    for row in study.running:
        if row["phase"] == "1":
            assert not any(row[name] for name in row if name.startswith("ready_"))
    for row in study.start:
        if row["other_services"] == "0":
            assert not any(row[name] for name in row if name.startswith("services."))
    for row in study.progression:
        if value(row, "alcohol") == 0:
            assert row["units"] == row["heavy_days"] == ""
        units = value(row, "units")
        if units is not None and units < 5:
            assert row["heavy_days"] == ""


def test_population_dates_follow_the_course(study: Study) -> None:
    forms: dict[str, list[str]] = {}
    for row in study.start + study.running + study.progression:
        assert date(2024, 1, 1) <= date.fromisoformat(row["dato"]) <= date(2025, 6, 30)
        forms.setdefault(row["borger_id"], []).append(row["dato"])
    for row in study.people:
        dates = [row["identificeret"], row["start"], *sorted(forms.get(row["borger_id"], [])), row["slut"]]
        known = [day for day in dates if day]
        assert known == sorted(known)
        assert all("2024-01-01" <= day <= "2025-06-30" for day in known)
        assert bool(row["slut"]) == bool(row["slut_aarsag"])
        assert bool(row["overgaaet_til"]) == (row["slut_aarsag"] == "5")


def test_population_waves_lie_in_their_own_months(study: Study) -> None:
    for row in study.progression:
        day = date.fromisoformat(row["dato"])
        assert (day.year - 2024) * 6 + (day.month - 1) // 2 + 1 == int(row["runde"])
    for row in study.running:
        day = date.fromisoformat(row["dato"])
        assert (day.year - 2024) * 6 + (day.month - 1) // 2 + 1 == 2 * int(row["runde"])


def test_population_codes_do_not_tell_the_municipality(study: Study) -> None:
    ordered = [row["kommune"] for row in sorted(study.people, key=lambda row: row["borger_id"])]
    changes = sum(before != after for before, after in pairwise(ordered))
    assert changes > 100


def test_population_no_form_is_blank_and_none_repeats_another(study: Study) -> None:
    questions = [name for name in study.progression[0] if name not in FIXED]
    seen: set[tuple[str, ...]] = set()
    for row in study.progression:
        cells = tuple(row[name] for name in questions)
        assert sum(value(row, name) is not None for name in questions) >= 8
        assert cells not in seen
        seen.add(cells)


def test_population_answers_of_one_citizen_hang_together(study: Study) -> None:
    """Neighbouring answers are closer than answers of two citizens picked apart."""
    first, second = by_answer(study, (1, 2))
    own = {row["borger_id"]: row for row in first}
    pairs = [(value(own[row["borger_id"]], "tem_personal"), value(row, "tem_personal")) for row in second]
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    near = sum(abs(one - other) for one, other in known) / len(known)
    apart = sum(abs(one - other) for one, _ in known for _, other in known) / len(known) ** 2
    assert near < 0.75 * apart


def test_population_small_cells_are_rare_among_the_panel(study: Study) -> None:
    """No cell of one or two in the panel tables, but where the whole row has no more."""
    for figure in PROGRESSION:
        if figure in {"fig-4.34", "fig-4.35"}:
            continue
        for whole, panel in zip(progression_table(study, figure), progression_table(study, figure, True), strict=True):
            assert all(cell == 0 or cell >= 3 or total < 3 for cell, total in zip(panel, whole, strict=True)), figure
