"""Rows reach a page through selectors, which ask how far the reader reaches. A page never asks the database itself."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "fremskudt"
ASKS = re.compile(r"^(?!\s*#).*\.objects\b(?!\.none\(\)).*$", re.MULTILINE)
# One's own factors, in the words of the log-in library; and the demo's invented people.
OWN = {
    "access/views/lock.py": "Authenticator.objects.filter(user=user)",
    "access/views/security.py": "Authenticator.objects.filter(user=user, type=self.kind)",
    "access/templatetags/demo.py": "Membership.objects.filter(user__email__in=settings.DEMO_PEOPLE",
}


def above_the_selectors() -> list[Path]:
    kinds = ("views", "forms", "templatetags")
    folders = [file for kind in kinds for file in PACKAGE.glob(f"*/{kind}/*.py")]
    return [*folders, *(file for kind in kinds for file in PACKAGE.glob(f"*/{kind}.py"))]


def test_door_views_forms_and_tags_never_ask_the_database_themselves() -> None:
    files = above_the_selectors()
    assert len(files) > 40
    for file in files:
        name = file.relative_to(PACKAGE).as_posix()
        asked = [line.strip() for line in ASKS.findall(file.read_text("utf-8"))]
        assert not [line for line in asked if OWN.get(name, "\0") not in line], name


def test_door_exceptions_are_real() -> None:
    for name, words in OWN.items():
        assert words in (PACKAGE / name).read_text("utf-8"), name
