"""Progression form: figures 4.13-4.35 at answers 1-4, the panel numbers of the prose, and free answers 5-8.

Counts per merged category come from the published tables, exact or not. They are spread over the raw steps, divided
between the 29 who answered all four times and the others, and dealt by a level that each citizen keeps throughout.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from . import alcohol
from .citizens import Citizen
from .dealing import MISSING_CELLS, deal, spread_row, stream
from .files import Row
from .panel import panel_row
from .published import count_table
from .skips import who_skips
from .steps import ITEMS, ProgressItem
from .timeline import Timeline

TABLED_ANSWERS = (1, 2, 3, 4)
LATER_ANSWERS = (5, 6, 7, 8)
MODES = ("assisted",) * 11 + ("self",) * 4 + ("paper",) * 3 + ("phone",) * 2

Values = dict[Citizen, int]


def rows(citizens: Sequence[Citizen], timeline: Timeline) -> list[Row]:
    """The forms in the import format."""
    columns = {item.id: _answers(item, citizens) for item in ITEMS}
    drinking = alcohol.follow_up(columns["alcohol"])
    result = []
    for citizen in citizens:
        for answer, wave in enumerate(timeline.waves.get(citizen.code, []), start=1):
            cells = {item.id: _cell(columns[item.id][answer], citizen, f"{item.id} {answer}") for item in ITEMS}
            result.append(
                {
                    "borger_id": citizen.code,
                    "runde": str(wave),
                    "dato": timeline.progression_on(citizen.code, wave).isoformat(),
                    "udfyldt": _mode(citizen, wave),
                    **cells,
                    **drinking[answer].get(citizen, alcohol.NOT_SHOWN),
                }
            )
    return result


def _answers(item: ProgressItem, citizens: Sequence[Citizen]) -> dict[int, Values]:
    """{answer number: {citizen: raw answer}}; those who skip the item are not there."""
    level = {c: c.wellbeing + stream(f"{item.id} {c.code}").gauss(0, 0.7) for c in citizens}
    answers = {}
    for number in TABLED_ANSWERS:
        people = [citizen for citizen in citizens if citizen.n_answers >= number]
        answers[number] = _tabled(item, number, people, level)
    for number in LATER_ANSWERS:
        people = [citizen for citizen in citizens if citizen.n_answers >= number]
        answers[number] = _drifted(item, number, people, answers[number - 1])
    return answers


def _tabled(item: ProgressItem, answer: int, people: Sequence[Citizen], level: Mapping[Citizen, float]) -> Values:
    """Answers 1-4: the merged counts of the figure, dealt within the panel and outside it."""
    skipping = who_skips(item, answer, people)
    groups = [[c for c in people if c not in skipping and c.in_panel == inside] for inside in (True, False)]
    row = count_table(item.figure)[answer - 1]
    total = round(item.means[answer - 1] * sum(row)) if item.means else None
    raw = spread_row(row, item.steps, total)
    random = stream(f"{item.id} answer {answer}")
    inside = []
    for category, count in zip(raw, panel_row(item, answer, row, len(groups[0])), strict=True):
        random.shuffle(category)
        inside.append(category[:count])
        del category[:count]
    mood = {c: item.sign * (level[c] + random.gauss(0, 0.6)) for c in people}
    return {
        **deal(chain(*inside), groups[0], mood.__getitem__),
        **deal(chain(*raw), groups[1], mood.__getitem__),
    }


def _drifted(item: ProgressItem, answer: int, people: Sequence[Citizen], earlier: Values) -> Values:
    """Answers 5-8, for which no table is printed: the answer before, a step up or down, and the mean aimed at."""
    random = stream(f"{item.id} answer {answer}")
    middle = item.steps[1][0]
    values = {c: earlier.get(c, middle) + random.choice((-1, 0, 0, 1)) for c in people}
    values = {c: min(max(value, item.lowest), item.highest) for c, value in values.items()}
    if answer > len(item.means):
        return values
    while gap := round(item.means[answer - 1] * len(people)) - sum(values.values()):
        step = 1 if gap > 0 else -1
        able = [c for c, value in values.items() if item.lowest <= value + step <= item.highest]
        values[random.choice(able)] += step
    return values


def _cell(values: Values, citizen: Citizen, name: str) -> str:
    if citizen in values:
        return str(values[citizen])
    return stream(f"missing {name} {citizen.code}").choice(MISSING_CELLS)


def _mode(citizen: Citizen, wave: int) -> str:
    """Most answers are given together with the therapist; a citizen mostly keeps to one way."""
    usual = stream(f"mode {citizen.code}").choice(MODES)
    random = stream(f"mode {citizen.code} {wave}")
    return usual if random.random() < 0.8 else random.choice(MODES)
