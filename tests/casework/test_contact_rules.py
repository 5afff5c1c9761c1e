"""The rules of a contact as truth tables."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fremskudt.casework.rules import contact as rules
from fremskudt.casework.rules import draft, urgent
from fremskudt.casework.rules.contact import Outcome, Place, Tile, Way

DK = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=DK)


def test_every_outcome_place_and_way_has_a_name() -> None:
    assert set(rules.OUTCOMES) == set(Outcome)
    assert set(rules.PLACES) == set(Place)
    assert set(rules.WAYS) == set(Way)
    assert set(rules.TILES) == set(Tile)
    assert {Outcome.MET, *rules.TRIED} == set(Outcome)


@pytest.mark.parametrize(
    ("outcome", "reached"), [("met", True), ("not_today", True), ("said_no", True), ("not_home", False),
                             ("no_answer", False), ("unknown", False)],
)  # fmt: skip
def test_a_no_is_a_contact_and_silence_an_attempt(outcome: str, reached: bool) -> None:
    assert rules.is_reached(outcome) is reached


def test_tile_leads_to_a_place_and_back() -> None:
    for tile in Tile:
        assert rules.tile_of(*rules.where_and_how(tile)) is tile
    assert rules.tile_of(Place.CENTRE, Way.IN_PERSON) is Tile.OTHER
    with pytest.raises(ValueError, match="moon"):
        rules.where_and_how("moon")


def test_tile_last_used_comes_first_and_the_rest_keep_their_order() -> None:
    assert rules.tiles_with_first(None) == list(Tile)
    first = rules.tiles_with_first(Tile.PHONE)
    assert first[0] is Tile.PHONE
    assert first[1:] == [tile for tile in Tile if tile is not Tile.PHONE]


OUT, CALL, TEXT = (Place.OUTDOORS, Way.IN_PERSON), (Place.NOWHERE, Way.PHONE), (Place.NOWHERE, Way.MESSAGE)
HOME = (Place.HOME, Way.IN_PERSON)


@pytest.mark.parametrize(
    ("outcome", "last", "wanted"),
    [
        (Outcome.NOT_HOME, OUT, HOME), (Outcome.NOT_HOME, CALL, HOME), (Outcome.NO_ANSWER, OUT, CALL),
        (Outcome.NO_ANSWER, TEXT, TEXT), (Outcome.NO_ANSWER, None, CALL), (Outcome.NOT_TODAY, OUT, OUT),
        (Outcome.SAID_NO, CALL, CALL), (Outcome.SAID_NO, None, HOME),
    ],
)  # fmt: skip
def test_where_somebody_was_tried(outcome: str, last: tuple[str, str] | None, wanted: tuple[str, str]) -> None:
    assert rules.where_tried(outcome, last) == wanted


@pytest.mark.parametrize(
    ("outcome", "place", "way", "minutes"),
    [
        ("met", "home", "in_person", 45), ("met", "outdoors", "in_person", 30), ("met", "nowhere", "phone", 10),
        ("met", "nowhere", "message", 5), ("not_home", "home", "in_person", 15), ("said_no", "home", "in_person", 10),
        ("no_answer", "nowhere", "phone", 10), ("met", "unknown", "in_person", 30),
    ],
)  # fmt: skip
def test_usual_minutes(outcome: str, place: str, way: str, minutes: int) -> None:
    assert rules.usual_minutes(outcome, place, way) == minutes


@pytest.mark.parametrize(
    ("at", "is_sure", "reason"),
    [
        (NOW, False, ""), (NOW + timedelta(seconds=1), True, rules.IN_THE_FUTURE),
        (datetime(2026, 11, 1, 0, 0, tzinfo=DK), False, ""),
        (datetime(2026, 10, 31, 23, 59, tzinfo=DK), False, rules.BEFORE_FOUND),
        (datetime(2026, 10, 31, 23, 59, tzinfo=DK), True, ""),
        (datetime(1899, 12, 31, 12, 0, tzinfo=DK), True, rules.TOO_OLD),
    ],
)  # fmt: skip
def test_when_a_contact_may_have_been(at: datetime, is_sure: bool, reason: str) -> None:
    assert rules.may_be_at(at, NOW, date(2026, 11, 1), is_sure=is_sure).reason == reason


@pytest.mark.parametrize(
    ("is_mine", "minutes", "reason"),
    [(True, 0, ""), (True, 10, ""), (True, 11, rules.TOO_LATE), (False, 0, rules.NOT_YOURS)],
)
def test_who_may_take_back_and_for_how_long(is_mine: bool, minutes: int, reason: str) -> None:
    made = NOW - timedelta(minutes=minutes)
    assert rules.may_take_back(is_mine=is_mine, made_at=made, now=NOW).reason == reason


@pytest.mark.parametrize(
    ("undone", "replaced", "reason"),
    [
        (False, False, ""),
        (True, False, rules.TAKEN_BACK),
        (False, True, rules.CORRECTED),
        (True, True, rules.TAKEN_BACK),
    ],
)  # fmt: skip
def test_what_may_be_corrected(undone: bool, replaced: bool, reason: str) -> None:
    assert rules.may_correct(is_undone=undone, is_replaced=replaced).reason == reason


@pytest.mark.parametrize(
    ("taken", "closed", "reason"), [(False, False, ""), (True, False, urgent.TAKEN), (False, True, urgent.CLOSED)]
)
def test_who_may_take_a_request(taken: bool, closed: bool, reason: str) -> None:
    assert urgent.may_take(is_taken_by_other=taken, is_closed=closed).reason == reason


@pytest.mark.parametrize(("taken_by", "reason"), [(None, urgent.TAKE_FIRST), (1, ""), (2, urgent.NOT_YOURS)])
def test_who_may_close_a_request(taken_by: int | None, reason: str) -> None:
    assert urgent.may_close(taken_by=taken_by, by=1).reason == reason


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(0, 1), (1, 1), (60, 1), (61, 2), (12 * 60, 12), (12 * 60 + 1, 13), (-60, 1)]
)
def test_time_to_response_is_the_minutes_it_was_within(seconds: int, minutes: int) -> None:
    assert urgent.minutes_to_response(NOW, NOW + timedelta(seconds=seconds)) == minutes


def test_somebody_can_have_asked_today() -> None:
    assert not urgent.may_have_asked(NOW + timedelta(seconds=1), NOW)
    assert not urgent.may_have_asked(NOW - timedelta(days=1, seconds=1), NOW)
    assert urgent.may_have_asked(NOW, NOW)


def test_draft_keeps_what_was_filled_and_is_never_too_long() -> None:
    sent = {"note": ["Æble 🙂"], "steps": ["slept", "other"], "companion": [""], "operation": ["x"], "draft": ["1"]}
    assert draft.unpack(draft.pack(sent)) == {"note": ["Æble 🙂"], "steps": ["slept", "other"]}
    long = draft.pack({"note": ["æ" * 50_000]})
    assert len(long) <= draft.LONGEST
    assert draft.unpack(long) == {"note": ["æ" * draft.LONGEST_FIELD]}
    assert draft.unpack("{") == {}
