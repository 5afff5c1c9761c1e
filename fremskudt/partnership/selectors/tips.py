"""The municipality's list of tips: what the team sees of them, and never who gave them nor the tipster's own word.

Rows are plain values, so that no page can reach on to what the house alone may see. Their order within a group is the
worry, the week and then the code, which is drawn at random: it tells nothing of who came first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Case, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from fremskudt.access.audit import Purpose, record, record_reads
from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.partnership.models import ListRules, Tip, TipStep
from fremskudt.partnership.rules.tip_step import GROUP_OF, Group
from fremskudt.partnership.selectors.tip_facts import Line, TipRow, lines_of, rows_of
from fremskudt.partnership.selectors.tip_press import Press, newest_press, own_fresh, press_of
from fremskudt.partnership.selectors.tip_promise import Promised, promise

SHOWN = 20
RULES = ("answer_days", "keep_weeks", "shown_weeks")
RANKS = {group: place for place, group in enumerate(Group)}
UNANSWERED = (RANKS[Group.NEW], RANKS[Group.READ])


class TipExpiredError(Http404):
    """It was the reader's own municipality's, and is deleted as the rule says: that much may be told."""


@dataclass(frozen=True)
class Wanted:
    """What of the list is asked for: an area's, the closed ones, those that wait too long, and which page."""

    area: int | None = None
    only: str = ""  # "", "closed" or "waiting"
    page: int = 1


@dataclass(frozen=True)
class Listing:
    groups: list[tuple[Group, list[TipRow]]]
    wanted: Wanted
    areas: list[tuple[int, str]]  # number and name
    more: bool
    press: Press | None  # one's own newest, while it can be undone
    promised: Promised | None  # for the leader

    @property
    def page(self) -> int:
        return self.wanted.page

    @property
    def unread(self) -> list[TipRow]:
        """Those on this page that nobody has marked as read."""
        return [row for _group, rows in self.groups for row in rows if not row.is_read]


@dataclass(frozen=True)
class Detail:
    row: TipRow
    lines: list[Line]
    press: Press | None


@transaction.atomic
def list_tips(reach: Reach, wanted: Wanted) -> Listing:
    """A page of the tips of the reader's municipalities. One event for each municipality that a row is of."""
    today = timezone.localdate()
    rules_of, areas = _rules_and_areas(reach.towns(Permission.TIP_ANSWER))
    start = (wanted.page - 1) * SHOWN
    found = list(_in_order(_asked(_ranked(within(reach), rules_of, today), wanted))[start : start + SHOWN + 1])
    rows = rows_of(found[:SHOWN], rules_of, today)
    listing = Listing(
        groups=[(Group(key), list(some)) for key, some in groupby(rows, lambda row: row.group)],
        wanted=wanted,
        areas=areas,
        more=len(found) > SHOWN,
        press=newest_press(reach, within(reach)),
        promised=promise(reach, rules_of, today) if reach.may(Permission.PARTNERS_EDIT) else None,
    )
    record_reads(
        by=reach.actor, action="tips.read", subjects=sorted({f"org:{tip.municipality_id}" for tip in found[:SHOWN]}),
        purpose=Purpose.CARE, fields="coded",
    )  # fmt: skip
    return listing


@transaction.atomic
def read_tip(reach: Reach, code: str) -> Detail:
    """One, with what happened. 404 beyond reach, and TipExpiredError for one's own that is deleted."""
    tip = get_tip(reach, code)
    rows = ranked_rows(Tip.objects.standing().filter(pk=tip.pk), tip.municipality_id)
    if not rows:  # it expired this very moment
        raise TipExpiredError
    [row] = rows
    steps = list(
        TipStep.objects.standing().filter(tip=tip).select_related("by", "tip__area").order_by("-made_at", "-pk")
    )
    detail = Detail(row=row, lines=lines_of(row, steps), press=press_of(own_fresh(reach, steps)))
    record(by=reach.actor, action="tip.read", subject=f"tip:{row.code}", purpose=Purpose.CARE, fields="coded")
    return detail


def get_tip(reach: Reach, code: str) -> Tip:
    """A tip on the list of a municipality in which the reader answers them; 404 for any other.

    Writes no event: who shows it does. A page may show what `TipRow` holds of it and no more.
    """
    towns = reach.towns(Permission.TIP_ANSWER)
    of_town = Tip.objects.filter(municipality__in=towns, taken_back_at=None).select_related("municipality", "area")
    tip = of_town.filter(code=code).first()
    if tip is None:
        raise Http404
    if tip.expired_at is not None:
        raise TipExpiredError
    return tip


def find_tips(reach: Reach, codes: list[str]) -> list[Tip]:
    """Those of the codes that are on the reader's list."""
    return list(within(reach).filter(code__in=codes))


def within(reach: Reach) -> QuerySet[Tip]:
    return Tip.objects.standing().filter(municipality__in=reach.towns(Permission.TIP_ANSWER))


