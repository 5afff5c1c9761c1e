"""The command as a person types it: from files to a report, and what it says when something is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fremskudt.config import study
from fremskudt.evaluation.plans import STANDARD, plan_text

COMMAND = [sys.executable, "-c", "from fremskudt.config.cli import main; raise SystemExit(main())"]
MAKE_STUDY = "from fremskudt.config import study; study.study(study.people())"


def fremskudt(*arguments: object, at: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FREMSKUDT_MODE": "demo", "FREMSKUDT_DATA": str(at), "DATABASE_URL": ""}
    words = [*COMMAND, *map(str, arguments)]
    return subprocess.run(words, env=environment, cwd=at, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the published study, before anything is taken in, and the four files beside it."""
    folder = tmp_path_factory.mktemp("site")
    assert fremskudt("manage", "migrate", "-v0", at=folder).returncode == 0
    assert fremskudt("manage", "shell", "--no-imports", "-c", MAKE_STUDY, at=folder).returncode == 0
    study.demo().write_population(folder)
    return folder


def deliver(site: Path, kind: str, file: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return fremskudt("import", study.SLUG, kind, file, "--by", study.EMAIL, *more, at=site)


def test_commands_lead_from_files_to_a_report(site: Path) -> None:
    preview = deliver(site, "participants", site / study.FILES["participants"], "--preview")
    assert (preview.returncode, preview.stdout) == (0, "deltagerliste.csv: 187 nye, 0 uændrede, 0 gentagne rækker.\n")
    for kind, name in study.FILES.items():
        assert deliver(site, kind, site / name).returncode == 0
    again = deliver(site, "progression", site / study.FILES["progression"])
    assert "0 nye, 233 uændrede" in again.stdout
    assert fremskudt("extract", study.SLUG, "--out", "extract", at=site).returncode == 0
    analysed = fremskudt("analyse", "extract", "--out", "run", at=site)
    assert (analysed.returncode, analysed.stdout) == (0, "run: 45 figurer og tabeller, 1 med skjulte tal.\n")
    assert fremskudt("report", "run", "--out", "report", at=site).returncode == 0
    assert (site / "report" / "report.pdf").read_bytes().startswith(b"%PDF-")
    assert fremskudt("reproduce", "--run", "run", at=site).returncode == 0


def test_commands_import_names_every_error_and_takes_nothing(site: Path) -> None:
    text = (site / study.FILES["start"]).read_text("utf-8-sig").splitlines()
    broken = site / "broken.csv"
    broken.write_text("\n".join([text[0], text[1].replace(text[1].split(";")[2], "31-02-2024")]), encoding="utf-8")
    done = deliver(site, "start", broken)
    assert done.returncode == 1
    assert "Række 2, kolonne »dato«" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "findes-ikke", "start", "x.csv", "--by", study.EMAIL), "Der er ingen undersøgelse findes-ikke."),
        (("import", study.SLUG, "start", "x.csv", "--by", "ingen@example.org"), "bruger ingen@example.org"),
        (("import", study.SLUG, "start", "findes-ikke.csv", "--by", study.EMAIL), "findes-ikke.csv kan ikke læses"),
        (("extract", "findes-ikke", "--out", "y"), "Der er ingen undersøgelse findes-ikke."),
        (("analyse", "findes-ikke", "--out", "y"), "findes-ikke"),
        (("report", "findes-ikke"), "er ingen kørsel"),
    ],
)
def test_commands_say_what_is_wrong(site: Path, arguments: tuple[str, ...], said: str) -> None:
    done = fremskudt(*arguments, at=site)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_commands_a_plan_of_ones_own_is_carried_out_and_a_wrong_one_is_explained(site: Path) -> None:
    fremskudt("manage", "shell", "--no-imports", "-c", TAKE_IN, at=site)
    assert fremskudt("extract", study.SLUG, "--out", "extract", at=site).returncode == 0
    mine = site / "mine.yaml"
    mine.write_text(plan_text(STANDARD).replace("id: vive-2025", "id: mine").replace("threshold: 3", "threshold: 5"))
    stricter = fremskudt("analyse", "extract", "--plan", "mine.yaml", "--out", "mine", at=site)
    assert stricter.returncode == 0
    assert int(stricter.stdout.split(", ")[1].split()[0]) > 1
    mine.write_text(plan_text(STANDARD).replace("item: age", "item: alder"))
    wrong = fremskudt("analyse", "extract", "--plan", "mine.yaml", "--out", "mine", at=site)
    assert wrong.returncode == 2
    assert "P006" in wrong.stderr


TAKE_IN = (
    "from pathlib import Path; from fremskudt.config import study;"
    " study.take_in(Path('.'), study=study.study(study.people()), by=study.people())"
)


def test_commands_reproduce_writes_every_number_with_its_status(tmp_path: Path) -> None:
    done = fremskudt("reproduce", "--json", "out.json", at=tmp_path)
    assert done.returncode == 0, done.stderr
    numbers = json.loads((tmp_path / "out.json").read_text("utf-8"))["numbers"]
    assert len(numbers) == 257
    assert set(numbers[0]) == {"figure", "group", "category", "measure", "printed", "computed", "status", "why"}
    by_status = {status: sum(number["status"] == status for number in numbers) for status in STATUSES}
    assert sum(by_status.values()) == 257
    assert by_status["failed"] == 0
    assert by_status["reproduced"] >= 206
    assert all(number["why"] for number in numbers if number["status"] != "reproduced")


STATUSES = ("reproduced", "known-discrepancy", "not-derivable", "failed")


def test_commands_demo_never_empties_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine.txt").write_text("behold mig")
    done = fremskudt("demo", "--check", at=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "demo" / "mine.txt").read_text() == "behold mig"
