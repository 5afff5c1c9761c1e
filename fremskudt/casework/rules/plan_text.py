"""The words of a plan as plain values: what differs between two who wrote at once, and between two versions."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.plan import LONGEST_NAME, LONGEST_TEXT

# The citizen's own part first, then what we answer for.
NAMES: dict[str, str] = {
    "hopes": _("Det håber jeg på"),
    "wishes": _("Det vil jeg gerne"),
    "dreams": _("Det drømmer jeg om"),
    "review_on": _("Vi ser på planen igen"),
    "findings": _("Afdækning"),
    "effort": _("Indsats"),
    "follow_up": _("Opfølgning"),
    "responsible": _("Ansvarlig"),
}
OWN = ("hopes", "wishes", "dreams")
PROFESSIONAL = ("findings", "effort", "follow_up", "responsible")
GOAL_NAMES: dict[str, str] = {
    "words": _("Med borgerens ord"),
    "how": _("Sådan gør vi"),
    "who": _("Hvem"),
    "review_on": _("Ses igen"),
}


@dataclass(frozen=True)
class GoalText:
    """One goal; `thread` is the same through all versions. A day is None when none is agreed."""

    thread: UUID
    words: str
    how: str = ""
    who: str = ""
    review_on: date | None = None


@dataclass(frozen=True)
class PlanText:
    """All that is written in one version. Empty texts are empty strings."""

    hopes: str = ""
    wishes: str = ""
    dreams: str = ""
    findings: str = ""
    effort: str = ""
    follow_up: str = ""
    responsible: str = ""
    review_on: date | None = None
    goals: tuple[GoalText, ...] = ()

    def goal(self, thread: UUID) -> GoalText | None:
        """The goal of a thread, or None where this text has none."""
        return next((goal for goal in self.goals if goal.thread == thread), None)


class Choice(StrEnum):
    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"


@dataclass(frozen=True)
class Difference:
    """One field, or one goal, that two texts say differently; a goal that is not in a text is None there."""

    key: str  # the field's name, or goal_<thread>
    theirs: str | date | GoalText | None
    mine: str | date | GoalText | None
    number: int = 0  # of a goal: where it stands

    @property
    def can_be_both(self) -> bool:
        """Whether nothing is lost by keeping both: of texts and goals that are there, and no longer than a field."""
        if not (self.theirs and self.mine):
            return False
        if isinstance(self.theirs, str) and isinstance(self.mine, str):
            longest = LONGEST_NAME if self.key == "responsible" else LONGEST_TEXT
            return len(self.joined) <= longest
        return isinstance(self.theirs, GoalText)

    @property
    def joined(self) -> str:
        return f"{self.theirs}{', ' if self.key == 'responsible' else chr(10) * 2}{self.mine}"


def differing(theirs: PlanText, mine: PlanText) -> list[Difference]:
    """Every field and goal in which they differ, in the order of the page. Empty when both say the same."""
    found = [
        Difference(name, getattr(theirs, name), getattr(mine, name))
        for name in NAMES
        if getattr(theirs, name) != getattr(mine, name)
    ]
    threads = dict.fromkeys(goal.thread for goal in (*theirs.goals, *mine.goals))
    pairs = [(thread, theirs.goal(thread), mine.goal(thread)) for thread in threads]
    return found + [
        Difference(f"goal_{thread.hex}", one, other, number)
        for number, (thread, one, other) in enumerate(pairs, 1)
        if one != other
    ]


def merged(theirs: PlanText, mine: PlanText, choices: Mapping[str, str]) -> PlanText:
    """One text out of two: of each difference what was chosen; KeyError for a difference without a choice.

    »Both« joins two texts, and of a goal keeps theirs and adds mine as a goal of its own.
    """
    text, goals = theirs, {goal.thread: [goal] for goal in theirs.goals}
    for each in differing(theirs, mine):
        choice = choices[each.key]
        if isinstance(each.theirs, GoalText) or isinstance(each.mine, GoalText):
            goals[UUID(each.key.removeprefix("goal_"))] = _goals(each, choice)
        elif choice != Choice.THEIRS:
            text = replace(text, **{each.key: each.joined if choice == Choice.BOTH else each.mine})  # type: ignore[arg-type]
    return replace(text, goals=tuple(goal for kept in goals.values() for goal in kept))


def _goals(each: Difference, choice: str) -> list[GoalText]:
    wanted = {Choice.THEIRS: [each.theirs], Choice.MINE: [each.mine], Choice.BOTH: [each.theirs, each.mine]}[
        Choice(choice)
    ]
    kept = [goal for goal in wanted if isinstance(goal, GoalText)]
    return [kept[0], replace(kept[1], thread=uuid4())] if len(kept) == 2 else kept


class Kind(StrEnum):
    """What became of a field or a goal from one version to the next."""

    WRITTEN = "written"
    CHANGED = "changed"
    EMPTIED = "emptied"
    GOAL_NEW = "goal_new"
    GOAL_CHANGED = "goal_changed"
    GOAL_GONE = "goal_gone"


@dataclass(frozen=True)
class Change:
    kind: Kind
    name: str  # the field, in Danish; of a goal its words, of a changed goal those of now
    parts: tuple[str, ...] = ()  # of a changed goal: which of its fields, in Danish


def changes(before: PlanText, now: PlanText) -> list[Change]:
    """What is new in a version compared with the one before, in the order of the page."""
    found = [
        Change(_kind(each.theirs, each.mine), NAMES[each.key]) for each in differing(before, now) if not each.number
    ]
    for each in differing(before, now):
        if isinstance(each.mine, GoalText) and isinstance(each.theirs, GoalText):
            old, new = each.theirs, each.mine
            names = tuple(GOAL_NAMES[f.name] for f in fields(new) if getattr(old, f.name) != getattr(new, f.name))
            found.append(Change(Kind.GOAL_CHANGED, new.words, names))
        elif isinstance(each.mine, GoalText):
            found.append(Change(Kind.GOAL_NEW, each.mine.words))
        elif isinstance(each.theirs, GoalText):
            found.append(Change(Kind.GOAL_GONE, each.theirs.words))
    return found


def _kind(before: object, now: object) -> Kind:
    if not now:
        return Kind.EMPTIED
    return Kind.CHANGED if before else Kind.WRITTEN
