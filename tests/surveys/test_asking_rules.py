"""When answers are taken, how a form goes on, and how a response came about: the whole tables, and random histories."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt import instruments
from fremskudt.instruments import Instrument, Missing, shown
from fremskudt.surveys.rules import asking, bites, kinds
from fremskudt.surveys.rules.asking import Stage, Window, may_answer, may_ask, may_give, stage, window
from fremskudt.surveys.rules.kinds import Mode

OPENS, CLOSES = date(2027, 3, 1), date(2027, 4, 30)
SOME_DAY = st.integers(-400, 400).map(lambda days: OPENS + timedelta(days=days))
FORMS = [instruments.get(slug) for slug in ("progression", "start", "running")]
BOTH = (False, True)


@pytest.mark.parametrize("allowed", list(Stage))
@pytest.mark.parametrize(("takes_part", "is_held", "is_stopped"), list(product(BOTH, BOTH, BOTH)))
def test_asking_is_for_who_takes_part_and_is_neither_held_back_nor_stopped(
    allowed: Stage, *, takes_part: bool, is_held: bool, is_stopped: bool
) -> None:
    verdict = may_ask(allowed, takes_part=takes_part, is_held=is_held, is_stopped=is_stopped)
    is_open = allowed in {Stage.OPEN, Stage.LATE}
    assert bool(verdict) is (takes_part and not is_held and not is_stopped and is_open)
    if not takes_part:
        assert verdict.reason == asking.NO_YES
    elif is_held:
        assert verdict.reason == asking.HELD_BACK


@pytest.mark.parametrize("at", list(Stage))
@pytest.mark.parametrize(
    ("takes_part", "is_paper", "is_of_file", "is_same_version", "is_cut"), list(product(BOTH, BOTH, BOTH, BOTH, BOTH))
)
def test_answers_are_stored_of_who_takes_part_in_the_version_that_was_begun(  # noqa: PLR0917
    at: Stage, takes_part: bool, is_paper: bool, is_of_file: bool, is_same_version: bool, is_cut: bool
) -> None:
    verdict = may_give(
        at, is_cut=is_cut, takes_part=takes_part, is_paper=is_paper, is_of_file=is_of_file,
        is_same_version=is_same_version,
    )  # fmt: skip
    in_time = is_paper or bool(may_answer(at))
    assert bool(verdict) is (takes_part and not is_of_file and is_same_version and not is_cut and in_time)


def test_window_has_the_usual_limits_where_the_study_says_nothing() -> None:
    assert window(OPENS, CLOSES) == Window(OPENS, CLOSES, CLOSES, timedelta(days=14), timedelta(days=7))
    none = window(OPENS, CLOSES, start_within=0, grace=0, idle=0)
    assert none == Window(OPENS, OPENS, CLOSES, timedelta(0), timedelta(0))
    assert window(OPENS, CLOSES, start_within=900).start_by == CLOSES


LIMITS = st.builds(
    lambda within, grace, idle: window(OPENS, CLOSES, start_within=within, grace=grace, idle=idle),
    st.none() | st.integers(0, 80), st.none() | st.integers(0, 60), st.none() | st.integers(0, 60),
)  # fmt: skip


@given(limits=LIMITS, day=SOME_DAY, last=st.none() | SOME_DAY)
def test_stage_goes_one_way_and_who_is_active_is_never_thrown_out(limits: Window, day: date, last: date | None) -> None:
    order = list(Stage)
    last = min(last, day) if last else None
    days = [stage(limits, begun=True, last_answer_on=last, today=day + timedelta(days=n)) for n in range(9)]
    assert [order.index(one) for one in days] == sorted(order.index(one) for one in days)
    if day >= OPENS and last is not None and day <= last + limits.idle:
        assert stage(limits, begun=True, last_answer_on=last, today=day) in {Stage.OPEN, Stage.LATE}
    fresh = stage(limits, begun=False, last_answer_on=None, today=day)
    assert (fresh is Stage.OPEN) is (limits.opens_on <= day <= limits.start_by)
    assert fresh is not Stage.LATE  # late is for what is begun
    if may_answer(fresh):
        assert may_answer(stage(limits, begun=True, last_answer_on=last, today=day))


@given(limits=LIMITS, day=SOME_DAY, ago=st.integers(0, 90), begun=st.booleans())
def test_limits_are_asked_for_only_where_they_have_a_say(limits: Window, day: date, ago: int, *, begun: bool) -> None:
    if not asking.limits_matter(OPENS, CLOSES, begun=begun, today=day):
        told = {"begun": begun, "last_answer_on": day - timedelta(days=ago) if begun else None, "today": day}
        assert stage(limits, **told) is stage(window(OPENS, CLOSES), **told)  # type: ignore[arg-type]


def values_for(instrument: Instrument, id: str) -> st.SearchStrategy[Any]:
    scale = instrument.item(id).scale
    if scale.kind == "multiple":
        slugs = [option.slug for option in scale.options]
        answers: Any = st.lists(st.sampled_from(slugs), unique=True) | st.just([bites.NONE_OF_THEM])
    elif scale.kind == "integer":
        answers = st.integers(scale.minimum or 0, scale.maximum or 0)
    else:
        answers = st.sampled_from([option.code for option in scale.options])
    return answers | st.none() | st.sampled_from([Missing.REFUSED, Missing.DONT_KNOW])


@st.composite
def histories(draw: st.DrawFn) -> tuple[Instrument, list[tuple[tuple[str, ...], dict[str, Any]]]]:
    """A form, and handings in of some of its questions in any order."""
    instrument = draw(st.sampled_from(FORMS))
    ids = [item.id for item in instrument.items]
    turns = []
    for _turn in range(draw(st.integers(1, 12))):
        items = tuple(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=5, unique=True)))
        turns.append((items, {id: draw(values_for(instrument, id)) for id in items}))
    return instrument, turns


@given(history=histories())
def test_form_says_at_every_moment_what_is_hidden_what_is_left_and_what_was_answered_last(
    history: tuple[Instrument, Sequence[tuple[tuple[str, ...], dict[str, Any]]]],
) -> None:
    instrument, turns = history
    values = bites.empty(instrument)
    for items, told in turns:
        values = bites.answered(instrument, items, told, values)
        assert list(values) == list(instrument.variables)
        for item in instrument.items:
            is_hidden = shown(item, values) is False
            assert all((values[name] is Missing.NOT_SHOWN) is is_hidden for name in item.variables)
        for id in items:
            answer = told[id]
            if isinstance(answer, int) and shown(instrument.item(id), values) is not False:
                assert values[id] == answer
        assert bites.answered(instrument, items, told, values) == values  # the same again changes nothing
    waiting = bites.next_bite(instrument, values)
    assert (waiting is None) is (Missing.NOT_ASKED not in values.values())


@given(history=histories())
def test_form_that_is_asked_a_bite_at_a_time_ends(
    history: tuple[Instrument, Sequence[tuple[tuple[str, ...], dict[str, Any]]]],
) -> None:
    instrument, turns = history
    wishes = {id: answer for _items, told in turns for id, answer in told.items()}
    values, n = bites.empty(instrument), 0
    while bite := bites.next_bite(instrument, values):
        values = bites.answered(instrument, bite.items, wishes, values)
        n += 1
        assert n <= len(instrument.bites)
    assert Missing.NOT_ASKED not in values.values()
    assert bites.bites(instrument, values)  # something was asked


@pytest.mark.parametrize(
    ("modes", "all_in_all"),
    [
        ([Mode.SELF], Mode.SELF), ([Mode.SELF, Mode.PAPER], Mode.PAPER), ([Mode.SELF, Mode.PHONE], Mode.PHONE),
        ([Mode.ASSISTED, Mode.PHONE], Mode.ASSISTED), ([Mode.PAPER, Mode.STAFF], Mode.STAFF), ([*Mode], Mode.ASSISTED),
    ],
)  # fmt: skip
def test_mode_of_a_response_is_with_help_when_any_part_was(modes: list[Mode], all_in_all: Mode) -> None:
    assert kinds.mode_of_all(set(modes)) is all_in_all


def test_mode_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        kinds.mode_of_all(set())