def ranked_rows(tips: QuerySet[Tip], municipality_id: int) -> list[TipRow]:
    """The rows of some tips of one municipality, in no order. Four queries, however many."""
    today, rules_of = timezone.localdate(), _rules_of([municipality_id])
    ranked = _ranked(tips, rules_of, today).select_related("area", "organisation")
    return rows_of(list(ranked), rules_of, today)


def list_towns(reach: Reach) -> list[Organisation]:
    """The municipalities whose list the reader decides about."""
    towns = reach.towns(Permission.PARTNERS_EDIT)
    return list(Organisation.objects.filter(pk__in=towns).order_by("name", "pk"))


def list_rules_of(municipality_id: int) -> ListRules:
    """What the municipality has promised and decided; the usual where it has decided nothing (not saved then)."""
    found = ListRules.objects.filter(municipality=municipality_id).first()
    return found or ListRules(municipality_id=municipality_id)


def waiting_too_long(reach: Reach, today: date) -> int:
    """How many tips have had no answer within the promised days, in the municipalities where the reader answers.

    A number shows nobody, so it is no event. The list of them is the page of tips with »?vis=venter«.
    """
    unanswered = within(reach).annotate(last=_last_place()).filter(last__in=UNANSWERED)
    days = Coalesce("municipality__list_rules__answer_days", ListRules().answer_days)
    came = unanswered.order_by().values_list("made_at", days)
    return sum(made_at < _last_moment(today, answer_days) for made_at, answer_days in came)


def _rules_of(towns: Collection[int]) -> dict[int, ListRules]:
    """Municipality → its rules, decided or usual. One query."""
    decided = {one.municipality_id: one for one in ListRules.objects.filter(municipality__in=towns)}
    return {town: decided.get(town) or ListRules(municipality_id=town) for town in towns}


def _rules_and_areas(towns: Collection[int]) -> tuple[dict[int, ListRules], list[tuple[int, str]]]:
    """Municipality → its rules; and the open areas of all of them, number and name. One query."""
    is_open = FilteredRelation("areas", condition=Q(areas__closed_at=None))
    names = [f"list_rules__{name}" for name in RULES]
    rows = Organisation.objects.filter(pk__in=towns).annotate(opened=is_open).order_by("opened__name", "opened__pk")
    rules_of, areas = {}, []
    for town, area, name, *decided in rows.values_list("pk", "opened__pk", "opened__name", *names):
        told = {} if decided[0] is None else dict(zip(RULES, decided, strict=True))
        rules_of[town] = ListRules(municipality_id=town, **told)
        if area is not None:
            areas.append((area, name))
    return rules_of, areas


def _ranked(tips: QuerySet[Tip], rules_of: Mapping[int, ListRules], today: date) -> QuerySet[Any]:
    """Each with the place of its group on the page (`rank`), and with where its last step alone would put it (`last`).

    The same as rules.group_of, in the database, since the order of the page follows from it. The step is asked for as
    few times as can be: the database looks it up again wherever it is named.
    """
    waiting = When(_late(rules_of, today) & Q(last__in=UNANSWERED), then=Value(RANKS[Group.WAITING]))
    return tips.annotate(last=_last_place()).annotate(rank=Case(waiting, default=F("last")))


def _last_place() -> Coalesce:
    """Where the team's last step that stands would put a tip, whatever its age."""
    team = TipStep.objects.standing().filter(tip=OuterRef("pk"), by_house=False).order_by("-made_at", "-pk")
    place = Case(*(When(kind=kind, then=Value(RANKS[group])) for kind, group in GROUP_OF.items()))
    return Coalesce(Subquery(team.annotate(place=place).values("place")[:1]), Value(RANKS[Group.NEW]))


def _late(rules_of: Mapping[int, ListRules], today: date) -> Q:
    """Those that came so long ago that an answer is late."""
    late = Q(pk__in=[])
    for town, decided in rules_of.items():
        late |= Q(municipality=town, made_at__lt=_last_moment(today, decided.answer_days))
    return late


def _last_moment(today: date, answer_days: int) -> datetime:
    """What came before it has waited too long: midnight of the first day that can still be answered in time."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=answer_days), time.min))


def _asked(tips: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    if wanted.area is not None:
        tips = tips.filter(area=wanted.area)
    if wanted.only == "waiting":
        return tips.filter(rank=RANKS[Group.WAITING])
    closed = Q(last=RANKS[Group.CLOSED])
    return tips.filter(closed if wanted.only == "closed" else ~closed)


def _in_order(tips: QuerySet[Any]) -> QuerySet[Any]:
    much = Case(When(worry="much", then=Value(0)), When(worry="some", then=Value(1)), default=Value(2))
    return tips.select_related("area", "organisation").order_by("rank", much, F("week_on").desc(), "code")
