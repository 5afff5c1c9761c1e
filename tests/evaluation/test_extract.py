"""The extract: pseudonymous, complete, and the same bytes for the same rows."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from fremskudt.config import study as published_study
from fremskudt.evaluation import extract
from fremskudt.evaluation.actions import run as run_actions
from fremskudt.evaluation.models import Run
from fremskudt.evaluation.plans import STANDARD, plan_text
from fremskudt.surveys.models import Respondent, Response

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def table(folder: Path, name: str) -> list[dict[str, object]]:
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def test_extract_same_rows_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        extract.build(run.extract.study, tmp_path / name)
    files = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert files == ["answers.parquet", "manifest.json", "respondents.parquet", "responses.parquet"]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_extract_manifest_describes_the_tables(run: Run) -> None:
    folder = run.extract.folder
    manifest = json.loads((folder / "manifest.json").read_text())
    for name, described in manifest["tables"].items():
        assert hashlib.sha256((folder / described["file"]).read_bytes()).hexdigest() == described["sha256"], name
        assert len(table(folder, name)) == described["rows"]
    assert manifest["counts"]["responses"] == dict(Counter(row["instrument"] for row in table(folder, "responses")))
    assert manifest["instruments"].keys() == {"participants", "progression", "running", "start"}


def test_extract_holds_every_response_under_a_pseudonym(run: Run) -> None:
    codes = set(Respondent.objects.values_list("code", flat=True))
    text = b"".join(file.read_bytes() for file in run.extract.folder.iterdir())
    people = {row["pseudonym"] for row in table(run.extract.folder, "respondents")}
    assert len(people) == len(codes)
    assert not [code for code in codes if f'"{code}"'.encode() in text or code in people]
    assert len(table(run.extract.folder, "responses")) == Response.objects.count() + len(codes)


def test_extract_answer_number_counts_a_persons_forms_by_wave(run: Run) -> None:
    per_person: dict[tuple[object, object], list[tuple[int, int, int]]] = {}
    for row in table(run.extract.folder, "responses"):
        place = (row["wave"], row["answer_number"], row["n_answers"])
        per_person.setdefault((row["instrument"], row["pseudonym"]), []).append(place)
    for places in per_person.values():
        assert [number for _, number, _ in sorted(places)] == list(range(1, len(places) + 1))
        assert {total for _, _, total in places} == {len(places)}


def test_extract_dates_are_months_and_an_answer_is_a_value_or_a_reason(run: Run) -> None:
    for row in table(run.extract.folder, "respondents"):
        assert all(value is None or len(str(value)) == 7 for name, value in row.items() if name.endswith("_month"))
    assert all((row["value"] is None) != (row["missing"] is None) for row in table(run.extract.folder, "answers"))


def test_extract_another_study_or_key_names_people_differently(settings) -> None:  # type: ignore[no-untyped-def]
    before = extract.pseudonym("a", "B017")
    assert before == extract.pseudonym("a", "B017") != extract.pseudonym("b", "B017")
    settings.PSEUDONYM_KEY = "another key of at least thirty-two signs"
    assert extract.pseudonym("a", "B017") != before


def test_extract_import_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    published_study.demo().write_population(tmp_path)
    receipts = published_study.take_in(tmp_path, study=run.extract.study, by=run.made_by)
    assert [receipt.n_new for receipt in receipts] == [0, 0, 0, 0]
    assert extract.build(run.extract.study, tmp_path / "again")["sha256"] == run.extract.sha256


def test_run_of_a_colleague_who_was_first_is_used(run: Run, tmp_path: Path) -> None:
    kept = (run.folder / "run.json").stat().st_mtime_ns
    run_actions._write(run.extract.folder, plan_text(STANDARD), run.folder)
    assert (run.folder / "run.json").stat().st_mtime_ns == kept
    assert not [path for path in run.folder.parent.iterdir() if path.name.startswith("tmp")]
