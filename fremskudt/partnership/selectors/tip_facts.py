"""What a row of the list says of a tip, gathered for a whole page in two questions.

Never asked: the tipster's own word, who gave the tip, who saw it again, the moment it came.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, F, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from fremskudt.partnership.models import ListRules, Sighting, TipPair, TipSeen, TipStep
from fremskudt.partnership.rules.process import weeks_in_process
from fremskudt.partnership.rules.tip import HOUSE_STEPS, SEEN, Step
from fremskudt.partnership.rules.tip_expiry import expires_on, is_near
from fremskudt.partnership.rules.tip_step import Group

SIDES = ("first", "second")
SAID = [*(kind.value for kind in HOUSE_STEPS), Step.SAID_YES.value]


@dataclass(frozen=True)
class Alike:
    """Another row that may be the same person."""

    code: str
    place: str
    area: str
    week_on: date


@dataclass(frozen=True)
class Said:
    """What the person said when somebody asked, and on which day."""

    kind: str
    on: date
    by_house: bool


@dataclass(frozen=True)
class Line:
    """One line of what happened: a step, or that somebody was seen again (kind »seen«, of which the week is kept)."""

    kind: str
    on: date
    who: str


@dataclass(frozen=True)
class TipRow:
    """All that the municipality may see of a tip."""

    code: str
    group: Group
    place: str
    area: str
    house: str  # the organisation to call
    week_on: date
    weeks: int  # in process
    age: str
    worry: str
    asked: str
    seen: Sequence[str]
    again: Sequence[date]  # the weeks it was seen again, the newest first
    said: Sequence[Said]
    alike: Sequence[Alike]
    is_read: bool
    expires_on: date
    is_near_expiry: bool

    @property
    def n_again(self) -> int:
        return len(self.again)

    @property
    def again_on(self) -> date | None:
        return self.again[0] if self.again else None

    @property
    def is_closed(self) -> bool:
        return self.group == Group.CLOSED

    @property
    def has_said_yes(self) -> bool:
        return any(one.kind == Step.SAID_YES for one in self.said)


@dataclass
class _Facts:
    seen: set[str] = field(default_factory=set)
    weeks: list[date] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


def rows_of(tips: Sequence[Any], rules_of: Mapping[int, ListRules], today: date) -> list[TipRow]:
    """The rows of tips that carry `last` and `rank` (selectors/tips.py). Two queries, however many."""
    pks = [tip.pk for tip in tips]
    facts, alike = _facts(pks), alike_of(pks)
    return [_row(tip, facts[tip.pk], alike.get(tip.pk, []), rules_of[tip.municipality_id], today) for tip in tips]


def lines_of(row: TipRow, steps: Iterable[TipStep]) -> list[Line]:
    """What happened, the newest first. A person of the team by first name; a line of the house by the house alone."""
    lines = [
        Line(step.kind, timezone.localdate(step.made_at), "" if step.by_house else step.by.name.split(" ")[0])
        for step in steps
    ]
    return sorted([*lines, *(Line("seen", week, "") for week in row.again)], key=lambda line: line.on, reverse=True)


def alike_of(pks: Iterable[int]) -> dict[int, list[Alike]]:
    """Tip → the tips it is joined to as »maybe the same«, but those off the list. One query."""
    wanted, found = set(pks), defaultdict(list)
    pairs = TipPair.objects.filter(Q(first__in=wanted) | Q(second__in=wanted), undone_at=None).order_by()
    on_list = pairs.filter(**{f"{side}__{name}": None for side in SIDES for name in ("expired_at", "taken_back_at")})
    names = [f"{side}__{name}" for side in SIDES for name in ("pk", "code", "place", "area__name", "week_on")]
    for told in on_list.values_list(*names):
        for here, there in ((told[:5], told[5:]), (told[5:], told[:5])):
            if here[0] in wanted:
                found[here[0]].append(Alike(there[1], there[2], there[3] or "", there[4]))
    return {pk: sorted(each, key=lambda one: (one.week_on, one.code)) for pk, each in found.items()}


def _facts(pks: list[int]) -> dict[int, _Facts]:
    """The ticked words, the weeks seen again, and every no, maybe and yes, of all of them in one question."""
    nothing = Value("", CharField())
    no_week, never = Cast(Value(None), DateField()), Cast(Value(None), DateTimeField())  # PostgreSQL asks of what kind
    names = ("tip_id", "what", "word", "week", "at")
    words = TipSeen.objects.filter(tip__in=pks).order_by()
    again = Sighting.objects.filter(tip__in=pks).order_by()
    said = TipStep.objects.standing().filter(tip__in=pks, kind__in=SAID).order_by()
    rows = words.annotate(what=Value("seen"), week=no_week, at=never).values_list(*names).union(
        again.annotate(what=Value("again"), word=nothing, week=F("week_on"), at=never).values_list(*names),
        said.filter(by_house=False).annotate(what=Value("said"), word=F("kind"), week=no_week, at=F("made_at"))
        .values_list(*names),
        said.filter(by_house=True).annotate(what=Value("told"), word=F("kind"), week=no_week, at=F("made_at"))
        .values_list(*names),
        all=True,
    )  # fmt: skip
    found: dict[int, _Facts] = defaultdict(_Facts)
    for pk, what, word, week, at in rows:
        if what == "seen":
            found[pk].seen.add(word)
        elif what == "again":
            found[pk].weeks.append(week)
        else:
            found[pk].said.append(Said(word, timezone.localdate(at), by_house=what == "told"))
    return found


def _row(tip: Any, facts: _Facts, alike: list[Alike], decided: ListRules, today: date) -> TipRow:
    return TipRow(
        code=tip.code, group=list(Group)[tip.rank], place=tip.place, area=tip.area.name if tip.area else "",
        house=tip.organisation.name, week_on=tip.week_on, weeks=weeks_in_process(tip.week_on, today), age=tip.age,
        worry=tip.worry, asked=tip.asked, seen=[word for word in SEEN if word in facts.seen],
        again=sorted(facts.weeks, reverse=True), said=sorted(facts.said, key=lambda one: one.on), alike=alike,
        is_read=list(Group)[tip.last] != Group.NEW,
        expires_on=expires_on(tip.touched_on, decided.keep_weeks),
        is_near_expiry=is_near(tip.touched_on, decided.keep_weeks, today),
    )  # fmt: skip
