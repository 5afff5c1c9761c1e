"""The rules of a meeting as tables: its time, who may do what, where it stands with somebody, its agenda, its lines."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from fremskudt.casework.rules import meeting as rules
from fremskudt.casework.rules import meeting_summary as summary
from fremskudt.casework.rules.consent import Topic
from fremskudt.casework.rules.meeting import Chain, State

AT = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)
DAY = date(2026, 11, 18)


@pytest.mark.parametrize(("passed", "over"), [(0, False), (899, False), (900, True), (5000, True)])
def test_time_is_up_after_fifteen_minutes(passed: int, over: bool) -> None:
    assert rules.is_over(AT, rules.MINUTES, AT + timedelta(seconds=passed)) is over
    assert rules.end_of(AT, rules.MINUTES) == AT + timedelta(minutes=15)


@pytest.mark.parametrize(("began", "ended", "closed", "is_covered"), product([True, False], repeat=4))
def test_state_is_closed_unless_all_are_covered(began: bool, ended: bool, closed: bool, is_covered: bool) -> None:
    state = rules.state_of(began=began, ended=ended, closed=closed, is_covered=is_covered)
    if began and ended:
        assert state is State.DONE
    elif closed or not is_covered:
        assert state is State.CLOSED
    else:
        assert state is (State.NOW if began else State.WAITING)


@pytest.mark.parametrize(
    ("is_chair", "days", "has_ended", "reason"),
    [
        (True, 0, False, ""),
        (True, 3, False, ""),  # forgotten, and held later
        (True, -1, False, rules.NOT_TODAY),
        (True, 0, True, rules.HAS_ENDED),
        (False, 0, False, rules.NOT_CHAIR),
    ],
)
def test_begin_by_the_one_who_holds_it_from_its_day_on(is_chair: bool, days: int, has_ended: bool, reason: str) -> None:
    today = DAY + timedelta(days=days)
    assert rules.may_begin(is_chair=is_chair, on=DAY, today=today, has_ended=has_ended).reason == reason


@pytest.mark.parametrize(
    ("is_chair", "has_begun", "reason"),
    [(True, True, ""), (True, False, rules.NOT_BEGUN), (False, True, rules.NOT_CHAIR), (False, False, rules.NOT_CHAIR)],
)
def test_run_by_the_one_who_holds_it(is_chair: bool, has_begun: bool, reason: str) -> None:
    assert rules.may_run(is_chair=is_chair, has_begun=has_begun).reason == reason


@pytest.mark.parametrize(("state", "reason"), [
    (State.NOW, ""), (State.DONE, ""), (State.CLOSED, rules.ITEM_CLOSED), (State.WAITING, rules.NOT_SAID_YET),
])  # fmt: skip
def test_write_while_the_meeting_runs_of_whom_it_has_come_to(state: State, reason: str) -> None:
    assert rules.may_write(has_begun=True, has_ended=False, state=state).reason == reason
    assert rules.may_write(has_begun=True, has_ended=True, state=state).reason == rules.HAS_ENDED
    assert rules.may_write(has_begun=False, has_ended=False, state=state).reason == rules.NOT_BEGUN


@pytest.mark.parametrize(("state", "may"), [
    (State.NOW, True), (State.DONE, True), (State.CLOSED, True), (State.WAITING, False),
])  # fmt: skip
def test_summary_once_they_have_been_spoken_of(state: State, may: bool) -> None:
    assert bool(rules.may_summarise(has_begun=True, state=state)) is may
    assert rules.may_summarise(has_begun=False, state=state).reason == rules.NOT_BEGUN


@pytest.mark.parametrize("topic", Topic)
def test_a_line_is_about_what_all_here_are_covered_for(topic: Topic) -> None:
    assert rules.may_say(topic, {topic})
    assert rules.may_say(topic, set(Topic) - {topic}).reason == rules.NOT_ALLOWED
    assert not rules.may_say("", set(Topic))


@pytest.mark.parametrize(
    ("is_mine", "is_replaced", "minutes", "reason"),
    [
        (True, False, 0, ""), (True, False, 10, ""), (True, False, 11, rules.TOO_LATE),
        (False, False, 0, rules.NOT_YOURS), (True, True, 0, rules.REPLACED),
    ],
)  # fmt: skip
def test_a_line_is_undone_by_its_writer_for_ten_minutes(
    is_mine: bool, is_replaced: bool, minutes: int, reason: str
) -> None:
    now = AT + timedelta(minutes=minutes)
    assert rules.may_take_back(is_mine=is_mine, is_replaced=is_replaced, made_at=AT, now=now).reason == reason


def test_default_topic_follows_the_point_and_never_leaves_what_is_allowed() -> None:
    every = frozenset(Topic)
    defaults = [rules.default_topic(point, every) for point in rules.AGENDA]
    assert defaults == ["appointments", "agreements", "agreements", "agreements", "wishes"]
    assert rules.default_topic("Et helt andet punkt", every) == Topic.AGREEMENTS
    assert rules.default_topic(rules.AGENDA[4], frozenset({Topic.HOUSING})) == Topic.HOUSING
    assert rules.default_topic(rules.AGENDA[0], frozenset()) == ""


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        (["a", "b", "c"], ""),
        (list("abcdefg"), ""),
        (list(rules.AGENDA), ""),
        (["a", "b"], rules.FEW_POINTS),
        ([], rules.FEW_POINTS),
        (list("abcdefgh"), rules.MANY_POINTS),
        (["a", "b", "x" * 60], ""),
        (["a", "b", "x" * 61], rules.LONG_POINT),
        (["a", "b", "a"], rules.SAME_POINT),
    ],
)
def test_agenda_is_a_few_short_points(points: list[str], reason: str) -> None:
    assert rules.may_be_agenda(points).reason == reason


def test_agenda_is_read_line_by_line() -> None:
    assert rules.points_of("  Et \r\n\n To\nTre  \n") == ("Et", "To", "Tre")
    assert rules.point_of_agreements(rules.AGENDA) == 3
    assert rules.point_of_agreements(["Et", "To", "Tre", "Fire"]) == 4


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], []),
        ([(1, None, False)], [Chain((1,), 1)]),
        ([(1, None, True)], [Chain((1,), None)]),
        ([(1, None, False), (2, 1, False), (3, None, False)], [Chain((1, 2), 2), Chain((3,), 3)]),
        ([(1, None, False), (2, 1, True)], [Chain((1, 2), 1)]),  # the correction was undone: the first stands again
        ([(1, None, False), (2, 1, True), (3, 2, False)], [Chain((1, 2, 3), 3)]),
        ([(1, None, True), (2, 1, True)], [Chain((1, 2), None)]),
    ],
)
def test_lines_and_their_corrections(lines: list[tuple[int, int | None, bool]], found: list[Chain]) -> None:
    assert rules.chains(lines) == found
    assert [chain.last for chain in found] == [chain.pks[-1] for chain in found]


def test_summary_is_given_once_something_is_written() -> None:
    assert summary.may_give("Vi ringer tirsdag.")
    assert summary.may_give("  \n").reason == summary.NO_WORDS
