"""The record of processing is current, and what it says of the extract and the identity is true."""

from pathlib import Path

import pytest

from fremskudt.access import data_policy, reference
from fremskudt.access.rules.policy import DataClass
from fremskudt.config.commands import record as command

ROOT = Path(__file__).parents[2]
GENTLE = {DataClass.CODED, DataClass.KEY, DataClass.TECHNICAL}
IDENTITY = {"name", "email", "phone", "address", "cpr", "ip", "content", "uid", "extra_data"}


@pytest.mark.parametrize("name", reference.PAGES)
def test_reference_page_is_what_the_code_says(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert written == reference.pages()[name], "run `fremskudt record`"


def test_every_model_of_ours_has_its_row_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "data-policy.md").read_text("utf-8")
    missing = [model._meta.label for model in data_policy.stored_models() if f"### {model._meta.label}:" not in page]
    assert missing == []


@pytest.mark.parametrize("label", ["surveys.Respondent", "surveys.Response", "surveys.Answer"])
def test_what_the_extract_copies_holds_no_identity_and_no_free_text(label: str) -> None:
    policy = next(data_policy.policy_of(model) for model in data_policy.stored_models() if model._meta.label == label)
    assert policy
    assert set(policy.classes().values()) <= GENTLE


def test_fields_that_are_called_by_a_persons_data_are_identifying() -> None:
    """A name of something else (an organisation, a file, a permission) is said so here, one by one."""
    others = {"access.Area.name", "access.Organisation.name", "surveys.Delivery.name", "surveys.Upload.name"}
    found = [
        f"{model._meta.label}.{field}"
        for model in data_policy.stored_models()
        if (policy := data_policy.policy_of(model)) and model.__module__.startswith("fremskudt.")
        for field, kind in policy.classes().items()
        if field in IDENTITY and kind is not DataClass.IDENTIFYING
    ]
    assert set(found) == others


def test_command_writes_what_is_old_and_tells_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parse = command.argparse.ArgumentParser()
    command.add(parse)
    assert command.run(parse.parse_args(["--out", str(tmp_path), "--check"])) == 1
    assert not list(tmp_path.iterdir())
    assert command.run(parse.parse_args(["--out", str(tmp_path)])) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["data-policy.md", "who-may-what.md"]
    assert command.run(parse.parse_args(["--out", str(tmp_path), "--check"])) == 0
    assert "skrevet" in capsys.readouterr().out
