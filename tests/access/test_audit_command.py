"""`fremskudt audit`: what the one who looks after the log types and reads."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import transaction

from fremskudt.access import audit, keyring
from fremskudt.access.actor import Actor
from fremskudt.access.models import ChainHead, Event
from fremskudt.access.rules.chain import Fault
from fremskudt.config.cli import main
from fremskudt.config.commands.audit import WORDS
from tests.flushing import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]

Capture = pytest.CaptureFixture[str]
N_LINES = 12


@pytest.fixture(autouse=True)
def _lines(db: None) -> None:
    subjects = [f"citizen:K{number}" for number in range(N_LINES)]
    with transaction.atomic():
        audit.record_reads(
            by=Actor("user:1"), action="caseload.read", subjects=subjects, purpose="care", fields="coded"
        )


def said(capsys: Capture, *words: object) -> tuple[int, str]:
    code = main(["audit", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out.strip() or err.strip()


def test_audit_command_says_that_the_log_is_whole(capsys: Capture) -> None:
    mark = Event.objects.get(number=N_LINES).mark
    assert said(capsys, "verify") == (0, f"12 linjer, alle hele. Hoved: 12 {mark}")


def test_audit_command_of_an_empty_log(capsys: Capture) -> None:
    with unguarded():
        Event.objects.all().delete()
        ChainHead.objects.all().delete()
    assert said(capsys, "verify") == (0, f"0 linjer, alle hele. Hoved: 0 {'0' * 64}")


def test_audit_command_prints_the_head_and_keeps_it(capsys: Capture, tmp_path: Path) -> None:
    file, mark = tmp_path / "heads.txt", Event.objects.get(number=N_LINES).mark
    with time_machine.travel("2026-11-22T02:00:00+01:00", tick=False):
        assert said(capsys, "head") == (0, f"12 {mark} 2026-11-22T01:00:00Z")
    assert not file.exists()
    for _day in range(2):
        said(capsys, "head", "--append", file)
    assert file.read_text().count(f"12 {mark} ") == 2
    assert said(capsys, "verify", "--head", file)[0] == 0


@pytest.mark.parametrize(
    ("number", "values", "words"),
    [
        (5, {"subject": "citizen:X"}, "Linje 5 er ændret, efter at den blev skrevet. De 4 linjer før er hele."),
        (1, {"subject": "citizen:X"}, "Linje 1 er ændret, efter at den blev skrevet. Ingen linje før er hel."),
        (5, {"mark": "0" * 64}, "Linje 5 er ikke skrevet af systemet: dens mærke er ikke lavet med nøglen. De 4"),
        (5, {"number": 50}, "Linje 5 mangler. De 4 linjer før er hele."),
    ],
)
def test_audit_command_says_in_words_which_line_breaks(
    capsys: Capture, number: int, values: dict[str, object], words: str
) -> None:
    with unguarded():
        Event.objects.filter(number=number).update(**values)
    code, told = said(capsys, "verify")
    assert code == 1
    assert told.startswith(words)


def test_audit_command_finds_a_cut_tail_by_the_head_that_was_kept(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "heads.txt"
    said(capsys, "head", "--append", file)
    with unguarded():
        Event.objects.filter(number__gt=9).delete()
        ChainHead.objects.update(number=9, mark=Event.objects.get(number=9).mark)
    assert said(capsys, "verify")[0] == 0
    words = "Linje 10-12 mangler: enden af loggen er skåret af. De 9 linjer før er hele."
    assert said(capsys, "verify", "--head", file) == (1, words)


def test_audit_command_says_that_the_head_was_set_back(capsys: Capture) -> None:
    with unguarded():
        ChainHead.objects.update(number=9, mark=Event.objects.get(number=9).mark)
    words = "Loggens hoved når ikke frem til linje 12: hovedet er sat tilbage."
    assert said(capsys, "verify") == (1, words)


def test_audit_command_says_when_the_key_is_another(capsys: Capture, tmp_path: Path, settings: Any) -> None:
    settings.KEY_FILE = tmp_path / "keys.json"
    keyring.write_new(settings.KEY_FILE)
    code, told = said(capsys, "verify")
    assert (code, "nøglefilen hører ikke til denne log" in told) == (1, True)


def test_audit_command_says_when_the_key_file_cannot_be_used(capsys: Capture, tmp_path: Path, settings: Any) -> None:
    settings.KEY_FILE = tmp_path / "keys.json"
    settings.KEY_FILE.write_text("{}")
    settings.KEY_FILE.chmod(0o600)
    code, told = said(capsys, "verify")
    assert code == 2
    assert str(settings.KEY_FILE) in told


@pytest.mark.parametrize("text", ["", "12\n", "12 abc 2026-11-22T01:00:00Z\n", "\n", "x" * 100, "12 " + "0" * 65, "æ"])
def test_audit_command_refuses_a_file_that_holds_no_heads(capsys: Capture, tmp_path: Path, text: str) -> None:
    (tmp_path / "heads.txt").write_text(text)
    code, told = said(capsys, "verify", "--head", tmp_path / "heads.txt")
    assert code == 2
    assert "heads.txt" in told


def test_audit_command_says_which_file_cannot_be_read_or_written(capsys: Capture, tmp_path: Path) -> None:
    assert said(capsys, "verify", "--head", tmp_path / "none.txt")[0] == 2
    code, told = said(capsys, "head", "--append", tmp_path / "none" / "heads.txt")
    assert code == 2
    assert "kan ikke skrives" in told


def test_audit_command_has_words_for_every_break() -> None:
    assert set(WORDS) == set(Fault)
