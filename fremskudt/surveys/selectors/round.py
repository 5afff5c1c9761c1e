"""One wave as the leader sees it: counts that sum, and by code who is owed a question and whose turn it is."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Assignment
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import LicenceYes, Sheet, TeamReminder, Wave
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.shown_turnout import Ways
from fremskudt.surveys.rules.standing import MEANING, Standing, Tally
from fremskudt.surveys.rules.team_reminder import may_remind_team, monday
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.rounds import InWave, people_of, tally_of, with_limits

IN_ORDER = (Standing.IN_PROGRESS, Standing.ASKED, Standing.NOT_FOUND, Standing.NOT_ASKED)


class Row(NamedTuple):
    """Somebody on the list. `code` is the citizen's, else the one in the study; `is_mine`: the reader follows them."""

    code: str
    person: InWave
    followers: list[str]
    is_mine: bool


class Typing(NamedTuple):
    """Sheets that were typed twice, and how many of the questions on them differed between the two."""

    n_checked: int
    n_differences: int
    n_questions: int

    @property
    def pct(self) -> str:
        """Of all questions on them, with one decimal."""
        return f"{100 * self.n_differences / self.n_questions:.1f}".replace(".", ",") if self.n_questions else ""


@dataclass(frozen=True)
class Round:
    """A wave in the leader's municipalities."""

    wave: Wave
    instrument: Instrument
    towns: Collection[int]
    people: list[InWave]
    tally: Tally
    is_sent: bool  # the team's reminder of this week, in all of the towns
    n_checked: int
    n_differences: int
    is_licensed: bool

    @property
    def is_staff(self) -> bool:
        return self.instrument.respondent != "citizen"

    @property
    def is_open(self) -> bool:
        return self.wave.opens_on <= timezone.localdate() <= self.wave.closes_on

    @property
    def is_to_come(self) -> bool:
        return timezone.localdate() < self.wave.opens_on

    @cached_property
    def bars(self) -> list[tuple[str, int]]:
        """The states of those who could answer, in words, with their counts; an empty one only where it is expected."""
        told = {key: meaning for key, meaning in MEANING.items() if meaning.eligible}
        return [
            (meaning.staff_words if self.is_staff and meaning.staff_words else meaning.words, self.tally.of(key))
            for key, meaning in told.items()
            if self.tally.of(key) or key in {Standing.WHOLE, Standing.NOT_ASKED}
        ]

    @property
    def apart(self) -> list[tuple[str, int]]:
        """Those who are no part of the sum, in words, with their counts."""
        told = [key for key, meaning in MEANING.items() if not meaning.eligible and self.tally.of(key)]
        return [(self.words(key), self.tally.of(key)) for key in told]

    @property
    def ways(self) -> Ways:
        return Ways(Counter(one.mode for one in self.people if one.done), sum(one.is_late for one in self.people))

    @property
    def by_mode(self) -> list[tuple[Mode, int]]:
        return [(mode, self.ways.by_mode.get(mode, 0)) for mode in Mode]

    @property
    def n_paper(self) -> int:
        return sum(one.has_paper for one in self.people)

    @property
    def typing(self) -> Typing:
        return Typing(self.n_checked, self.n_differences, self.n_checked * len(self.instrument.items))

    @property
    def owed(self) -> list[tuple[str, int]]:
        """Why some are not accounted for yet: the state in words, and how many."""
        found = Counter(one.standing for one in self.people if not one.is_accounted)
        return [(self.words(key), found[key]) for key in MEANING if found[key]]

    def words(self, standing: Standing) -> str:
        meaning = MEANING[standing]
        return meaning.staff_words if self.is_staff and meaning.staff_words else meaning.words

    def waiting(self) -> list[InWave]:
        """Everybody who is owed something, nearest first: whom one may ask now, then who waits, by the day."""
        return sorted((one for one in self.people if not one.is_accounted), key=_nearest)

    def silent(self) -> list[InWave]:
        """Everybody who could answer and has not answered whole, those with a reason too."""
        found = [one for one in self.people if MEANING[one.standing].eligible and one.standing != Standing.WHOLE]
        return sorted(found, key=lambda one: (one.is_accounted, *_nearest(one)))


@dataclass(frozen=True)
class Page:
    round: Round
    rows: list[Row]
    is_all: bool  # everybody who has not answered, not the week's list
    may_remind: Verdict
    page: int
    more: bool


