"""Who may be given a task, who still sees it, and under which heading: as tables."""

from datetime import date, timedelta
from itertools import product

import pytest

from fremskudt.casework.rules import task as rules
from fremskudt.casework.rules.consent import LOW_CONTENT, TOPICS, Topic
from fremskudt.casework.rules.task import Group, Kind, group_of, is_shown, may_be_given, may_be_on, may_go_on, may_undo

TODAY = date(2026, 11, 18)
AGREED, HOUSING = Topic.AGREEMENTS, Topic.HOUSING


@pytest.mark.parametrize(
    ("named", "follows", "topics", "topic", "strong", "reason"),
    [
        (False, True, set(TOPICS), AGREED, True, rules.ONE_OWNER),
        (True, True, set(), AGREED, False, ""),  # who follows needs no yes
        (True, True, set(), "", False, rules.NO_TOPIC),
        (True, True, set(), "gossip", False, rules.NO_TOPIC),
        (True, False, set(), AGREED, True, rules.NOT_TOLD),
        (True, False, {AGREED}, AGREED, True, ""),
        (True, False, {AGREED}, HOUSING, True, rules.NOT_TOLD),
        (True, False, {HOUSING}, HOUSING, True, ""),
        (True, False, {HOUSING}, HOUSING, False, rules.NOT_STRONG),  # a role that is shown times and agreements only
        (True, False, {AGREED}, AGREED, False, ""),
    ],
)
def test_task_may_be_given(
    *, named: bool, follows: bool, topics: set[str], topic: str, strong: bool, reason: str
) -> None:
    verdict = may_be_given(
        is_named=named, follows=follows, topics=topics, topic=topic, is_strong=strong, is_about_somebody=True
    )
    assert verdict.reason == reason


def test_task_about_nobody_asks_for_an_owner_only() -> None:
    told = {"follows": False, "topics": frozenset[str](), "topic": "", "is_strong": False, "is_about_somebody": False}
    assert may_be_given(is_named=True, **told)  # type: ignore[arg-type]
    assert may_be_given(is_named=False, **told).reason == rules.ONE_OWNER  # type: ignore[arg-type]


def test_task_is_never_given_nor_shown_without_a_yes() -> None:
    for topic, strong in product([*TOPICS, ""], (True, False)):
        told = {"follows": False, "topics": frozenset[str](), "topic": topic, "is_strong": strong}
        assert not may_be_given(is_named=True, is_about_somebody=True, **told)  # type: ignore[arg-type]
        assert not is_shown(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("follows", "topics", "topic", "strong", "shown"),
    [
        (True, set(), HOUSING, False, True),
        (False, {HOUSING}, HOUSING, True, True),
        (False, {HOUSING}, AGREED, True, True),  # any yes that stands keeps one's own promise in sight
        (False, {HOUSING}, HOUSING, False, False),
        (False, {HOUSING}, AGREED, False, False),
        (False, {AGREED}, HOUSING, False, False),
        (False, {AGREED}, AGREED, False, True),
    ],
)
def test_task_is_shown(follows: bool, topics: set[str], topic: str, strong: bool, shown: bool) -> None:
    assert is_shown(follows=follows, topics=topics, topic=topic, is_strong=strong) is shown


def test_task_whoever_may_be_given_it_sees_it() -> None:
    for topic, held, strong in product(TOPICS, TOPICS, (True, False)):
        told = {"follows": False, "topics": frozenset({held}), "topic": topic, "is_strong": strong}
        if may_be_given(is_named=True, is_about_somebody=True, **told):  # type: ignore[arg-type]
            assert is_shown(**told)  # type: ignore[arg-type]
    assert set(TOPICS) > LOW_CONTENT


@pytest.mark.parametrize(
    ("days", "group"), [(0, Group.TODAY), (-1, Group.BEFORE), (-400, Group.BEFORE), (1, Group.AHEAD)]
)
def test_task_group_is_by_the_day_agreed(days: int, group: Group) -> None:
    assert group_of(TODAY + timedelta(days=days), TODAY) is group


def test_task_groups_and_kinds_have_words() -> None:
    assert list(rules.GROUPS) == list(Group)
    assert [*rules.KINDS] == [kind for kind in Kind if kind is not Kind.TASK]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2026, 11, 17), rules.TOO_EARLY),
        (TODAY, ""),
        (date(2028, 11, 18), ""),
        (date(2028, 11, 19), rules.TOO_FAR),
    ],
)
def test_task_day_lies_ahead(day: date, reason: str) -> None:
    assert may_be_on(day, TODAY).reason == reason


@pytest.mark.parametrize(
    ("done", "dropped", "moved", "reason"),
    [
        (False, False, False, ""),
        (True, False, False, rules.DONE),
        (False, True, False, rules.GONE),
        (False, True, True, rules.MOVED),
        (True, True, True, rules.MOVED),
    ],
)
def test_task_goes_on_while_it_waits(done: bool, dropped: bool, moved: bool, reason: str) -> None:
    assert may_go_on(is_done=done, is_dropped=dropped, is_moved=moved).reason == reason


@pytest.mark.parametrize(
    ("moved", "mine", "fresh", "reason"),
    [
        (False, True, True, ""),
        (True, True, True, rules.MOVED),
        (False, False, True, rules.NOT_YOURS),
        (False, True, False, rules.TOO_LATE),
    ],
)
def test_task_undo_is_for_who_pressed_and_for_ten_minutes(moved: bool, mine: bool, fresh: bool, reason: str) -> None:
    assert may_undo(is_moved=moved, is_mine=mine, is_fresh=fresh).reason == reason
