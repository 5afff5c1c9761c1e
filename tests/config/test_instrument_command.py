"""`fremskudt instrument` as a person types it."""

import json
from pathlib import Path

import pytest

from fremskudt.config.cli import main
from fremskudt.config.demo_asking import licences
from fremskudt.instruments import get
from fremskudt.instruments.interchange import take
from fremskudt.surveys.models import InstrumentCopy, LicenceYes
from tests.cast import Cast
from tests.config.test_commands import fremskudt
from tests.instruments.foreign import fhir_files, xlsform_files

ENDINGS = {"fhir": "json", "xlsform": "xlsx", "yaml": "zip"}


@pytest.mark.parametrize("kind", ENDINGS)
def test_instrument_command_out_and_in_without_a_database(kind: str, tmp_path: Path) -> None:
    name = f"progression.{ENDINGS[kind]}"
    out = fremskudt("instrument", "export", "progression", "--format", kind, "--out", name, at=tmp_path)
    assert (out.returncode, out.stdout) == (
        0, f"{name}: progression 1.0.0, 21 spørgsmål, fingeraftryk {get('progression').hash[:12]}.\n",
    )  # fmt: skip
    assert take((tmp_path / name).read_bytes())[0].instrument == get("progression")
    back = fremskudt("instrument", "import", name, "--check", at=tmp_path)
    assert (back.returncode, back.stdout) == (0, "progression 1.0.0 kan udgives: 21 spørgsmål.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("import", "findes-ikke.json", "--check"), 2, "findes-ikke.json kan ikke læses"),
        (("import", "tekst.txt", "--check"), 1, "Filen er hverken FHIR"),
        (("export", "progression", "--format", "fhir", "--out", "mappe/x.json"), 2, "mappe/x.json kan ikke skrives"),
        (("export", "progression", "--format", "pdf", "--out", "x"), 2, "invalid choice"),
    ],
)
def test_instrument_command_says_what_is_wrong(
    arguments: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "tekst.txt").write_text("hej")
    done = fremskudt("instrument", *arguments, at=tmp_path)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.database
@pytest.mark.django_db
def test_instrument_command_publishes_and_tells_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], people: Cast
) -> None:
    file = tmp_path / "skema.xlsx"
    file.write_bytes(xlsform_files.routes())
    assert main(["instrument", "import", str(file)]) == 0
    told = capsys.readouterr().out
    assert "survey!6: gruppe i gruppe – blevet til en bid for sig." in told
    assert told.endswith("et_skema 2.0.0 er udgivet: 4 spørgsmål.\n")
    copy = InstrumentCopy.objects.get()
    assert (copy.slug, copy.origin, copy.by) == ("et_skema", "xlsform", None)
    assert main(["instrument", "import", str(file)]) == 1
    assert "Version 2.0.0 findes i forvejen" in capsys.readouterr().out
    out = tmp_path / "ud.json"
    assert main(["instrument", "export", "et_skema", "--format", "fhir", "--out", str(out)]) == 0
    assert json.loads(out.read_text())["version"] == "2.0.0"
    assert main(["instrument", "export", "et_skema", "--format", "fhir", "--version", "9.9.9", "--out", str(out)]) == 2


@pytest.mark.database
@pytest.mark.django_db
def test_instrument_command_refuses_what_would_change_its_meaning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "skema.json"
    file.write_text(json.dumps(fhir_files.unknown_expression()))
    assert main(["instrument", "import", str(file)]) == 1
    assert "b: Betingelsen kan ikke læses" in capsys.readouterr().out
    assert not InstrumentCopy.objects.exists()


@pytest.mark.database
@pytest.mark.django_db
def test_demo_licences_are_once_for_each_instrument_that_is_not_ours(people: Cast) -> None:
    for _ in range(2):
        licences([people.municipalities["Randers"]], people.administrator)
    assert list(LicenceYes.objects.order_by("instrument").values_list("instrument", flat=True)) == [
        "progression", "running", "start",
    ]  # fmt: skip
