"""Each event that the product writes has a name that people can read, and no name is left over."""

from pathlib import Path

from fremskudt.access.audit import ACTION, Purpose
from fremskudt.access.event_names import EVENT_NAMES, PURPOSE_NAMES
from tests.house.written_events import keys_in

PACKAGE = Path(__file__).resolve().parents[2] / "fremskudt"

# Named before the code that writes them is there.
PREPARED: set[str] = set()


def test_event_names_every_written_event_has_one() -> None:
    written, unclear = keys_in(PACKAGE)
    assert not unclear, "the action must be written out where the event is, or handed on as an argument"
    assert "delivery.take_in" in written
    assert sorted(written - set(EVENT_NAMES)) == []


def test_event_names_none_is_left_over() -> None:
    written, _unclear = keys_in(PACKAGE)
    assert sorted(set(EVENT_NAMES) - written - PREPARED) == []


def test_event_names_keys_are_of_one_form_and_sentences_go_on_from_a_name() -> None:
    for action, words in EVENT_NAMES.items():
        assert ACTION.fullmatch(action)
        assert str(words)[0].islower(), action
        assert str(words)[-1] not in ".!", action


def test_event_names_every_purpose_has_one() -> None:
    assert set(PURPOSE_NAMES) == set(Purpose)


CASES = """
from fremskudt.access import audit
from fremskudt.access.audit import record
ON = {1: "from.mapping"}
def act(kind):
    audit.record(by=1, action="plain.word")
    record(by=1, action="this.way" if kind else "that.way")
    record(by=1, action=ON[kind])
    _note(1, "by.place")
    hand(action="by.name")
def _note(by, what):
    audit.record(by=by, action=what)
def hand(*, action):
    _note(1, action)
class Page:
    action = "of.class"
    def save(self):
        record(by=1, action=self.action)
def lost(log):
    record(by=1, action=log.words())
"""


def test_event_names_keys_are_followed_through_functions(tmp_path: Path) -> None:
    (tmp_path / "case.py").write_text(CASES)
    other = "from case import hand, play\nhand(action='else.where')\nplay.record(action='no.event')\n"
    (tmp_path / "other.py").write_text(other)
    written, unclear = keys_in(tmp_path)
    words = {"plain.word", "this.way", "that.way", "from.mapping", "by.place", "by.name", "else.where", "of.class"}
    assert written == words
    assert unclear == ["case.py:20"]
