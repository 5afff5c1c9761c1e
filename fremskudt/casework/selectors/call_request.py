"""Those who ask to be rung: the team's list without a name or a word, and one opened by whoever is to ring.

A request of one who has a course is seen by those who follow them; where nobody does, by the leader who hands out the
work, so that it is never left unread.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access import audit, cipher
from fremskudt.access.audit import Purpose
from fremskudt.access.cipher import Binding, Wrapped
from fremskudt.access.models import Area, Membership, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Assignment, CallRequest, Citizen
from fremskudt.casework.models.call_request import CallRequestQuerySet
from fremskudt.casework.rules import call_request as rules
from fremskudt.casework.rules.identity import shown_phone
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.rules.undo import LASTS
from fremskudt.casework.selectors.followed import followed
from fremskudt.partnership.models import Batch

SEALED = ("name", "phone", "words")


@dataclass(frozen=True)
class Texts:
    """What was sealed. Not in its repr, so that no log or error shows it."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    words: str = field(default="", repr=False)

    @property
    def shown_phone(self) -> str:
        return shown_phone(self.phone) if self.phone else ""


@dataclass(frozen=True)
class Row:
    """One request as it stands on a list: who of three kinds, where coarsely, and how long they have waited."""

    code: str
    who: str
    is_urgent: bool
    made_at: datetime
    area: str
    house: str  # of the professional who asks
    alias: str  # of one who has a course
    taken_by: str
    is_mine: bool


@dataclass(frozen=True)
class Listing:
    rows: Sequence[Row]
    page: int
    more: bool
    closed: str  # the code of one that the reader closed a moment ago, and may take back


@dataclass(frozen=True)
class Page:
    call: CallRequest
    texts: Texts
    row: Row
    may_take: Verdict
    may_close: Verdict
    may_begin: Verdict


@transaction.atomic
def read_calls(reach: Reach, page: int) -> Listing:
    """A page of those that wait, the urgent first. One event of each municipality, and one of each citizen shown."""
    calls = _rows(within(reach).waiting()).order_by("-is_urgent", "made_at", "pk")
    found = list(calls[span(page)])
    shown = found[:SHOWN]
    told = Listing([_row(reach, call) for call in shown], page, len(found) > SHOWN, _closed_by(reach))
    towns = [f"org:{town}" for town in sorted(reach.towns(Permission.CALL_TAKE))]
    people = [call.citizen.key for call in shown if call.citizen]
    audit.record_reads(
        by=reach.actor, action="call_requests.read", subjects=[*towns, *dict.fromkeys(people)], purpose=Purpose.CARE,
        fields="coded",
    )  # fmt: skip
    return told


@transaction.atomic
def read_call(reach: Reach, code: str) -> Page:
    """One request with what they wrote. Every opening is an event, also the second by the same person."""
    call = find_call(reach, code)
    page = Page(
        call=call, texts=opened(call), row=_row(reach, call),
        may_take=rules.may_take(is_taken_by_other=call.taken_by_id not in {None, reach.user_id},
                                is_closed=call.closed_at is not None),
        may_close=rules.may_close(is_closed=call.closed_at is not None, outcome=rules.BEGAN),
        may_begin=verdict_on_beginning(call),
    )  # fmt: skip
    audit.record(
        by=reach.actor, action="call_request.read", subject=subject(call), purpose=Purpose.CARE,
        fields="coded,identifying,free_text",
    )  # fmt: skip
    return page


def find_call(reach: Reach, code: str) -> CallRequest:
    """The request an act concerns, or 404. Shows nothing."""
    return get_object_or_404(_rows(within(reach)), code=code)


def within(reach: Reach) -> CallRequestQuerySet:
    """Those of the municipalities where the reader rings; of one who has a course, only where the reader follows."""
    mine = followed(reach).values("pk")
    nobodys = Citizen.objects.in_towns_of(reach, Permission.CASELOAD_ASSIGN).filter(
        ~Exists(Assignment.objects.of(OuterRef("pk")).in_force())
    )
    theirs = Q(citizen__in=mine) | Q(citizen__merged_into__in=mine)
    unread = Q(citizen__in=nobodys.values("pk")) | Q(citizen__merged_into__in=nobodys.values("pk"))
    in_towns = CallRequest.objects.filter(municipality__in=reach.towns(Permission.CALL_TAKE))
    return in_towns.filter(Q(citizen=None) | theirs | unread)


def verdict_on_beginning(call: CallRequest) -> Verdict:
    return rules.may_begin(
        is_closed=call.closed_at is not None, is_emptied=call.emptied_at is not None,
        has_citizen=call.citizen_id is not None,
    )  # fmt: skip


def subject(call: CallRequest) -> str:
    """How the log names it: by the citizen where there is one, else by its own code."""
    return call.citizen.key if call.citizen else f"call:{call.code}"


def opened(call: CallRequest) -> Texts:
    """What was written, opened with the row's own key; nothing once it is emptied."""
    if call.wrapped_key is None:
        return Texts()
    key, sealed = call_key(call), {column: getattr(call, column) for column in SEALED}
    return Texts(
        **{
            column: cipher.open(key, bytes(blob), bound(call, column))
            for column, blob in sealed.items()
            if blob is not None
        }
    )


def bound(call: CallRequest, column: str) -> Binding:
    """Where a sealed text of this request belongs."""
    return Binding("call_request", column, call.code)


def key_owner(call: CallRequest) -> str:
    """Whose the row's own key is."""
    return f"call:{call.code}"


def call_key(call: CallRequest) -> bytes:
    """The row's own key, opened with the master key; SealBrokenError when it does not open."""
    return cipher.unwrap(Wrapped(call.key_version or 0, bytes(call.wrapped_key or b"")), key_owner(call))


def only_town() -> Organisation | None:
    """The municipality of a site that has one; none where somebody must say by a code which it is."""
    towns = list(Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY)[:2])
    return towns[0] if len(towns) == 1 else None


def find_batch(code: str) -> Batch | None:
    return Batch.objects.filter(code=code).select_related("municipality").first()


def list_areas(towns: Collection[int]) -> list[Area]:
    return list(Area.objects.filter(municipality__in=towns, closed_at=None).order_by("name", "pk"))


def find_house_of_professional(reach: Reach) -> Organisation | None:
    """Where the reader is a professional who gives tips; the first by name where there are several."""
    seats = Membership.objects.filter(
        user=reach.user_id or 0, role=Role.PROFESSIONAL, organisation__in=reach.where(Permission.TIP_ADD)
    )
    houses = Organisation.objects.filter(pk__in=seats.values("organisation")).select_related("municipality")
    return houses.order_by("name", "pk").first()


def _rows(calls: QuerySet[CallRequest]) -> QuerySet[CallRequest]:
    return calls.select_related("area", "organisation", "municipality", "citizen", "taken_by")


def _row(reach: Reach, call: CallRequest) -> Row:
    return Row(
        code=call.code, who=call.who, is_urgent=call.is_urgent, made_at=call.made_at,
        area=call.area.name if call.area else "", house=call.organisation.name if call.organisation else "",
        alias=call.citizen.alias if call.citizen else "", taken_by=call.taken_by.name if call.taken_by else "",
        is_mine=call.taken_by_id is not None and call.taken_by_id == reach.user_id,
    )  # fmt: skip


def _closed_by(reach: Reach) -> str:
    since = timezone.now() - LASTS
    mine = within(reach).filter(closed_by=reach.user_id or 0, closed_at__gte=since).exclude(outcome=rules.BEGAN)
    return mine.order_by("-closed_at").values_list("code", flat=True).first() or ""
