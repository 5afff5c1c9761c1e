"""What a typed sheet may touch, who may see it, and how two typings are compared: truth tables."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from fremskudt import instruments
from fremskudt.instruments import Missing
from fremskudt.surveys.rules import typing as rules
from fremskudt.surveys.rules.bites import answered, empty

FORM = instruments.get("progression")
START = instruments.get("start")
TODAY = date(2026, 11, 22)
MANY = next(item for item in START.items if item.scale.kind == "multiple")


@pytest.mark.parametrize("is_shared", [True, False])
@pytest.mark.parametrize("follows", [True, False])
@pytest.mark.parametrize("had_it_on", [None, TODAY, TODAY - timedelta(days=1)])
def test_may_see_is_for_whom_it_is_shared_with_and_for_the_hands_of_the_day(
    is_shared: bool, follows: bool, had_it_on: date | None
) -> None:
    sees = rules.may_see(is_shared=is_shared, follows=follows, had_it_on=had_it_on, today=TODAY)
    assert sees is ((is_shared and follows) or had_it_on == TODAY)


@pytest.mark.parametrize(
    ("stands", "typed", "becomes"),
    [
        (Missing.NOT_ASKED, 2, "new"), (Missing.NOT_ASKED, Missing.SKIPPED, "new"), (Missing.UNREADABLE, 2, "new"),
        (Missing.NOT_SHOWN, 2, "new"), (2, 2, "stands"), (2, 3, "clashes"), (2, Missing.SKIPPED, "stands"),
        (2, Missing.UNREADABLE, "stands"), (Missing.SKIPPED, 2, "clashes"), (Missing.REFUSED, 2, "clashes"),
        (Missing.DONT_KNOW, 2, "clashes"), (Missing.SKIPPED, Missing.SKIPPED, "stands"),
        (Missing.SKIPPED, Missing.UNREADABLE, "stands"),
    ],
)  # fmt: skip
def test_sort_fills_what_is_open_and_overwrites_nothing(stands: Any, typed: Any, becomes: str) -> None:
    found = rules.sort(FORM, {"sleep": typed}, {**empty(FORM), "sleep": stands})
    assert {name: list(getattr(found, name)) for name in ("new", "stands", "clashes")} == {
        "new": [], "stands": [], "clashes": [], becomes: ["sleep"],
    }  # fmt: skip


def test_sort_reads_a_question_of_many_as_one() -> None:
    first, second = (str(option.slug) for option in MANY.scale.options[:2])
    told = answered(START, [MANY.id], {MANY.id: [first]}, empty(START))
    assert rules.sort(START, {MANY.id: [first]}, told).stands == (MANY.id,)
    assert rules.sort(START, {MANY.id: [second]}, told).clashes == (MANY.id,)


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        (2, 2, False), (2, 3, True), (2, Missing.UNREADABLE, True), (2, None, True), (Missing.SKIPPED, None, False),
        (Missing.NOT_ASKED, Missing.SKIPPED, False), (Missing.NOT_ASKED, 0, True), (0, Missing.SKIPPED, True),
        (Missing.UNREADABLE, Missing.UNREADABLE, False),
    ],
)  # fmt: skip
def test_differences_are_of_what_the_paper_says(first: Any, second: Any, differs: bool) -> None:
    values = {**empty(FORM), "sleep": first}
    given = {"focus": Missing.SKIPPED} | ({} if second is None else {"sleep": second})
    found = rules.differences(FORM, values, given, ["sleep", "focus"])
    assert [one.item for one in found] == ["sleep"] * differs
    assert rules.differences(FORM, values, given, ["focus"]) == []  # what was answered otherwise is not compared


def test_gaps_are_rows_passed_over_and_not_where_somebody_stopped() -> None:
    assert rules.gaps(FORM, {"inspire_supported": 1, "inspire_self": 2}) == ["inspire_hope"]
    assert rules.gaps(FORM, {"inspire_supported": 1}) == []
    assert rules.gaps(FORM, {}) == []
    hidden = {item.id: Missing.SKIPPED for item in FORM.items if item.id not in {"units", "heavy_days"}}
    assert rules.gaps(FORM, {**hidden, "alcohol": 0}) == []
    assert rules.gaps(FORM, {**hidden, "alcohol": 1, "heavy_days": Missing.SKIPPED}) == ["units"]


def test_typed_twice_is_every_fifth_and_the_rate_is_of_a_thousand() -> None:
    assert sum(map(rules.is_typed_twice, range(1, 1001))) == 200
    assert rules.errors_per_thousand(n_differences=0, n_fields=0) is None
    assert rules.errors_per_thousand(n_differences=3, n_fields=600) == 5


def test_marks_are_the_digit_of_the_code_and_count_where_many_can_be_chosen() -> None:
    assert list(rules.marks(MANY).values())[:2] == ["1", "2"]
    assert rules.marks(MANY)["none"] == "0"
    ten = FORM.item("tem_social")
    assert "".join(rules.marks(ten).values()) == "0123456789t"
    far = replace(ten, scale=replace(ten.scale, maximum=12))
    assert list(rules.marks(far).values())[-2:] == ["", ""]


@pytest.mark.parametrize(
    ("typed", "checked", "reason"),
    [(None, None, rules.NOT_TYPED), (TODAY, None, ""), (TODAY, TODAY, rules.CHECKED_ALREADY)],
)
def test_may_check_once_after_the_first_typing(typed: Any, checked: Any, reason: str) -> None:
    assert rules.may_check(typed_at=typed, checked_at=checked).reason == reason
    assert rules.may_correct(typed_at=typed).reason == (rules.NOT_TYPED if typed is None else "")


def test_may_type_only_the_version_that_is_begun() -> None:
    assert rules.may_type(printed="a", begun="a")
    assert rules.may_type(printed="a", begun="b").reason == rules.OTHER_VERSION
