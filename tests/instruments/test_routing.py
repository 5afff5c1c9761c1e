"""Routing with three values: the truth tables, and what must hold for every condition."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fremskudt.instruments import Condition, Missing, empty_means, get, shown
from fremskudt.instruments.routing import Combine, Compare, Not, as_written, comparisons, evaluate, route

Y, N, U = True, False, None
A, B = Compare("eq", "a", (1,)), Compare("eq", "b", (1,))
CELL = {Y: 1, N: 0, U: None}


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (Y, Y, Y, Y),
        (Y, N, N, Y),
        (Y, U, U, Y),
        (N, Y, N, Y),
        (N, N, N, N),
        (N, U, N, U),
        (U, Y, U, Y),
        (U, N, N, U),
        (U, U, U, U),
    ],
)
def test_routing_and_or_follow_kleene(left: bool | None, right: bool | None, both: object, either: object) -> None:
    values = {"a": CELL[left], "b": CELL[right]}
    assert evaluate(Combine("and", (A, B)), values) is both
    assert evaluate(Combine("or", (A, B)), values) is either


@pytest.mark.parametrize(("part", "opposite"), [(Y, N), (N, Y), (U, U)])
def test_routing_not_leaves_unknown_unknown(part: bool | None, opposite: object) -> None:
    assert evaluate(Not(A), {"a": CELL[part]}) is opposite


@pytest.mark.parametrize(
    ("op", "below", "equal", "above"),
    [
        ("eq", N, Y, N),
        ("ne", Y, N, Y),
        ("gt", N, N, Y),
        ("ge", N, Y, Y),
        ("lt", Y, N, N),
        ("le", Y, Y, N),
        ("in", N, Y, N),
    ],
)
def test_routing_comparisons(op: str, below: bool, equal: bool, above: bool) -> None:
    condition = Compare(op, "a", (4,))
    assert [evaluate(condition, {"a": value}) for value in (3, 4, 5)] == [below, equal, above]


@pytest.mark.parametrize("value", [None, *(one for one in Missing if one is not Missing.NOT_SHOWN)])
@pytest.mark.parametrize("op", ["eq", "ne", "gt", "ge", "lt", "le", "in"])
def test_routing_a_missing_answer_is_unknown(op: str, value: Missing | None) -> None:
    assert evaluate(Compare(op, "a", (1,)), {"a": value}) is None
    assert evaluate(Compare(op, "a", (1,)), {}) is None


def test_routing_an_item_that_was_not_shown_fulfils_nothing() -> None:
    assert evaluate(Compare("ne", "a", (1,)), {"a": Missing.NOT_SHOWN}) is False


NUMBERS = st.integers(0, 3)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    st.builds(
        Compare, st.sampled_from(["eq", "ne", "gt", "ge", "lt", "le"]), st.sampled_from("abc"), st.tuples(NUMBERS)
    ),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(Combine, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
ANSWERS = st.fixed_dictionaries({name: st.one_of(st.none(), NUMBERS) for name in "abc"})


@given(CONDITIONS, ANSWERS)
def test_routing_a_known_outcome_never_depends_on_what_is_missing(
    condition: Condition, answers: dict[str, int | None]
) -> None:
    outcome = evaluate(condition, answers)
    open_names = [name for name, value in answers.items() if value is None]
    fillings = itertools.product(range(4), repeat=len(open_names))
    outcomes = {evaluate(condition, answers | dict(zip(open_names, filling, strict=True))) for filling in fillings}
    assert None not in outcomes
    assert outcome is None or outcomes == {outcome}


@given(CONDITIONS, ANSWERS)
def test_routing_de_morgan(condition: Condition, answers: dict[str, int | None]) -> None:
    both = Combine("and", (condition, A))
    either = Combine("or", (Not(condition), Not(A)))
    assert evaluate(Not(both), answers) is evaluate(either, answers)


@given(CONDITIONS)
def test_routing_is_written_and_walked_whole(condition: Condition) -> None:
    written = str(as_written(condition))
    assert all(str([one.variable, one.numbers[0]]) in written for one in comparisons(condition))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, U),
        ({"alcohol": 0}, N),
        ({"alcohol": 0, "units": 12}, N),
        ({"alcohol": 1}, U),
        ({"alcohol": 1, "units": 4}, N),
        ({"alcohol": 1, "units": 5}, Y),
        ({"units": 4}, N),
        ({"units": 5}, U),
        ({"alcohol": Missing.REFUSED, "units": Missing.SKIPPED}, U),
        ({"alcohol": 2, "units": Missing.NOT_SHOWN}, N),
    ],
)
def test_routing_what_hangs_on_a_hidden_item_is_hidden_too(values: dict[str, int], expected: bool | None) -> None:
    assert shown(get("progression").item("heavy_days"), values) is expected


def test_routing_inside_not_and_or_the_hidden_item_still_counts() -> None:
    hidden = {"b": Compare("eq", "a", (1,))}
    assert evaluate(route(Not(B), hidden), {"a": 0}) is True
    assert evaluate(route(Combine("or", (B, Compare("eq", "c", (1,)))), hidden), {"a": 0, "c": 1}) is True


@pytest.mark.parametrize(
    ("values", "expected"),
    [({"phase": 1}, Missing.NOT_SHOWN), ({"phase": 2}, Missing.SKIPPED), ({"phase": None}, Missing.SKIPPED)],
)
def test_routing_tells_what_an_empty_cell_means(values: dict[str, int | None], expected: Missing) -> None:
    assert empty_means(get("running").item("ready_safe"), values) is expected
    assert empty_means(get("running").item("place"), values) is Missing.SKIPPED
