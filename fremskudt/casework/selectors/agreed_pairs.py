"""Which citizens have said yes to which of the reader's houses, in order and a page at a time, in the database.

The database only knows who cannot be there: it asks for a yes that runs, and sets aside whoever has also said a no. Of
these few `Sharing` answers, as it does again for every one who is shown. So nobody's ledger is fetched to show twenty.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case as Choice
from django.db.models import Exists, IntegerField, Max, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Appointment, Barring, Case, ConsentEnd, ConsentEntry, Task
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules import agreed as rules
from fremskudt.casework.rules.consent import LOW_CONTENT, Answer, Direction, Purpose, Recipient, Topic, Use
from fremskudt.casework.selectors.agreed_reader import open_for
from fremskudt.casework.selectors.consent import Sharing, sharing_with

TOLD = [Direction.TELL, Direction.BOTH]
# The ends of a week are among so many of the newest: they are written as they happen, so no index is needed for them.
WEEKS_ENDS = 5000
Annotated = Any  # rows of ConsentEntry with their `root`, and perhaps code and alias


class Pair(NamedTuple):
    """One citizen, and the house that they said yes to."""

    organisation: int
    house: str
    citizen: int
    code: str
    alias: str


def list_pairs(
    reach: Reach, recipients: Sequence[Recipient], now: datetime, which: slice, *, alias: str = ""
) -> list[Pair]:
    """Those of a page, house by house, whoever has something within the week first. Two questions."""
    if not recipients:
        return []
    yes = _yes(reach, recipients, now)
    told = sharing_with(reach, now, recipients=recipients, citizens=_refused(recipients, now))
    if told.ledger:
        yes = yes.filter(~Q(root__in=list(told.ledger)) | _still_open(reach, told, recipients))
    if alias:  # as it may be written: SQLite folds the case of English letters only
        ways = {alias, alias.lower(), alias.upper(), alias.capitalize()}
        yes = yes.filter(Q(*(Q(alias__icontains=way) for way in sorted(ways)), _connector=Q.OR))
    soon = Max(Choice(When(_has_soon(reach, now), then=1), default=0, output_field=IntegerField()))
    rows = yes.values_list("organisation", "organisation__name", "root", "code", "alias").annotate(soon=soon)
    rows = rows.order_by("organisation__name", "organisation", "-soon", "alias", "root")
    return [Pair(*row[:5]) for row in rows[which]]


def n_stopped(reach: Reach, recipients: Sequence[Recipient], now: datetime) -> int:
    """Of how many citizens something has been withdrawn from these houses in the last seven days. Never whose."""
    since = now - rules.STOPPED
    newest = ConsentEnd.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    ends = ConsentEnd.objects.filter(pk__gt=newest - WEEKS_ENDS, why="withdrawn", at__gte=since)
    ended = ends.order_by().values("entry")
    given = ConsentEntry.objects.filter(_addressed(recipients), pk__in=ended, answer=Answer.YES)
    rooted = given.order_by().annotate(root=ROOT).exclude(root__in=_barred(reach))
    return rooted.values("root").distinct().count()


def has_more(reach: Reach, recipients: Sequence[Recipient], now: datetime) -> bool:
    """Whether somebody has said yes to what only a stronger log-in shows."""
    high = Q(*(Q(topics__contains=topic) for topic in sorted(set(Topic) - LOW_CONTENT)), _connector=Q.OR)
    return bool(_running(reach, recipients, now).filter(high).exclude(root__in=_refused(recipients, now)).exists())


def _to(recipients: Sequence[Recipient], now: datetime) -> Annotated:
    """What stands, and speaks of the reader in one of these houses."""
    told = ConsentEntry.objects.standing().filter(_addressed(recipients), made_at__lte=now)
    return told.annotate(root=ROOT)


def _refused(recipients: Sequence[Recipient], now: datetime) -> Annotated:
    """Who has said a no that stands. It has no last day, which is how the index finds it."""
    return _to(recipients, now).filter(answer=Answer.NO, until_on=None).values("root")


def _addressed(recipients: Sequence[Recipient]) -> Q:
    """To the house, to the role one has there, or to oneself: as `Said.is_to` has it."""
    found = Q(pk__in=[])
    for one in recipients:
        to_me = Q(user=one.user) | Q(Q(role="") | Q(role__in=sorted(one.roles)), user=None)
        found |= Q(to_me, organisation=one.organisation)
    return found


def _yes(reach: Reach, recipients: Sequence[Recipient], now: datetime) -> Annotated:
    """Those that run, as far as the reader may be shown anything by them."""
    sees_all = reach.where(Permission.SHARED_READ)
    low = Q(*(Q(topics__contains=topic) for topic in sorted(LOW_CONTENT)), _connector=Q.OR)
    return _running(reach, recipients, now).filter(Q(organisation__in=sees_all) | low)


def _running(reach: Reach, recipients: Sequence[Recipient], now: datetime) -> Annotated:
    going_on, ended = Case.objects.going_on(), Case.objects.exclude(ending=None).order_by().annotate(root=ROOT)
    still = (
        ~Q(root__in=ended.values("root"))
        | Exists(going_on.filter(citizen=OuterRef("root")))
        | Exists(going_on.filter(citizen__merged_into=OuterRef("root")))
    )
    return (
        _to(recipients, now)
        .annotate(
            code=Coalesce("citizen__merged_into__code", "citizen__code"),
            alias=Coalesce("citizen__merged_into__alias", "citizen__alias"),
        )
        .filter(answer=Answer.YES, until_on__gte=timezone.localdate(now), direction__in=TOLD)
        .filter(Q(purpose=Purpose.HANDING_ON) | Q(still, purpose=Purpose.HELP))
        .exclude(root__in=_barred(reach))
    )


def _still_open(reach: Reach, told: Sharing, recipients: Sequence[Recipient]) -> Q:
    """Of those who have said a no: the ones to whom the reader may still be shown something, and by which yes.

    A yes to help is among the rows only as long as something goes on, so nobody's farewell is asked about here.
    """
    found = Q(pk__in=[])
    for one in recipients:
        by_hand = [root for root in told.ledger if open_for(reach, told, root, one, Use.LIST, goes_on=False).topics]
        by_help = [root for root in told.ledger if open_for(reach, told, root, one, Use.LIST, goes_on=True).topics]
        found |= Q(organisation=one.organisation, root__in=by_hand)
        found |= Q(organisation=one.organisation, root__in=by_help, purpose=Purpose.HELP)
    return found


def _has_soon(reach: Reach, now: datetime) -> Q:
    """Whether there is a time that they told of, or something that the reader has promised, within the week."""
    today = timezone.localdate(now)
    root = Coalesce("case__citizen__merged_into", "case__citizen")
    times = Appointment.objects.planned().filter(at__gte=_midnight(today), at__lt=_midnight(today + rules.SOON))
    promised = Task.objects.waiting().filter(owner=reach.user_id, on__lt=today + rules.SOON, case__isnull=False)
    return Q(root__in=times.order_by().annotate(root=root).values("root"), topics__contains=Topic.APPOINTMENTS) | Q(
        root__in=promised.order_by().annotate(root=root).values("root")
    )


def _barred(reach: Reach) -> Any:
    return Barring.objects.filter(user=reach.user_id, lifted_at=None).order_by().annotate(root=ROOT).values("root")


def _midnight(day: date) -> datetime:
    """The start of a day where the citizens live, also on the days that have 23 or 25 hours."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
