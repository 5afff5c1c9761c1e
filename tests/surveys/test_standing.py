"""Where somebody stands in a wave: one state for every situation there can be, and what others may see of the sum."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fremskudt.basics.small_counts import HIDDEN
from fremskudt.surveys.rules.asking import Stage, window
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.shown_turnout import (
    ASKED,
    COLUMNS,
    PART,
    SILENT,
    Shown,
    Ways,
    may_list,
    shown,
    shown_openly,
    total,
    two_ways,
)
from fremskudt.surveys.rules.standing import (
    MEANING,
    OF_WHY,
    Situation,
    Standing,
    Tally,
    day_that_counts,
    is_accounted_for,
    standing_of,
    tally,
)
from fremskudt.surveys.rules.team_reminder import may_ask_leader, may_remind_team, monday, sunday
from fremskudt.surveys.rules.turnout import Person
from fremskudt.surveys.rules.why_no_answer import WHY, Why

OPENS, CLOSES = date(2026, 10, 1), date(2026, 11, 30)
OF = window(OPENS, CLOSES)
ACTIVE = Person("A", "1", 1, date(2026, 1, 1), None)
S = Standing


def one(person: Person = ACTIVE, **facts: object) -> Standing:
    return standing_of(Situation(person=person, **facts), OF)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, S.NOT_ASKED),
        ({"is_invited": True}, S.ASKED),
        ({"is_held": True}, S.HELD_BACK),
        ({"is_held": True, "is_invited": True}, S.HELD_BACK),
        ({"said_no": True, "is_held": True}, S.SAID_NO),
        ({"why": Why.SAID_NO}, S.SAID_NO),
        ({"why": Why.NOT_FOUND}, S.NOT_FOUND),
        ({"why": Why.NOT_FOUND, "is_invited": True}, S.ASKED),  # they were met since
        ({"why": Why.NOT_FOUND, "is_held": True}, S.HELD_BACK),
        ({"why": Why.NOT_ABLE}, S.COULD_NOT),
        ({"why": Why.ADMITTED, "is_invited": True}, S.COULD_NOT),
        ({"why": Why.IN_PRISON}, S.COULD_NOT),
        ({"why": Why.NOT_ASKED}, S.NOT_ASKED),
        ({"why": Why.BROKEN_OFF}, S.ASKED),
        ({"why": Why.MOVED}, S.GONE),
        ({"why": Why.DIED, "said_no": True}, S.GONE),
        ({"begun": True, "is_whole": True, "why": Why.DIED}, S.WHOLE),
        ({"begun": True}, S.IN_PROGRESS),
        ({"begun": True, "stage": Stage.LATE}, S.IN_PROGRESS),
        ({"begun": True, "is_held": True}, S.IN_PROGRESS),
        ({"begun": True, "why": Why.NOT_FOUND}, S.IN_PROGRESS),
        ({"begun": True, "why": Why.BROKEN_OFF}, S.STOPPED),
        ({"begun": True, "stage": Stage.CLOSED}, S.STOPPED),
        ({"begun": True, "may_go_on": False}, S.STOPPED),
        ({"is_staff": True}, S.NOT_ASKED),
        ({"is_staff": True, "is_held": True, "why": Why.DIED}, S.NOT_ASKED),  # the form is told about, not asked
        ({"is_staff": True, "said_no": True}, S.SAID_NO),
        ({"is_staff": True, "begun": True, "why": Why.ADMITTED}, S.IN_PROGRESS),
    ],
)
def test_situation_has_one_state(facts, expected):
    assert one(**facts) is expected


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person("A", "1", 1, None, None), S.NOT_ASKED),
        (Person("A", "1", 1, CLOSES, None), S.NOT_ASKED),
        (Person("A", "1", 1, CLOSES + timedelta(1), None), S.NOT_YET),
        (Person("A", "1", 2, None, None), S.NOT_YET),
        (Person("A", "1", 1, None, OPENS), S.NOT_ASKED),
        (Person("A", "1", 1, None, OPENS - timedelta(1)), S.ENDED),
    ],
)
def test_who_was_not_in_the_wave_is_apart_unless_they_answered(person, expected):
    assert one(person) is expected
    assert one(person, begun=True, is_whole=True) is S.WHOLE


def test_who_came_after_the_last_day_to_begin_was_not_in_the_wave():
    short = window(OPENS, CLOSES, start_within=10)
    late = Person("A", "1", 1, OPENS + timedelta(11), None)
    assert standing_of(Situation(person=late), short) is S.NOT_YET
    assert day_that_counts(short, CLOSES) == OPENS + timedelta(10)
    assert day_that_counts(OF, OPENS) == OPENS


FACTS = {
    "begun": [False, True], "is_whole": [False, True], "stage": list(Stage), "may_go_on": [False, True],
    "said_no": [False, True], "why": ["", *WHY], "is_held": [False, True], "is_invited": [False, True],
    "is_staff": [False, True],
}  # fmt: skip


def test_every_situation_has_a_state_and_every_state_a_meaning():
    seen = {one(**dict(zip(FACTS, values, strict=True))) for values in product(*FACTS.values())}
    assert seen == set(Standing) - {S.NOT_YET, S.ENDED}
    assert MEANING.keys() == set(Standing)
    assert OF_WHY.keys() | {Why.NOT_FOUND} == set(Why)
    for why, meaning in WHY.items():
        if why != Why.NOT_FOUND:
            assert MEANING[OF_WHY[why]].eligible is meaning.can_answer
    assert all(meaning.asked for meaning in MEANING.values() if meaning.answered)
    assert all(meaning.eligible for meaning in MEANING.values() if meaning.asked)


@pytest.mark.parametrize(
    ("standing", "why", "is_over", "expected"),
    [
        (S.WHOLE, "", False, True),
        (S.STOPPED, "", False, True),
        (S.SAID_NO, "", False, True),
        (S.COULD_NOT, Why.ADMITTED, False, True),
        (S.GONE, Why.DIED, False, True),
        (S.IN_PROGRESS, "", True, False),
        (S.NOT_FOUND, Why.NOT_FOUND, False, False),
        (S.NOT_FOUND, Why.NOT_FOUND, True, True),
        (S.HELD_BACK, "", False, False),
        (S.HELD_BACK, "", True, True),
        (S.ASKED, "", True, False),
        (S.ASKED, Why.BROKEN_OFF, False, True),
        (S.NOT_ASKED, "", True, False),
        (S.NOT_ASKED, Why.NOT_ASKED, False, True),
    ],
)
def test_accounted_for_is_an_answer_that_is_finished_or_a_reason(standing, why, is_over, expected):
    assert is_accounted_for(standing, why=why, is_over=is_over) is expected


@given(st.lists(st.tuples(st.sampled_from(Standing), st.booleans()), max_size=60))
def test_tally_sums_to_everybody(people):
    found = tally(people)
    assert sum(found.of(standing) for standing in Standing) == found.n_all == len(people)
    assert found.n_whole + found.n_part + found.n_silent == found.n_eligible
    assert found.n_answered <= found.n_asked <= found.n_eligible <= found.n_all
    assert 0 <= found.n_unaccounted <= found.n_eligible
    assert (found.pct_whole is None) == (found.n_eligible == 0)


# what others may see


def counted(whole: int, part: int, *silent: int, outside: int = 0) -> Tally:
    told = dict(zip(SILENT, silent, strict=False))
    return Tally({S.WHOLE: whole, S.IN_PROGRESS: part, S.GONE: outside, **told})


def ways_of(found: Tally) -> Ways:
    return Ways({Mode.SELF: found.n_answered})


def page_of(found: Tally) -> Shown:
    return shown(found, ways_of(found))


def test_shown_openly_has_every_number():
    found = shown_openly(counted(24, 6, 0, 3, 3, 2, 0, 3), Ways({Mode.SELF: 20, Mode.PHONE: 10}, 2))
    assert found.row == ["24", "6", "0", "3", "3", "2", "0", "3"]
    assert (found.eligible, found.asked, found.pct_whole, found.ways["helped"]) == ("41", "33", 59, "10")
    assert not found.hides


def test_shown_hides_one_and_two_and_what_gives_them_away():
    found = page_of(counted(24, 6, 0, 3, 3, 2, 0, 4))
    assert found.row == ["24", "6", "0", HIDDEN, HIDDEN, HIDDEN, "0", "4"]
    assert (found.eligible, found.asked) == ("42", HIDDEN)
    few = page_of(counted(1, 0, 1))
    assert {*few.row, few.eligible, few.asked, *few.ways.values()} == {HIDDEN}
    assert few.pct_whole is None


def tables_of(most: int, n_cells: int = 2 + len(SILENT)) -> Iterator[tuple[int, ...]]:
    """Every table of so many cells with a sum up to `most`."""
    if n_cells == 0:
        yield ()
        return
    for first in range(most + 1):
        for others in tables_of(most - first, n_cells - 1):
            yield (first, *others)


def test_shown_never_gives_a_small_part_away():
    """For every small table: two values of each hidden count, to who reads the page and counts the codes on it, and

    two of each hidden reason to who knows besides who answered.
    """
    pages: dict[object, set[tuple[int, ...]]] = defaultdict(set)
    knowing: dict[object, set[tuple[int, ...]]] = defaultdict(set)
    alike = [
        (*answered, *[2] * len(SILENT)) for answered in tables_of(9, 2)
    ]  # what hides all with six ones hides these
    for table in [*tables_of(9), *alike]:
        found, n = counted(*table), sum(table[2:])
        page = page_of(found)
        codes = n if may_list(page, n_silent=n, n_listed=n) and page.eligible != HIDDEN else None
        printed = tuple(page.cells.values()), page.eligible, page.asked, tuple(page.ways.values()), page.pct_whole
        pages[printed, codes].add(table)
        knowing[printed, codes, table[:2]].add(table)
    for tables, first in ((pages, 0), (knowing, 2)):
        for (printed, *_known), those in tables.items():
            if min(map(sum, those)) > 9:
                continue  # not every table of so many people is here
            for number, cell in enumerate(printed[0][first:], first):
                values = {table[number] for table in those}
                assert cell != HIDDEN or len(values) > 1 or values == {0}, (printed, those)  # a nought is no secret
                assert cell == HIDDEN or values == {int(cell)}
                assert cell not in {"1", "2"}


def test_codes_are_listed_where_they_tell_nothing_more():
    open_, hidden = page_of(counted(24, 6, 0, 3, 3, 0, 0, 4)), page_of(counted(24, 6, 0, 3, 3, 2, 0, 4))
    assert may_list(open_, n_silent=10, n_listed=4)
    assert may_list(hidden, n_silent=12, n_listed=12)
    assert not may_list(hidden, n_silent=12, n_listed=11)
    assert not may_list(page_of(counted(15, 2, 3, 3, 3, 3)), n_silent=12, n_listed=12)
    assert not may_list(page_of(counted(0, 0, 1, 1, 1, 1, 1, 1)), n_silent=6, n_listed=6)


def test_sum_over_towns_shows_nothing_that_a_town_hides():
    first, second = counted(9, 3, 0, 2, 3, 4, 0, 5), counted(8, 4, 3, 4, 5, 6, 7, 8)
    both = Tally({key: first.of(key) + second.of(key) for key in Standing})
    pages = [page_of(first), page_of(second)]
    found = total(shown(both, ways_of(both)), pages)
    for key in found.cells:
        assert (found.cells[key] == HIDDEN) == any(page.cells[key] == HIDDEN for page in pages), key
    assert found.asked == HIDDEN
    assert found.eligible == str(both.n_eligible)
    assert set(ASKED) < set(COLUMNS)
    assert PART in COLUMNS


@given(st.dictionaries(st.integers(1, 8), st.integers(0, 9), min_size=1), st.sets(st.integers(1, 8)))
@settings(max_examples=200)
def test_two_ways_hide_small_counts_and_all_of_what_only_falls(by_wave, hides):
    n = sum(by_wave.values())
    found = two_ways(by_wave, {1: n} if n else {}, hides)
    for _number, in_wave, in_turn in found.rows:
        assert in_wave not in {"1", "2"}
        assert in_turn not in {"1", "2"}
    shown_ = [row[1] for row in found.rows if row[0] in by_wave]
    assert found.total == HIDDEN or shown_.count(HIDDEN) != 1


def test_two_ways_stand_and_fall_together():
    assert two_ways({1: 2}, {1: 2}, None).rows == [(1, "2", "2")]
    falling = two_ways({1: 6, 2: 4}, {1: 6, 2: 3, 3: 1}, [])
    assert [row[2] for row in falling.rows] == [HIDDEN] * 3
    assert ([row[1] for row in falling.rows], falling.total) == (["6", "4", "0"], "10")
    alone = two_ways({1: 0, 5: 17}, {1: 17}, [5])
    assert (alone.rows, alone.total) == ([(1, "0", HIDDEN), (5, HIDDEN, "0")], HIDDEN)


# the mail


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 19), date(2026, 11, 22)])
def test_week_is_claimed_by_its_monday_and_its_sunday(day):
    assert (monday(day), sunday(day)) == (date(2026, 11, 16), date(2026, 11, 22))


def test_who_may_be_reminded():
    ready = {"is_sent": False, "n_waiting": 2, "n_followers": 1, "mail_is_on": True}
    assert may_remind_team(**ready)
    for change in ({"is_sent": True}, {"n_waiting": 0}, {"n_followers": 0}, {"mail_is_on": False}):
        assert not may_remind_team(**{**ready, **change})
    asks = {"n_unaccounted": 1, "n_leaders": 1, "mail_is_on": True}
    assert may_ask_leader(**asks)
    for change in asks:
        assert not may_ask_leader(**{**asks, change: 0})
