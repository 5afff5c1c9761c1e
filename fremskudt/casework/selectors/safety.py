"""The safety notices of citizens: those that hold today, for whoever follows. Nobody else ever meets one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import SafetyNotice
from fremskudt.casework.rules import safety as rules
from fremskudt.casework.selectors import family
from fremskudt.casework.selectors.case import Opened, log_read, open_case


@dataclass(frozen=True)
class Line:
    """A notice that holds, and whether the reader may be the one who removes it."""

    notice: SafetyNotice
    asks_for_a_look: bool
    refused: str  # why the reader may not take the next step of removing it; empty when they may


@dataclass(frozen=True)
class Sheet:
    opened: Opened
    lines: list[Line]


def notices_in_force(citizen_ids: Iterable[int], today: date) -> dict[int, list[SafetyNotice]]:
    """Citizen's id → what holds for them on that day, whichever of merged records it was written in.

    Two queries, no event: a page that shows any of it writes its own.
    """
    roots = family.roots(set(citizen_ids))
    found = notices_of_kept(set(roots.values()), today)
    return {citizen: found[root] for citizen, root in roots.items()}


def notices_of_kept(kept: set[int], today: date) -> dict[int, list[SafetyNotice]]:
    """The same for records (ids) that are known to be the kept ones: one query."""
    of_family = Q(citizen__in=kept) | Q(citizen__merged_into__in=kept)
    holding = SafetyNotice.objects.standing().filter(of_family, review_on__gte=rules.oldest_in_force(today))
    found: dict[int, list[SafetyNotice]] = {root: [] for root in kept}
    for notice in holding.select_related("citizen", "by", "removal_asked_by").order_by("-seen_on", "-pk"):
        found[notice.citizen.merged_into_id or notice.citizen_id].append(notice)
    return found


@transaction.atomic
def read_safety(reach: Reach, code: str, permission: Permission = Permission.CASELOAD_READ) -> Sheet:
    """What holds for one citizen, with an event."""
    opened = open_case(reach, code, permission)
    today = timezone.localdate()
    notices = notices_in_force([opened.citizen.pk], today)[opened.citizen.pk]
    log_read(reach, opened, "safety.read", fields="free_text")
    return Sheet(opened, [_line(notice, reach, today) for notice in notices])


@transaction.atomic
def read_notice(reach: Reach, code: str, pk: int) -> tuple[Opened, Line]:
    """One of them, for the pages that renew or remove it, with an event."""
    opened, notice = find_notice(reach, code, pk)
    log_read(reach, opened, "safety.read", fields="free_text")
    return opened, _line(notice, reach, timezone.localdate())


def find_notice(reach: Reach, code: str, pk: int) -> tuple[Opened, SafetyNotice]:
    """The notice an act concerns, or 404: one that has expired or is removed is not there. Shows nothing."""
    opened = open_case(reach, code, Permission.CASE_WRITE)
    holding = notices_in_force([opened.citizen.pk], timezone.localdate())[opened.citizen.pk]
    notice = next((one for one in holding if one.pk == pk), None)
    if notice is None:
        raise Http404
    return opened, notice


def _line(notice: SafetyNotice, reach: Reach, today: date) -> Line:
    asked = notice.removal_asked_by_id
    verdict = rules.may_remove(asked_by=asked, by=reach.user_id or 0)
    refused = "" if asked is None else verdict.reason
    return Line(notice, rules.asks_for_a_look(notice.review_on, today), refused)
