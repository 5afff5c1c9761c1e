"""»Aftalt med os«: one card for each who has said yes to a house of the reader's, the nearest thing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Case
from fremskudt.casework.models.citizen import ROOT, Citizen
from fremskudt.casework.rules import agreed as rules
from fremskudt.casework.rules.consent import Recipient, Topic, Use
from fremskudt.casework.selectors import agreed_lines as ledgers
from fremskudt.casework.selectors.agreed import Promise, Role, Seen, Time, put_together
from fremskudt.casework.selectors.agreed_pairs import Pair, has_more, list_pairs, n_stopped
from fremskudt.casework.selectors.agreed_reader import Open, houses, log_shown, open_for
from fremskudt.casework.selectors.consent import sharing_with


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

    def first_on(self) -> date:
        """The day of the nearest thing; the last there is where there is none."""
        days = [promise.on for promise in self.promises]
        return min([*days, *([timezone.localdate(self.next.at)] if self.next else [])], default=date.max)


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
            for (house, is_soon), cards in groupby(self.cards, key=lambda card: (card.house, _is_soon(card)))
        ]

    @property
    def first(self) -> Card | None:
        """The one with the nearest thing within the week."""
        soon = [card for card in self.cards if _is_soon(card)]
        return min(soon, key=Card.first_on, default=None)


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
    pairs = list_pairs(reach, recipients, now, which, alias=alias)
    cards = cards_of(reach, recipients, pairs[: rules.SHOWN], use, now)
    light = Permission.SHARED_READ in reach.withheld
    return Listing(
        cards=tuple(sorted(cards, key=_place)), page=page, more=len(pairs) > rules.SHOWN,
        n_stopped=n_stopped(reach, recipients, now), n_houses=len(recipients),
        is_more=any(card.is_more for card in cards) or (light and page == 1 and has_more(reach, recipients, now)),
        sees_all=reach.may(Permission.SHARED_READ),
    )  # fmt: skip


def cards_of(
    reach: Reach, recipients: Sequence[Recipient], pairs: Sequence[Pair], use: Use, now: datetime
) -> list[Card]:
    """The cards of these pairs, each as far as the ledger opens it at this moment. Three questions."""
    roots = {pair.citizen for pair in pairs}
    if not roots:
        return []
    told = sharing_with(reach, now, recipients=recipients, citizens=roots)
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


def cases_of(roots: Sequence[int] | set[int]) -> dict[int, Courses]:
    """Of each of these the courses; somebody without any has nothing that goes on."""
    rows = Case.objects.filter(citizen__in=Citizen.objects.family_of(roots).order_by().values("pk"))
    found = rows.annotate(root=ROOT).order_by("-found_on", "-pk").values_list("root", "pk", "ending")
    made = dict.fromkeys(roots, Courses())
    for root, case, ending in found:
        made[root] = Courses((*made[root].ids, case), made[root].goes_on or ending is None)
    return made


def _lines(reach: Reach, cases: Sequence[int], now: datetime) -> list[ledgers.Line]:
    """What the cards need of each: times to come, and what is the reader's own."""
    if not cases:
        return []
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Q(organisation__in=reach.where(Permission.AGREED_READ))
    return ledgers.ask(
        [
            ledgers.times(cases, start),
            ledgers.tasks(cases, mine & Q(owner=reach.user_id)),
            ledgers.roles(cases, now.date(), mine),
        ]
    )


def _card(pair: Pair, opened: Open, lines: Sequence[ledgers.Line], now: datetime) -> Card:
    lines = opened.readable(lines)
    seen: Seen = put_together(lines, opened.recipient, opened.topics & {Topic.APPOINTMENTS})
    own = put_together(lines, opened.recipient, opened.topics)
    coming = [time for time in seen.times if time.at >= now]
    return Card(
        pair.code, pair.alias, pair.house, rules.in_order(opened.topics), own.roles, own.promises,
        coming[0] if coming else None, opened.is_more,
    )  # fmt: skip


def _is_soon(card: Card) -> bool:
    return rules.is_soon(card.first_on(), timezone.localdate())


def _place(card: Card) -> tuple[str, bool, date, str]:
    """House by house; within the week by day, the others by alias."""
    soon = _is_soon(card)
    return card.house, not soon, card.first_on() if soon else date.max, card.alias.casefold()
