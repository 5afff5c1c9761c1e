"""»Mine praj«: the tips of one's own house, with our work, and »i kontakt« where that person said yes to it (P3, X2).

It stands here, since only the field work may ask the ledger. Of a citizen nothing comes along.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import NotNow, Verdict
from fremskudt.casework.selectors.feedback import keys_in_contact
from fremskudt.partnership.models import Sighting, Tip, TipStep
from fremskudt.partnership.rules import house_view as rules
from fremskudt.partnership.rules.house_view import HouseView
from fremskudt.partnership.rules.undo import may_undo
from fremskudt.partnership.selectors.house_tips import (
    HouseTip,
    find_house_tip,
    house_tip,
    list_house_tips,
    list_houses,
)
from fremskudt.partnership.selectors.weekly_mail import Wish, wish_of

SHOWN = 20
Line = TypeVar("Line", Sighting, TipStep)


@dataclass(frozen=True)
class Row:
    """One tip as its house sees it."""

    code: str
    memory_word: str
    place: str
    house: str  # empty where the reader has one house alone
    week_on: date
    weeks_seen: Sequence[date]
    view: HouseView
    is_in_contact: bool
    may_see_again: Verdict
    may_write: Verdict
    may_remove: Verdict
    own_sighting: Sighting | None  # one's own, while it can be undone
    own_step: TipStep | None


@dataclass(frozen=True)
class House:
    """A house with the number it was told this year, 0 for none; its name only where there are several."""

    name: str
    n_at_least: int


@dataclass(frozen=True)
class OwnTips:
    houses: Sequence[House]
    rows: Sequence[Row]
    has_more: bool
    asks_first: bool  # for a new tip: may they know who it is? (X1)
    wish: Wish

    @property
    def has_number(self) -> bool:
        return any(house.n_at_least for house in self.houses)


@transaction.atomic
def read_own_tips(reach: Reach, *, everything: bool = False) -> OwnTips:
    """The page, twenty rows unless everything is asked for. An event for each house, and each who is in contact."""
    now = timezone.now()
    listed = list_houses(reach.where(Permission.TIP_ADD), timezone.localdate(now))
    tips = list_house_tips(listed, timezone.localdate(now), most=None if everything else SHOWN + 1)
    shown = tips if everything else tips[:SHOWN]
    wish = wish_of(reach.user_id or 0)
    told = keys_in_contact([row.tip for row in shown], reach)
    audit.record_reads(
        by=reach.actor, action="own_tips.read", purpose=Purpose.CARE, fields="coded,free_text",
        subjects=sorted({f"org:{row.tip.organisation_id}" for row in shown} | set(told.values())),
    )  # fmt: skip
    several = len(listed) > 1
    return OwnTips(
        houses=[House(one.organisation.name if several else "", one.n_at_least) for one in listed],
        rows=[_row(one, reach, now, is_in_contact=one.tip.pk in told, named=several) for one in shown],
        has_more=len(shown) < len(tips),
        asks_first=bool(listed) and all(one.asks_first for one in listed),
        wish=wish,
    )


@transaction.atomic
def read_own_tip(reach: Reach, code: str) -> Row:
    """One, for the page that asks before it is taken away. Whether we are in contact is not asked: it is not shown."""
    tip, now = get_own_tip(reach, code), timezone.now()
    if tip.taken_back_at or tip.expired_at:
        raise NotNow(rules.GONE)
    row = _row(house_tip(tip, timezone.localdate(now)), reach, now, is_in_contact=False, named=False)
    audit.record(
        by=reach.actor, action="own_tips.read", subject=f"org:{tip.organisation_id}", purpose=Purpose.CARE,
        fields="coded,free_text",
    )  # fmt: skip
    return row


def get_own_tip(reach: Reach, code: str) -> Tip:
    """A tip of one's own house, whatever became of it; 404 for any other."""
    tip = find_house_tip(reach.where(Permission.TIP_ADD), code)
    if tip is None:
        raise Http404
    return tip


def _row(one: HouseTip, reach: Reach, now: datetime, *, is_in_contact: bool, named: bool) -> Row:
    return Row(
        code=one.tip.code,
        memory_word=one.memory_word,
        place=one.tip.place,
        house=one.tip.organisation.name if named else "",
        week_on=one.tip.week_on,
        weeks_seen=one.weeks_seen,
        view=one.view,
        is_in_contact=is_in_contact,
        may_see_again=rules.may_see_again(one.view, one.weeks_seen),
        may_write=rules.may_write(one.view),
        may_remove=rules.may_remove(one.view),
        own_sighting=_fresh(one.sightings, reach, now),
        own_step=_fresh(one.steps, reach, now),
    )


def _fresh(lines: Sequence[Line], reach: Reach, now: datetime) -> Line | None:
    mine = [line for line in lines if line.by_id == reach.user_id and may_undo(line.made_at, now)]
    return max(mine, key=lambda line: line.made_at, default=None)
