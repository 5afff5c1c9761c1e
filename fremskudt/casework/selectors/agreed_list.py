"""»Aftalt med os«: one card for each who has said yes to a house of the reader's, the nearest thing first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import agreed as rules
from fremskudt.casework.rules.consent import Recipient, Topic, Use
from fremskudt.casework.selectors import agreed_lines as ledgers
from fremskudt.casework.selectors.agreed import Promise, Role, Seen, Time, put_together
from fremskudt.casework.selectors.agreed_pairs import Pair, find_pairs, has_more, n_stopped
from fremskudt.casework.selectors.agreed_reader import Open, houses, log_shown, open_for
from fremskudt.casework.selectors.consent import Sharing, family, sharing_with
from fremskudt.casework.selectors.prepared import NOBODY, Marks, length, listed, prepare


@dataclass(frozen=True)
class Card:
    """One citizen to one house. Holds only what may be shown."""

    code: str
    alias: str
    house: str
    topics: tuple[str, ...]
    roles: tuple[Role, ...]
    promises: tuple[Promise, ...]
    next: Time | None
    is_more: bool

    @property
    def next_at(self) -> datetime | None:
        return self.next.at if self.next else None

    @cached_property
    def first_on(self) -> date:
        """The day of the nearest thing; the last there is where there is none."""
        days = [promise.on for promise in self.promises]
        return min([*days, *([timezone.localdate(self.next.at)] if self.next else [])], default=date.max)

    @cached_property
    def is_soon(self) -> bool:
        return rules.is_soon(self.first_on, timezone.localdate())


@dataclass(frozen=True)
class Group:
    house: str
    is_soon: bool
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Listing:
    cards: tuple[Card, ...]
    page: int
    more: bool
    n_stopped: int
    is_more: bool  # two factors would show more
    n_houses: int
    sees_all: bool

    @property
    def groups(self) -> list[Group]:
        return [
            Group(house, is_soon, tuple(cards))
            for (house, is_soon), cards in groupby(self.cards, key=lambda card: (card.house, card.is_soon))
        ]

    @property
    def first(self) -> Card | None:
        """The one with the nearest thing within the week."""
        return min((card for card in self.cards if card.is_soon), key=lambda card: card.first_on, default=None)


@transaction.atomic
def list_agreed(reach: Reach, page: int) -> Listing:
    """A page of the list, as it is shown."""
    start = (page - 1) * rules.SHOWN
    found = _list(reach, Use.LIST, slice(start, start + rules.SHOWN + 1), page)
    log_shown(reach, [card.code for card in found.cards], "agreed.read")
    return found


@transaction.atomic
def search_agreed(reach: Reach, alias: str) -> Listing:
    """Those among what is agreed whose alias holds these letters."""
    found = _list(reach, Use.SEARCH, slice(0, rules.SHOWN + 1), 1, alias=alias)
    log_shown(reach, [card.code for card in found.cards], "agreed.search")
    return found


@transaction.atomic
def read_next(reach: Reach) -> Card | None:
    """The nearest thing, or nothing."""
    card = _list(reach, Use.FRAGMENT, slice(0, rules.SHOWN + 1), 1).first
    log_shown(reach, [card.code] if card else [], "agreed.read")
    return card


def _list(reach: Reach, use: Use, which: slice, page: int, *, alias: str = "") -> Listing:
    now, recipients = timezone.localtime(), houses(reach)
    pairs, told = find_pairs(reach, recipients, now, which, alias=alias)
    cards = cards_of(reach, recipients, pairs[: rules.SHOWN], use, now, told)
    light = Permission.SHARED_READ in reach.withheld
    return Listing(
        cards=tuple(sorted(cards, key=_place)), page=page, more=len(pairs) > rules.SHOWN,
        n_stopped=n_stopped(reach, recipients, now), n_houses=len(recipients),
        is_more=any(card.is_more for card in cards) or (light and page == 1 and has_more(reach, recipients, now)),
        sees_all=reach.may(Permission.SHARED_READ),
    )  # fmt: skip


def cards_of(  # noqa: PLR0917
    reach: Reach,
    recipients: Sequence[Recipient],
    pairs: Sequence[Pair],
    use: Use,
    now: datetime,
    told: Sharing | None = None,
) -> list[Card]:
    """The cards of these pairs, each as far as the ledger opens it at this moment.

    Three questions; two where the ledger has been asked about these at the same instant.
    """
    roots = {pair.citizen for pair in pairs}
    if not roots:
        return []
    told = told or sharing_with(reach, now, recipients=recipients, citizens=roots)
    cases = cases_of(roots)
    by_house = {one.organisation: one for one in recipients}
    opened = {
        pair: open_for(reach, told, pair.citizen, by_house[pair.organisation], use, goes_on=cases[pair.citizen].goes_on)
        for pair in pairs
    }
    opened = {pair: one for pair, one in opened.items() if one.topics}
    lines = _lines(reach, [case for pair in opened for case in cases[pair.citizen].ids], now)
    root_of = {case: root for root, one in cases.items() for case in one.ids}
    return [
        _card(pair, one, [line for line in lines if root_of[line.case] == pair.citizen], now)
        for pair, one in opened.items()
    ]


@dataclass(frozen=True)
class Courses:
    """The courses (ids, the newest first) of one person, by whichever of the records that were merged."""

    ids: tuple[int, ...] = ()
    goes_on: bool = False


def cases_of(roots: Collection[int]) -> dict[int, Courses]:
    """Of each of these the courses; somebody without any has nothing that goes on."""
    size = length(len(roots))
    made = dict.fromkeys(roots, Courses())
    for root, case, ending in prepare(_cases, size).ask(listed("citizen", list(roots), size)):
        made[root] = Courses((*made[root].ids, case), made[root].goes_on or ending is None)
    return made


def _cases(marks: Marks, n: int) -> Any:
    found = Case.objects.filter(citizen__in=family(marks.numbers("citizen", n))).annotate(root=ROOT)
    return found.order_by("-found_on", "-pk").values_list("root", "pk", "ending")


def _lines(reach: Reach, cases: Sequence[int], now: datetime) -> list[ledgers.Line]:
    """What the cards need of each: times to come, and what is the reader's own."""
    if not cases:
        return []
    houses = sorted(reach.where(Permission.AGREED_READ))
    sizes = length(len(houses)), length(len(cases))
    told = listed("house", houses, sizes[0]) | listed("case", cases, sizes[1])
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = prepare(_of_cards, *sizes).ask({"me": reach.user_id or NOBODY, "start": start, "today": now.date(), **told})
    return [ledgers.Line(*row) for row in rows]


