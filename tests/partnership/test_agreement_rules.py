"""Which version of an agreement holds, what is to do, and who may sign, as plain tables."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from fremskudt.partnership.rules import agreement as rules

pytestmark = [pytest.mark.database, pytest.mark.django_db]
TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 1, 12, tzinfo=timezone.get_default_timezone())
STOPPED = "Det ligner et navn. Skriv et andet ord, så gemmer vi."


def version(ours: bool, theirs: bool, from_on: int = -10, ends_on: int | None = None) -> Any:
    return SimpleNamespace(
        signed_by_us_at=AT if ours else None, signed_by_them_at=AT if theirs else None,
        from_on=TODAY + timedelta(days=from_on), ends_on=None if ends_on is None else TODAY + timedelta(days=ends_on),
    )  # fmt: skip


OLD, BOTH, HALF = version(True, True, -100), version(True, True), version(True, False)
AHEAD, OVER, NONE = version(True, True, 5), version(True, True, ends_on=-1), version(False, False)
LAST_DAY = version(True, True, ends_on=0)


@pytest.mark.parametrize(
    ("versions", "holds", "waits"),
    [
        ([], None, None),
        ([NONE], None, NONE),
        ([HALF], None, HALF),
        ([BOTH], BOTH, None),
        ([HALF, OLD], OLD, HALF),  # until both have signed the earlier one holds
        ([BOTH, OLD], BOTH, None),
        ([AHEAD, OLD], OLD, AHEAD),  # signed, and not begun
        ([OVER], None, None),
        ([OVER, OLD], None, None),  # what has ended brings no earlier one back
        ([LAST_DAY], LAST_DAY, None),
        ([version(True, False, ends_on=-1), OLD], OLD, None),
    ],
)
def test_agreement_that_holds_is_the_newest_that_both_have_signed(versions: list[Any], holds: Any, waits: Any) -> None:
    assert rules.holding(versions, TODAY) is holds
    assert rules.waiting(versions, TODAY) is waits


def test_agreement_todos_come_in_the_order_of_what_to_do() -> None:
    everything = {
        "has_mishap": True, "has_any": False, "review_on": TODAY - timedelta(days=1), "unsigned": ["theirs", "ours"],
        "has_proposal": True, "today": TODAY,
    }  # fmt: skip
    assert rules.todos(**everything) == list(rules.Todo)  # type: ignore[arg-type]
    calm = {"has_mishap": False, "has_any": True, "unsigned": [], "has_proposal": False, "today": TODAY}
    for on in (None, TODAY, TODAY + timedelta(days=1)):  # on the very day it is not late
        assert rules.todos(review_on=on, **calm) == []  # type: ignore[arg-type]
    assert set(rules.TODOS) == set(rules.Todo)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, ""),
        ({"is_replaced": True, "has_ended": True, "by_another": True}, rules.REPLACED),
        ({"has_ended": True, "by_another": True}, rules.ENDED),
        ({"by_another": True, "is_other_side": True}, rules.SIGNED_BY_ANOTHER),
        ({"is_other_side": True}, rules.ONE_PERSON),
    ],
)
def test_agreement_is_signed_only_as_the_newest_and_by_one_on_each_side(facts: dict[str, bool], reason: str) -> None:
    nothing = dict.fromkeys(("is_replaced", "has_ended", "by_another", "is_other_side"), False)
    assert rules.may_sign(**{**nothing, **facts}).reason == reason
