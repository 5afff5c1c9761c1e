"""The ledger of who may know what, fetched once for all the people and recipients of a page, and asked in one way.

Every page, fragment, search, list, export, print, calendar, message and meeting that would tell somebody something
about a citizen asks `Sharing` and shows no more than it answers. See rules/consent.py.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from fremskudt.access.models import Membership
from fremskudt.access.reach import Reach
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Barring, Citizen, ConsentEntry
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import consent as rules
from fremskudt.casework.rules.consent import Answer, Direction, Recipient, Said, Use
from fremskudt.casework.selectors.prepared import NOBODY, Marks, length, listed, prepare

COLUMNS = (
    "pk", "root", "answer", "purpose", "topics", "direction", "said_at", "made_at", "until_on", "organisation_id",
    "user_id", "role", "outside", "meeting_id", "end__at",
)  # fmt: skip


@dataclass(frozen=True)
class Sharing:
    """What the ledger said at one instant about the people it was fetched for. Of anybody else it knows nothing: no.

    A yes that has lapsed is not fetched: it opens nothing, and a no needs no yes to stand.
    """

    ledger: dict[int, list[Said]]  # citizen → entries
    barred: frozenset[tuple[int, int]]  # user and citizen: no yes opens a barring
    at: datetime
    reader: int | None = None  # fetched for this user: of the barrings of others it knows nothing, so it tells them no

    def topics(
        self, citizen: int, recipient: Recipient, use: Use, *, direction: Direction = Direction.TELL,
        meeting: int | None = None,
    ) -> frozenset[str]:  # fmt: skip
        """All that may reach this recipient about this citizen through this door; empty when nothing may."""
        if (recipient.user or 0, citizen) in self.barred or self._is_for_another(recipient):
            return frozenset()
        told = self._told.get((citizen, recipient.outside or recipient.organisation), ())
        return rules.shared_topics(
            told, citizen=citizen, recipient=recipient, use=use, at=self.at, on=self._on, direction=direction,
            meeting=meeting,
        )  # fmt: skip

    def any_of(self, citizen: int, recipients: Iterable[Recipient], use: Use) -> frozenset[str]:
        """The same for somebody who stands in several places."""
        return frozenset().union(*(self.topics(citizen, one, use) for one in recipients))

    def may_share(
        self, citizen: int, recipient: Recipient, topic: str, use: Use, *, meeting: int | None = None
    ) -> Verdict:
        told = topic in self.topics(citizen, recipient, use, meeting=meeting)
        return Verdict.yes() if told else Verdict.no(rules.MISSING)

    @cached_property
    def _told(self) -> dict[tuple[int, str | int | None], list[Said]]:
        """The same entries by whom they speak of and to: a house, or somebody outside by name."""
        found: dict[tuple[int, str | int | None], list[Said]] = {}
        for one in chain.from_iterable(self.ledger.values()):
            found.setdefault((one.citizen, one.outside or one.organisation), []).append(one)
        return found

    @cached_property
    def _on(self) -> date:
        return timezone.localdate(self.at)

    def _is_for_another(self, recipient: Recipient) -> bool:
        return self.reader is not None and recipient.user not in {None, self.reader}


def sharing(citizens: Collection[int], at: datetime | None = None) -> Sharing:
    """The ledger about these citizens (ids of records as they are kept), all recipients together: one question."""
    at = at or timezone.now()
    ledger = _ledger(_columns(_about(citizens), timezone.localdate(at)))
    barred = Barring.objects.filter(lifted_at=None).annotate(root=ROOT).filter(root__in=list(ledger))
    return Sharing(ledger, frozenset(barred.values_list("user", "root")), at)


def sharing_with(
    reach: Reach,
    at: datetime | None = None,
    *,
    recipients: Collection[Recipient] | None = None,
    citizens: Collection[int] | QuerySet[Any, Any] | None = None,
) -> Sharing:
    """The ledger as far as it speaks of the organisations where the reader is, for the pages of a partner.

    Of these citizens only (ids of records as they are kept), so that a list fetches what it shows; without them of
    everybody who has said yes. One question where the recipients are known: whom the reader is barred from is left out
    by the database.
    """
    at = at or timezone.now()
    houses = [one.organisation or NOBODY for one in (recipients_of(reach) if recipients is None else recipients)]
    me, today = reach.user_id or NOBODY, timezone.localdate(at)
    if citizens is None:
        told = _standing().filter(organisation__in=houses, answer=Answer.YES)
        citizens = told.filter(until_on__gte=today).annotate(root=ROOT).values("root")
    if isinstance(citizens, QuerySet):
        return sharing_told(reach, told_rows(me, houses, today, citizens), at)
    sizes = length(len(houses)), length(len(citizens))
    values = listed("house", houses, sizes[0]) | listed("citizen", list(citizens), sizes[1])
    return sharing_told(reach, prepare(_of_these, *sizes).ask({"me": me, "today": today, **values}), at)


def told_rows(me: int, houses: Collection[int], today: date, citizens: Collection[int] | QuerySet[Any, Any]) -> Any:
    """What these citizens have told these houses, as `sharing_told` takes it. Every value may be a mark."""
    barred = Barring.objects.filter(user=me, lifted_at=None).annotate(root=ROOT).values("root")
    rows = _about(citizens).filter(organisation__in=houses).annotate(root=ROOT).exclude(root__in=barred)
    return _columns(rows, today)


def sharing_told(reach: Reach, rows: Iterable[Sequence[Any]], at: datetime) -> Sharing:
    """What those rows tell the reader. Whom the reader is barred from is not among them."""
    return Sharing(_ledger(rows), frozenset(), at, reader=reach.user_id or 0)


def _of_these(marks: Marks, n_houses: int, n_citizens: int) -> Any:
    houses, citizens = marks.numbers("house", n_houses), marks.numbers("citizen", n_citizens)
    return told_rows(marks.number("me"), houses, marks.day("today"), citizens)


def recipients_of(reach: Reach) -> list[Recipient]:
    """Who the reader is to the ledger: one for each organisation where they stand now, with their roles there.

    Asked of the memberships of this moment, so that who has left a house no longer sees what was told to it.
    """
    return list(recipients_for([reach.user_id or 0]).get(reach.user_id or 0, []))


def recipients_for(users: Collection[int]) -> dict[int, list[Recipient]]:
    """The same for several users at once, closed accounts left out."""
    rows = Membership.objects.filter(user__in=users, user__is_active=True)
    rows = rows.order_by("organisation__name", "organisation_id")  # as a list comes, house by house
    found: dict[tuple[int, int], set[str]] = {}
    for user, organisation, role in rows.values_list("user_id", "organisation_id", "role"):
        found.setdefault((user, organisation), set()).add(role)
    told: dict[int, list[Recipient]] = {}
    for (user, organisation), roles in found.items():
        told.setdefault(user, []).append(Recipient(organisation, user, frozenset(roles)))
    return told


def _standing() -> QuerySet[ConsentEntry]:
    return ConsentEntry.objects.standing().exclude(answer=Answer.NOT_NOW)


def _about(citizens: Collection[int] | QuerySet[Any, Any]) -> QuerySet[ConsentEntry]:
    """The standing entries of these records and of those merged into them, each looked up by its index."""
    return _standing().filter(citizen__in=family(citizens))


def family(citizens: Collection[int] | QuerySet[Any, Any]) -> Any:
    """The ids of these records and of those merged into them, each kind by its index: an OR goes through everybody."""
    kept, merged = Citizen.objects.filter(pk__in=citizens), Citizen.objects.filter(merged_into__in=citizens)
    return kept.order_by().values("pk").union(merged.order_by().values("pk"), all=True)


def _columns(rows: QuerySet[Any, Any], today: date) -> Any:
    """The columns of `Said`, without the yeses that have lapsed."""
    rows = rows.exclude(answer=Answer.YES, until_on__lt=today)
    return rows.annotate(root=ROOT).order_by().values_list(*COLUMNS)


def _ledger(rows: Iterable[Sequence[Any]]) -> dict[int, list[Said]]:
    ledger: dict[int, list[Said]] = {}
    for row in rows:
        said = Said(*[*row[:4], frozenset(row[4].split()), *row[5:]])
        ledger.setdefault(said.citizen, []).append(said)
    return ledger