def _of_cards(marks: Marks, n_houses: int, n_cases: int) -> Any:
    cases, mine = marks.numbers("case", n_cases), Q(organisation__in=marks.numbers("house", n_houses))
    return ledgers.together(
        [
            ledgers.times(cases, marks.moment("start")),
            ledgers.tasks(cases, mine & Q(owner=marks.number("me"))),
            ledgers.roles(cases, marks.day("today"), mine),
        ]
    )


def _card(pair: Pair, opened: Open, lines: Sequence[ledgers.Line], now: datetime) -> Card:
    """Shows the times and what is the reader's own: of the topics no more than one is put together for that."""
    topic = opened.topics & {Topic.APPOINTMENTS} or frozenset(rules.in_order(opened.topics)[:1])
    seen: Seen = put_together(opened.readable(lines), opened.recipient, topic)
    coming = [time for time in seen.times if time.at >= now]
    return Card(
        pair.code, pair.alias, pair.house, rules.in_order(opened.topics), seen.roles, seen.promises,
        coming[0] if coming else None, opened.is_more,
    )  # fmt: skip


def _place(card: Card) -> tuple[str, bool, date, str]:
    """House by house; within the week by day, the others by alias."""
    return card.house, not card.is_soon, card.first_on if card.is_soon else date.max, card.alias.casefold()
