"""Searching the log. Each search and each file is an event, which says by what was searched."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from fremskudt.access import audit
from fremskudt.access.models import Event, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.selectors.log import (
    LogLine,
    between,
    by_people_of,
    in_group,
    in_words,
    keys_in,
    names_of,
    organisations_in,
)
from fremskudt.basics.verdict import Verdict, require

PAGE = 50
MOST = 50_000


@dataclass(frozen=True)
class Criteria:
    """What is searched by; an empty one is not asked about."""

    citizen: str = ""
    user: int | None = None
    first: date | None = None
    last: date | None = None
    action: str = ""
    purpose: str = ""

    def kinds(self) -> list[str]:
        return [field.name for field in fields(self) if getattr(self, field.name)]


@dataclass(frozen=True)
class Found:
    lines: list[LogLine]
    n: int
    page: int

    @property
    def n_pages(self) -> int:
        return max(1, -(-self.n // PAGE))

    @property
    def newer(self) -> int:
        return self.page - 1

    @property
    def older(self) -> int:
        return self.page + 1


def list_users(reach: Reach) -> list[User]:
    """Everyone who has a role in the reader's municipalities, closed or not."""
    places = Organisation.objects.within(reach.towns(Permission.LOG_READ))
    return list(User.objects.filter(memberships__organisation__in=places).distinct().order_by("name"))


def search(reach: Reach, criteria: Criteria, page: int = 1) -> Found:
    """A page of the newest events that fit, 50 at a time; a page beyond the last is the last."""
    with transaction.atomic(savepoint=False):
        events = _matching(reach, criteria)
        n = events.count()
        page = min(max(1, page), max(1, -(-n // PAGE)))
        shown = list(events[(page - 1) * PAGE : page * PAGE])
        _tell(reach, criteria, "log.search")
    return Found(in_words(shown, names_of(keys_in(shown))), n, page)


def export(reach: Reach, criteria: Criteria) -> list[LogLine]:
    """Every event that fits, for a file, up to 50,000."""
    with transaction.atomic():
        events = _matching(reach, criteria)
        require(may_export(events.count()))
        shown = list(events)
        _tell(reach, criteria, "log.export")
    return in_words(shown, names_of(keys_in(shown)))


def may_export(n: int) -> Verdict:
    return Verdict.yes() if n <= MOST else Verdict.no(_("Der er mere end 50.000 linjer. Vælg en kortere periode."))


def _matching(reach: Reach, criteria: Criteria) -> QuerySet[Event]:
    mine = by_people_of(organisations_in(reach.towns(Permission.LOG_READ)))
    found = between(criteria.first, criteria.last)
    if criteria.citizen:
        found &= Q(subject=f"citizen:{criteria.citizen}")
        if Event.objects.filter(mine, subject=f"citizen:{criteria.citizen}", action="citizen.create").exists():
            mine = Q()  # a citizen of ours: then also what the citizen did, and what people from elsewhere did
    if criteria.user:
        found &= Q(actor=f"user:{criteria.user}") | Q(subject=f"user:{criteria.user}")
    if criteria.action:
        found &= in_group(criteria.action)
    if criteria.purpose:
        found &= Q(purpose=criteria.purpose)
    return Event.objects.filter(mine, found).order_by("-number")


def _tell(reach: Reach, criteria: Criteria, action: str) -> None:
    """The kinds of criteria go where the classes of what was shown else stand; whom it was about is the subject."""
    about = [f"citizen:{criteria.citizen}"] if criteria.citizen else []
    about += [f"user:{criteria.user}"] if criteria.user else []
    about = about or [f"org:{town}" for town in sorted(reach.towns(Permission.LOG_READ))]
    kinds = ",".join(["coded", *criteria.kinds()])
    audit.record_reads(by=reach.actor, action=action, subjects=about, purpose=audit.Purpose.CHECK, fields=kinds)
