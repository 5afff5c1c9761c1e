"""Everything on the screens can be read in English: every Danish text is marked, in the catalogue, and translated.

To bring the catalogue up to date, in the folder fremskudt (GNU gettext must be installed):
    FREMSKUDT_MODE=development DJANGO_SETTINGS_MODULE=fremskudt.config.settings PYTHONPATH=.. \\
        django-admin makemessages -l en --no-location --no-obsolete --no-wrap
then translate what is new in ui/locale/en/LC_MESSAGES/django.po, and
    msgfmt -o ui/locale/en/LC_MESSAGES/django.mo ui/locale/en/LC_MESSAGES/django.po
"""

import ast
import gettext
import re
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

PACKAGE = Path(__file__).resolve().parents[2] / "fremskudt"
CATALOGUE = PACKAGE / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po"
FIELD = re.compile(r'(msgid|msgid_plural|msgstr(?:\[\d\])?|msgctxt)? ?(".*")')
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]")

Entry = dict[str, str]


def entries(catalogue: Path) -> list[Entry]:
    """The entries of a .po file, each as a mapping of its keywords; the first is the header."""
    found: list[Entry] = []
    for block in catalogue.read_text(encoding="utf-8").strip().split("\n\n"):
        entry: Entry = {"flags": " ".join(line for line in block.splitlines() if line.startswith("#,"))}
        keyword = ""
        for line in block.splitlines():
            if not line.startswith("#") and (match := FIELD.fullmatch(line)):
                keyword = match[1] or keyword
                entry[keyword] = entry.get(keyword, "") + ast.literal_eval(match[2])
        found.append(entry)
    return found


def translations(entry: Entry) -> list[str]:
    return [text for keyword, text in entry.items() if keyword.startswith("msgstr")]


TRANSLATED = entries(CATALOGUE)[1:]


@pytest.fixture(scope="module")
def on_screen(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """(text, its plural) of everything that the sources mark as text of a screen."""
    folder = tmp_path_factory.mktemp("sources") / "fremskudt"
    shutil.copytree(
        PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__", "static", "locale", "library", "fonts")
    )
    (folder / "ui" / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch, override_settings(LOCALE_PATHS=[folder / "ui" / "locale"]):
        patch.chdir(folder)
        call_command("makemessages", locale=["en"], no_location=True, no_obsolete=True, no_wrap=True, verbosity=0)
    found = entries(folder / "ui" / "locale" / "en" / "LC_MESSAGES" / "django.po")[1:]
    return {(entry["msgid"], entry.get("msgid_plural", "")) for entry in found}


def test_catalogue_holds_exactly_what_is_on_the_screens(on_screen: set[tuple[str, str]]) -> None:
    known = {(entry["msgid"], entry.get("msgid_plural", "")) for entry in TRANSLATED}
    assert sorted(on_screen - known) == [], "not in the catalogue"
    assert sorted(known - on_screen) == [], "in the catalogue, but on no screen"


def test_everything_is_translated() -> None:
    assert len(TRANSLATED) > 100
    assert [entry["msgid"] for entry in TRANSLATED if not all(translations(entry))] == []
    assert [entry["msgid"] for entry in TRANSLATED if "fuzzy" in entry["flags"]] == []


def test_placeholders_survive_translation() -> None:
    for entry in TRANSLATED:
        one, many = entry["msgid"], entry.get("msgid_plural") or entry["msgid"]
        wanted = [sorted(PLACEHOLDER.findall(text)) for text in (one, many)]
        for number, text in enumerate(translations(entry)):
            allowed = wanted if number == 0 else wanted[1:]  # the singular may say »one« in words
            assert sorted(PLACEHOLDER.findall(text)) in allowed, entry["msgid"]


def test_english_is_not_danish() -> None:
    assert [
        entry["msgid"] for entry in TRANSLATED for text in translations(entry) if re.search("[ÆØÅøå»«]", text)
    ] == []
    assert [
        entry["msgid"]
        for entry in TRANSLATED
        if re.search("[æøåÆØÅ]", entry["msgid"]) and entry["msgid"] in translations(entry)
    ] == []


def test_compiled_catalogue_is_current() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in TRANSLATED:
        if plural := entry.get("msgid_plural"):
            told = [compiled.ngettext(entry["msgid"], plural, n) for n in (1, 2)]
        else:
            told = [compiled.gettext(entry["msgid"])]
        assert told == translations(entry)


MARKED = re.compile(r"\{%\s*blocktrans.*?endblocktrans\w*\s*%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
IN_DANISH = re.compile(
    r"<(\w+)[^>]*\blang=\"da\"[^>]*>.*?</\1>", re.DOTALL
)  # said to be Danish, so no fault in English
TEMPLATES = sorted(path for path in PACKAGE.glob("*/templates/**/*.html") if "style" not in path.parts)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_of_a_template_is_left_unmarked(template: Path) -> None:
    source = re.sub(r"\{%\s*comment.*?endcomment\s*%\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>", " ", IN_DANISH.sub(" ", MARKED.sub(" ", source)))
    words = set(re.findall(r"[A-Za-zÆØÅæøå]{3,}", bare)) - {"Aftaler", "English", "PDF", "CSV", "SVG", "dansk"}
    assert words == set()
