"""What somebody has said over time, one question at a time: points on the whole scale, and no verdict.

Points are joined only where two rounds follow one another; a gap stays a gap. Nothing is called better or worse, there
is no cut-off, no trend and nobody else's average. Source: screens.md C3, F39, domain.md 7.2 (9, 12).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fremskudt.instruments import Instrument, Item, Missing, Score, score

FEWEST = 2  # answers before there is anything to draw
LONGEST_AXIS = 11  # steps; a scale of numbers that goes further is drawn to the largest that was said
Answers = Mapping[str, int | Missing | None]


@dataclass(frozen=True)
class Told:
    """What one response said. `wave` counts the rounds of its study, `version` is the instrument's."""

    on: date
    wave: int
    version: str
    answers: Answers


@dataclass(frozen=True)
class Point:
    """One round: the day, and the value; None where it was skipped or not asked."""

    on: date
    wave: int
    value: float | None


@dataclass(frozen=True)
class Curve:
    """The answers to one question, the oldest first, and the ends of its scale."""

    item: Item
    minimum: int
    maximum: int
    points: Sequence[Point]

    @property
    def answered(self) -> list[Point]:
        return [point for point in self.points if point.value is not None]

    @property
    def skipped(self) -> list[Point]:
        return [point for point in self.points if point.value is None]

    @property
    def joined(self) -> list[tuple[Point, Point]]:
        """Two answers of rounds that follow one another."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return [
            (one, next)
            for one, next in pairs
            if one.value is not None and next.value is not None and next.wave == one.wave + 1
        ]


@dataclass(frozen=True)
class ScoreCurve:
    """A score that the instrument declares, where it could be computed; for talking about, never for ranking."""

    score: Score
    points: Sequence[Point]


def curves(instrument: Instrument, told: Sequence[Told]) -> list[Curve]:
    """A curve for each question with at least two answers, in the form's order. `told` is in order of time.

    Only answers given with the same major version as the instrument's: what was asked otherwise is another question.
    Questions where many can be chosen have no curve.
    """
    same = [one for one in told if _major(one.version) == _major(instrument.version)]
    drawn = [_curve(item, same) for item in instrument.items if item.scale.kind != "multiple"]
    return [curve for curve in drawn if len(curve.answered) >= FEWEST]


def score_curves(instrument: Instrument, told: Sequence[Told]) -> list[ScoreCurve]:
    """Each score of the instrument, with a point where enough was answered (Brief INSPIRE-O: all five)."""
    same = [one for one in told if _major(one.version) == _major(instrument.version)]
    found = []
    for declared in instrument.scores:
        values = [(one, score(instrument, declared.id, one.answers)) for one in same]
        found.append(ScoreCurve(declared, [Point(one.on, one.wave, value) for one, value in values]))
    return [one for one in found if any(point.value is not None for point in one.points)]


def _curve(item: Item, told: Sequence[Told]) -> Curve:
    points = [Point(one.on, one.wave, _value(one.answers.get(item.id))) for one in told if _was_asked(one, item)]
    codes = item.scale.codes
    said = [int(point.value) for point in points if point.value is not None]
    far = codes[-1] - codes[0] + 1 > LONGEST_AXIS
    highest = max([codes[0] + LONGEST_AXIS - 1, *said]) if far else codes[-1]
    return Curve(item, codes[0], highest, points)


def _was_asked(one: Told, item: Item) -> bool:
    """A question that routing hid was not skipped: it has no gap, only no point."""
    return one.answers.get(item.id) is not Missing.NOT_SHOWN


def _value(answer: int | Missing | None) -> int | None:
    return answer if isinstance(answer, int) and not isinstance(answer, Missing) else None


def _major(version: str) -> str:
    return version.partition(".")[0]
