"""The check of the yeses of a municipality: how many, said how and how long ago, and whether what was stopped stopped.

Names and aliases are never fetched; a line that asks for a look is known by the citizen's code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.models import Event
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen, ConsentEnd, ConsentEntry
from fremskudt.casework.rules import consents_check as rules
from fremskudt.casework.rules.consent import Answer
from fremskudt.casework.rules.consents_check import Given
from fremskudt.casework.selectors.case import log_reads

SHOWN = 20
NO_WITNESS, SOON, LAPSED = "uden-vidne", "udloeber", "udloebet"
LISTS = (NO_WITNESS, SOON, LAPSED)


@dataclass(frozen=True)
class Stop:
    """A yes that was withdrawn, and what the house did with the citizen's case since."""

    code: str
    house: str
    at: datetime
    last_look_at: datetime | None  # before it was stopped
    n_after: int  # looks since that no other yes explains


@dataclass(frozen=True)
class Check:
    counts: dict[str, dict[str, int]]  # form → age → number
    n_in_force: int
    n_no_witness: int
    n_soon: int
    n_lapsed: int
    listed: str  # one of LISTS, or nothing
    codes: Sequence[str]
    n_more: int
    stops: Sequence[Stop]


@transaction.atomic
def read_check(reach: Reach, listed: str) -> Check:
    """Seven queries, whatever the number. The codes that are shown are told to the log."""
    towns, today = reach.towns(Permission.CONSENT_CHECK), timezone.localdate()
    yeses = _given(towns)
    lists = {
        NO_WITNESS: [one for one in yeses if rules.is_in_force(one, today) and rules.lacks_witness(one)],
        SOON: [one for one in yeses if rules.ends_soon(one, today)],
        LAPSED: [one for one in yeses if today - rules.LOOKS_BACK <= one.until_on < today],
    }
    asked = sorted({one.code for one in lists.get(listed, [])})
    stops, citizens = _stops(towns)
    shown = set(asked[:SHOWN])
    check = Check(
        counts=rules.counted(yeses, today), n_in_force=sum(rules.is_in_force(one, today) for one in yeses),
        n_no_witness=len(lists[NO_WITNESS]), n_soon=len(lists[SOON]), n_lapsed=len(lists[LAPSED]),
        listed=listed if listed in LISTS else "", codes=asked[:SHOWN], n_more=len(asked) - len(shown), stops=stops,
    )  # fmt: skip
    found = list(Citizen.objects.filter(code__in=shown)) if shown else []
    log_reads(reach, list({one.pk: one for one in [*found, *citizens]}.values()), "consents.read", Purpose.CHECK)
    return check


def _given(towns: frozenset[int]) -> list[Given]:
    rows = ConsentEntry.objects.standing().filter(answer=Answer.YES, citizen__municipality__in=towns)
    told = rows.order_by("pk").values_list("citizen__code", "form", "witness", "said_at", "until_on")
    return [Given(code, form, bool(witness), _day(said), until) for code, form, witness, said, until in told if until]


def _stops(towns: frozenset[int]) -> tuple[list[Stop], list[Citizen]]:
    """The newest of the last ninety days, each held against the log."""
    since = timezone.now() - rules.LOOKS_BACK
    ends = ConsentEnd.objects.filter(why="withdrawn", at__gte=since, entry__citizen__municipality__in=towns)
    newest = list(ends.select_related("entry__citizen", "entry__organisation").order_by("-at")[:SHOWN])
    citizens = [end.entry.citizen for end in newest]
    looks = _looks({one.key for one in citizens}, {end.entry.organisation_id for end in newest})
    others = _others({one.pk for one in citizens})
    return [_stop(end, looks, others) for end in newest], citizens


def _looks(subjects: set[str], houses: set[int | None]) -> list[tuple[str, str, datetime]]:
    """Subject, units and time of what those houses read about those citizens."""
    theirs = Q(pk__in=[])
    for house in houses - {None}:
        theirs |= Q(unit__contains=f"org:{house}")
    found = Event.objects.filter(theirs, subject__in=subjects).order_by("at")
    return list(found.values_list("subject", "unit", "at"))


def _others(citizens: set[int]) -> list[ConsentEntry]:
    """Every yes of those citizens, ended or not: a look may rest on any of them."""
    return list(ConsentEntry.objects.filter(citizen__in=citizens, answer=Answer.YES).select_related("end"))


def _stop(end: ConsentEnd, looks: list[tuple[str, str, datetime]], others: list[ConsentEntry]) -> Stop:
    entry = end.entry
    theirs = [
        at for subject, unit, at in looks
        if subject == entry.citizen.key and f"org:{entry.organisation_id}" in unit.split(",")
    ]  # fmt: skip
    before = [at for at in theirs if at <= end.at]
    after = [at for at in theirs if at > end.at and not any(_carries(other, entry, at) for other in others)]
    house = entry.organisation.name if entry.organisation else ""
    return Stop(entry.citizen.code, house, end.at, before[-1] if before else None, len(after))


def _carries(other: ConsentEntry, stopped: ConsentEntry, at: datetime) -> bool:
    """Whether another yes to the same house stood at that instant."""
    until = other.until_on or date.min
    stood = other.made_at <= at and (not hasattr(other, "end") or at < other.end.at) and _day(at) <= until
    same = other.citizen_id == stopped.citizen_id and other.organisation_id == stopped.organisation_id
    return same and other.pk != stopped.pk and stood


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
