"""The rules about roles, as truth tables."""

from itertools import product

import pytest

from fremskudt.access.rules import membership as rules
from fremskudt.access.rules.organisation import KEEPS_NAME, may_rename
from fremskudt.access.rules.setup import STEP_NAMES, Step, next_step, steps
from fremskudt.access.rules.two_step import TWO_STEP_NAMES, TwoStep, two_step

# rule → what must hold, what must not, in the order in which reasons are told
GIVE = (
    ("administers", False, rules.NO_LONGER),
    ("to_self", True, rules.TO_SELF),
    ("role_exists", False, rules.NO_SUCH_ROLE),
    ("closed", True, rules.CLOSED),
    ("has_role", True, rules.HAS_ROLE),
)
INVITE = (
    ("administers", False, rules.NO_LONGER),
    ("to_self", True, rules.TO_SELF),
    ("role_exists", False, rules.NO_SUCH_ROLE),
    ("waits", True, rules.INVITED),
)
END = (
    ("administers", False, rules.NO_LONGER),
    ("last_administrator", True, rules.LAST_ADMINISTRATOR),
    ("only_role", True, rules.ONLY_ROLE),
)
CLOSE = (
    ("administers", False, rules.NO_LONGER),
    ("own", True, rules.SELF),
    ("closed", True, rules.IS_CLOSED),
    ("last_administrator", True, rules.LAST_ADMINISTRATOR),
)
REOPEN = (("administers", False, rules.NO_LONGER), ("closed", False, rules.IS_OPEN))  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "table"),
    [
        (rules.may_give, GIVE),
        (rules.may_invite, INVITE),
        (rules.may_end, END),
        (rules.may_close, CLOSE),
        (rules.may_reopen, REOPEN),
    ],
    ids=["give", "invite", "end", "close", "reopen"],
)
def test_membership_rule_tells_the_first_reason_of_every_combination(rule, table):
    for values in product([False, True], repeat=len(table)):
        reasons = [why for value, (_name, bad, why) in zip(values, table, strict=True) if value is bad]
        verdict = rule(**dict(zip((name for name, _bad, _why in table), values, strict=True)))
        assert verdict.reason == (reasons[0] if reasons else "")
        assert bool(verdict) is not bool(reasons)


@pytest.mark.parametrize(
    ("holds", "way"),
    [
        ("key app municipal device light", TwoStep.KEY_AND_APP),
        ("key municipal device light", TwoStep.KEY),
        ("app municipal device light", TwoStep.APP),
        ("municipal device light", TwoStep.MUNICIPAL),
        ("device light", TwoStep.DEVICE),
        ("device", TwoStep.MISSING),
        ("light", TwoStep.MISSING),
        ("", TwoStep.MISSING),
    ],
)
def test_membership_two_step_is_the_strongest_way_in(holds, way):
    ways = dict.fromkeys(("key", "app", "municipal", "device", "light"), False) | dict.fromkeys(holds.split(), True)
    assert two_step(**ways) is way
    assert set(TWO_STEP_NAMES) == set(TwoStep)


def test_membership_municipality_is_set_up_in_order():
    table = {
        (False, False, 0): Step.CENTRE, (False, True, 9): Step.CENTRE, (True, False, 0): Step.PARTNERS,
        (True, False, 9): Step.PARTNERS, (True, True, 0): Step.PEOPLE, (True, True, 1): None,
    }  # fmt: skip
    for (centre, partner, others), step in table.items():
        assert next_step(has_centre=centre, has_partner=partner, n_others=others) is step
    assert [state for _words, state in steps(Step.PARTNERS)] == ["done", "now", "next"]
    assert set(STEP_NAMES) == set(Step)


def test_membership_a_municipality_keeps_its_name():
    assert may_rename(stands_alone=False)
    assert may_rename(stands_alone=True).reason == KEEPS_NAME
