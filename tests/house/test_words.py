"""No text that citizens, partners and peers can see holds a word that we all avoid, in Danish or in English (F82).

What counts as theirs is found in seen_texts.py. An exception is a whole file or one word in it, with the reason.
"""

from typing import NamedTuple

import pytest

from fremskudt.partnership.rules.word import AVOIDED, avoided_in
from tests.house import seen_texts
from tests.house.seen_texts import PACKAGE, Text
from tests.ui.test_catalogue import TRANSLATED


class Allowed(NamedTuple):
    file: str
    words: frozenset[str]
    reason: str


EXCEPTIONS = (
    Allowed(
        "access/event_names.py", frozenset({"behandling", "treatment"}),
        "the statutory request (section 101) by its legal name, in the citizen's own log: the one act with that name",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def danish() -> list[Text]:
    return seen_texts.texts()


@pytest.fixture(scope="module")
def english(danish: list[Text]) -> list[Text]:
    entries = {
        text: [value for key, value in entry.items() if key.startswith("msgstr")]
        for entry in TRANSLATED
        for text in (entry["msgid"], entry.get("msgid_plural", ""))
        if text
    }
    return seen_texts.in_catalogue(danish, entries)


def faults(texts: list[Text], language: str) -> list[str]:
    allowed = {(one.file, word) for one in EXCEPTIONS for word in one.words}
    return [
        f"{one.file}: »{word}« in {' '.join(one.text.split())[:120]!r}"
        for one in texts
        for word in avoided_in(one.text, language)
        if (one.file, word) not in allowed
    ]


def test_words_exceptions_are_still_needed_and_say_why(danish: list[Text], english: list[Text]) -> None:
    for one in EXCEPTIONS:
        texts = [text for text in [*danish, *english] if text.file == one.file]
        found = {word for text in texts for language in AVOIDED for word in avoided_in(text.text, language)}
        assert one.words <= found, one.file
        assert len(one.reason) > 20


FOUND = (
    "partnership/templates/partnership/tip/new.html",
    "partnership/paper.py",
    "partnership/rules/tip.py",
    "casework/templates/casework/own_tips/page.html",
    "casework/templates/casework/own_consents/page.html",
    "casework/templates/casework/agreed/detail.html",
    "casework/templates/casework/meeting/run.html",
    "casework/templates/casework/peer/day.html",
    "casework/rules/consent_words.py",
    "access/templates/access/mail/weekly.txt",
    "ui/templates/404.html",
)


@pytest.mark.parametrize("file", FOUND)
def test_words_are_looked_for_in_pages_mails_paper_and_rules(danish: list[Text], file: str) -> None:
    assert any(one.file == file and one.text.strip() for one in danish)


@pytest.mark.parametrize("file", ["partnership/templates/partnership/tips/list.html", "casework/forms/plan.py"])
def test_words_of_the_teams_own_pages_are_their_own(danish: list[Text], file: str) -> None:
    assert (PACKAGE / file).exists()
    assert not any(one.file == file for one in danish)


def test_words_a_bad_one_is_found_wherever_it_stands(danish: list[Text]) -> None:
    for text in ("Din behandling", "%(name)s er i fase 2", "Klienten udeblev"):
        assert faults([*danish, Text("partnership/paper.py", text)], "da")
    assert faults([Text("partnership/rules/tip.py", "Ask for treatment")], "en")


def test_words_in_danish(danish: list[Text]) -> None:
    found = faults(danish, "da")
    assert not found, "\n".join(found)


def test_words_in_english(english: list[Text]) -> None:
    found = faults(english, "en")
    assert not found, "\n".join(found)
