"""The docs say what is true: commands, length of the README, decision records, the glossary."""

import re
from pathlib import Path

from django.apps import apps

from fremskudt.config.cli import COMMANDS

ROOT = Path(__file__).parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_docs_readme_is_short_and_names_the_two_commands() -> None:
    readme = read("README.md")
    assert len(readme.splitlines()) < 120
    assert "./run demo" in readme
    assert "./run test" in readme


def test_docs_every_command_is_described() -> None:
    described = read("docs/reference/commands.md")
    assert not [name for name in COMMANDS if f"## `fremskudt {name}" not in described]


def test_docs_decision_records_are_numbered_and_have_their_three_parts() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        headings = re.findall(r"^## (.+)$", record.read_text("utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], record.name


def test_docs_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))
        assert not [target for target in targets if not (page.parent / target).exists()], page


def test_docs_glossary_holds_every_noun_that_is_stored() -> None:
    glossary = read("GLOSSARY.md")
    nouns = [model.__name__ for model in apps.get_models() if model.__module__.startswith("fremskudt.")]
    assert not [noun for noun in nouns if f"**{noun}**" not in glossary]
