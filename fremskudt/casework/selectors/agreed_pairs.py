"""Which citizens have said yes to which of the reader's houses, in order and a page at a time, in the database.

The database only knows who cannot be there: it asks for a yes that runs, and sets aside whoever has also said a no. Of
these few `Sharing` answers, as it does again for every one who is shown. So nobody's ledger is fetched to show twenty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from typing import Any, NamedTuple

from django.db.models import Q

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.rules.consent import Answer, Purpose, Recipient, Use
from fremskudt.casework.selectors import agreed_questions as questions
from fremskudt.casework.selectors.agreed_questions import Asking
from fremskudt.casework.selectors.agreed_reader import open_for
from fremskudt.casework.selectors.consent import Sharing, sharing_told, sharing_with
from fremskudt.casework.selectors.prepared import length, listed, prepare

AT_ONCE = 32  # people asked for on a first page: as many as one question about their ledgers takes


class Pair(NamedTuple):
    """One citizen, and the house that they said yes to."""

    organisation: int
    house: str
    citizen: int
    code: str
    alias: str
    refuses: bool  # has said the reader a no too


class Found(NamedTuple):
    """Those of a page, and what the ledger says of them where it has been asked already."""

    pairs: list[Pair]
    told: Sharing | None = None


def list_pairs(
    reach: Reach, recipients: Sequence[Recipient], now: datetime, which: slice, *, alias: str = ""
) -> list[Pair]:
    """Those of a page, house by house, whoever has something within the week first."""
    return find_pairs(reach, recipients, now, which, alias=alias).pairs


def find_pairs(reach: Reach, recipients: Sequence[Recipient], now: datetime, which: slice, *, alias: str = "") -> Found:
    """The same with their ledger, if any of them has said a no too: two questions of each house until the page is full.

    Of the first page some more are asked for than it shows, and whoever is closed by a no is left out afterwards, which
    costs one more: that is the same page, as long as enough are left. Where a page begins is known only when all the
    noes are, so on a later page, or when too few are left, those who have said a no are asked about beforehand.
    """
    if not recipients:
        return Found([])
    if not which.start and which.stop < AT_ONCE:
        seen = _pairs(reach, recipients, now, slice(0, AT_ONCE), {}, alias)
        if not any(pair.refuses for pair in seen):
            return Found(seen[which])
        told = sharing_with(reach, now, recipients=recipients, citizens={pair.citizen for pair in seen})
        aside = _set_aside(reach, told, recipients)
        left = [pair for pair in seen if pair.citizen not in aside[pair.organisation].closed]
        if not any(one.by_help for one in aside.values()) and (len(left) >= which.stop or len(seen) < AT_ONCE):
            return Found(left[which], told)
    aside = _set_aside(reach, _refusing(reach, recipients, now), recipients)
    return Found(_pairs(reach, recipients, now, which, aside, alias))


def n_stopped(reach: Reach, recipients: Sequence[Recipient], now: datetime) -> int:
    """Of how many citizens something has been withdrawn from these houses in the last seven days. Never whose."""
    asking = _asking(reach, recipients, now)
    return sum(n for (n,) in prepare(questions.stopped, *asking.codes).ask(asking.told())) if recipients else 0


def has_more(reach: Reach, recipients: Sequence[Recipient], now: datetime) -> bool:
    """Whether somebody has said yes to what only a stronger log-in shows."""
    asking = _asking(reach, recipients, now)
    return bool(recipients) and bool(prepare(questions.more, *asking.codes).ask(asking.told()))


class _Aside(NamedTuple):
    """Of those who have said a no to a house: who is closed to the reader, and whom only a yes to help opens."""

    closed: list[int]
    by_help: list[int]


def _pairs(  # noqa: PLR0917
    reach: Reach,
    recipients: Sequence[Recipient],
    now: datetime,
    which: slice,
    aside: dict[int, _Aside],
    alias: str,
) -> list[Pair]:
    """Part by part until the page is full; of a later page, those that lie before it are counted."""
    found, skip, n = list[Pair](), which.start, which.stop - which.start
    for one, is_soon in product(recipients, (True, False)):
        house = one.organisation or 0
        part = _Part(_asking(reach, [one], now), aside.get(house, _Aside([], [])), is_soon, alias)
        rows = part.rows(skip, n)[: n - len(found)]
        skip = 0 if rows or not skip else skip - part.count()
        found += [Pair(house, *row) for row in rows]
        if len(found) == n:
            break
    return found


@dataclass(frozen=True)
class _Part:
    """A part of the list: of one house, those with something within the week, or the others."""

    asking: Asking
    aside: _Aside
    is_soon: bool
    alias: str

    def rows(self, start: int, n: int) -> Sequence[Any]:
        """Prepared, unless it is searched for: what is typed is no number."""
        return list(self._people()[start : start + n]) if self.alias else self._prepared(start, n)

    def count(self) -> int:
        """How many there are, which goes through all of them: only to find one's way to a later page."""
        return int(self._people().order_by().count())

    def _prepared(self, start: int, n: int) -> Sequence[Any]:
        sizes = [length(len(some)) if some else 0 for some in self.aside]
        asked = prepare(questions.page, *self.asking.codes, *sizes, int(self.is_soon), n)
        if start:  # where a page begins is no value of a question, so each would be put together anew
            asked = replace(asked, sql=f"{asked.sql} OFFSET {start:d}")
        closed, by_help = (
            listed(name, some, size) for name, some, size in zip(_Aside._fields, self.aside, sizes, strict=True)
        )
        return asked.ask({**self.asking.told(), **closed, **by_help})

    def _people(self) -> Any:
        found = questions.people(self.asking, *self.aside, is_soon=self.is_soon)
        if not self.alias:
            return found
        # As it may be written: SQLite folds the case of English letters only.
        ways = {self.alias, self.alias.lower(), self.alias.upper(), self.alias.capitalize()}
        return found.filter(Q(*(Q(alias__icontains=way) for way in sorted(ways)), _connector=Q.OR))


def _refusing(reach: Reach, recipients: Sequence[Recipient], now: datetime) -> Sharing:
    """What the ledger says of those who have said the reader a no: of them the rule is asked beforehand."""
    asking = _asking(reach, recipients, now)
    return sharing_told(reach, prepare(questions.refusing, *asking.codes).ask(asking.told()), now)


def _set_aside(reach: Reach, told: Sharing, recipients: Sequence[Recipient]) -> dict[int, _Aside]:
    """House by house what the rule says of those who have said a no. Of the others it is asked when they are shown.

    A yes to help is among the rows only as long as something goes on, so nobody's farewell is asked about here.
    """
    found = {one.organisation or 0: _Aside([], []) for one in recipients}
    for root, ledger in told.ledger.items():
        if all(said.answer != Answer.NO for said in ledger):
            continue
        hands_on = any(said.purpose == Purpose.HANDING_ON and said.answer == Answer.YES for said in ledger)
        for one in recipients:
            if not open_for(reach, told, root, one, Use.LIST, goes_on=True).topics:
                found[one.organisation or 0].closed.append(root)
            elif hands_on and not open_for(reach, told, root, one, Use.LIST, goes_on=False).topics:
                found[one.organisation or 0].by_help.append(root)
    return found


def _asking(reach: Reach, recipients: Sequence[Recipient], now: datetime) -> Asking:
    sees_all = reach.where(Permission.SHARED_READ)
    return Asking.of(reach.user_id, [(one, one.organisation in sees_all) for one in recipients], now)