@transaction.atomic
def read_round(reach: Reach, pk: int, page: int, *, is_all: bool = False) -> Page:
    """The counts, and a page of the list with an event for everybody on it."""
    found = find_round(reach, pk)
    people = found.silent() if is_all else found.waiting()
    shown = people[span(page)]
    askable = [one for one in found.people if one.may_be_asked]
    following = _following([one.citizen.pk for one in [*askable, *shown[:SHOWN]] if one.citizen])
    rows = [_row(one, following, reach) for one in shown[:SHOWN]]
    log_people(reach, found.wave, [row.person for row in rows], "rounds.read")
    return Page(
        found, rows, is_all, _may_remind(found, askable, following), page, more=len(shown) > SHOWN
    )  # fmt: skip


def find_round(reach: Reach, pk: int) -> Round:
    """A wave of a study that the reader's municipality takes part in, or 404. Shows nobody, so no event."""
    rows: list[Any] = list(_waves(reach.towns(Permission.ROUND_RUN)).filter(pk=pk))
    if not rows:
        raise Http404
    wave, towns = rows[0], [row.town for row in rows]  # a row for each municipality
    people, form = people_of(wave, towns, reach), instruments.newest(wave.instrument)
    return Round(
        wave, form, towns, people, tally_of(people), all(row.is_sent for row in rows),
        sum(row.n_checked for row in rows), sum(row.n_differences for row in rows),
        not any(source.verbatim for source in form.sources) or all(row.has_licence for row in rows),
    )  # fmt: skip


def followers_of(people: Iterable[InWave]) -> list[User]:
    """Who follows any of these people and can truly look, each once. One question."""
    citizens = [one.citizen.pk for one in people if one.citizen]
    following = Assignment.objects.in_force().annotate(root=ROOT).filter(root__in=citizens)
    return list(User.objects.filter(pk__in=following.order_by().values("user")).order_by("pk"))


def log_people(reach: Reach, wave: Wave, people: Iterable[InWave], action: str) -> None:
    """An event for each person that is shown: by the citizen, or by the code where there is no more. Write it last."""
    line = f"respondent:{wave.study.slug}"
    subjects = [one.citizen.key if one.citizen else f"{line}/{one.code}" for one in people]
    audit.record_reads(by=reach.actor, action=action, subjects=subjects, purpose=Purpose.EVALUATION, fields="coded")


def _waves(towns: Collection[int]) -> QuerySet[Any]:
    """A row for each wave and municipality."""
    of_town = {"wave": OuterRef("pk"), "respondent__municipality": OuterRef("study__municipalities")}
    checked = Sheet.objects.filter(checked_at__isnull=False, **of_town).order_by().values("wave")
    sent = TeamReminder.objects.filter(wave=OuterRef("pk"), municipality=OuterRef("study__municipalities"))
    licences = LicenceYes.objects.filter(
        municipality=OuterRef("study__municipalities"), instrument=OuterRef("instrument"), ended_at=None
    )
    found: QuerySet[Any] = (
        with_limits(Wave.objects.filter(study__municipalities__in=towns))
        .select_related("study")
        .annotate(
            town=F("study__municipalities"),
            is_sent=Exists(sent.filter(week_on=monday(timezone.localdate()))),
            has_licence=Exists(licences),
            n_checked=_number(checked.annotate(n=Count("pk"))),
            n_differences=_number(checked.annotate(n=Sum("n_differences"))),
        )
        .order_by("pk", "town")
    )
    return found


def _number(counted: QuerySet[Any]) -> Any:
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


class _Follower(NamedTuple):
    user: int
    name: str


def _following(citizens: Collection[int]) -> dict[int, list[_Follower]]:
    """Citizen → who follows, the longest first. One question."""
    found: dict[int, list[_Follower]] = {}
    rows = Assignment.objects.in_force().annotate(root=ROOT).filter(root__in=list(citizens)).order_by("began_at")
    for root, user, name in rows.values_list("root", "user", "user__name"):
        found.setdefault(root, []).append(_Follower(user, name))
    return found


def _row(one: InWave, following: dict[int, list[_Follower]], reach: Reach) -> Row:
    who = following.get(one.citizen.pk, []) if one.citizen else []
    is_mine = any(each.user == reach.user_id for each in who)
    return Row(one.citizen.code if one.citizen else one.code, one, [each.name for each in who], is_mine)


def _may_remind(found: Round, askable: list[InWave], following: dict[int, list[_Follower]]) -> Verdict:
    followers = {each.user for one in askable if one.citizen for each in following.get(one.citizen.pk, [])}
    return may_remind_team(
        is_sent=found.is_sent, n_waiting=len(askable), n_followers=len(followers), mail_is_on=settings.MAIL_IS_ON
    )


def _nearest(one: InWave) -> tuple[date, int, date, str]:
    waits = one.waits_until or one.rest.until or (date.max if one.rest.kind else date.min)
    order = IN_ORDER.index(one.standing) if one.standing in IN_ORDER else len(IN_ORDER)
    return waits, order, one.since, one.code
