"""Drinks and heavy days of those who drank: figures 4.34 and 4.35.

The figures' bases do not follow from each other (D23): some who drank leave the number of drinks out, and two of
these at answer 2 and one at answer 3 still tell on how many days they had five or more.
"""

from collections.abc import Mapping, Sequence

from .citizens import Citizen
from .dealing import spread, stream
from .published import count_table

HEAVY_STEPS = ((1, 2), (3, 4, 5), (6, 7))
NOT_SHOWN = {"units": "", "heavy_days": ""}
FIVE_DRINKS = 5


def follow_up(answers: Mapping[int, Mapping[Citizen, int]]) -> dict[int, dict[Citizen, dict[str, str]]]:
    """{answer number: {one who drank: the two cells}} from the answers to the alcohol question."""
    result = {}
    for number, values in answers.items():
        drinkers = _lightest_first([citizen for citizen, value in values.items() if value], values, number)
        result[number] = _tabled(drinkers, number) if number <= 4 else _free(drinkers, values, number)
    return result


def _lightest_first(drinkers: list[Citizen], values: Mapping[Citizen, int], number: int) -> list[Citizen]:
    luck = {citizen: stream(f"drinks {citizen.code} {number}").random() for citizen in drinkers}
    return sorted(drinkers, key=lambda citizen: values[citizen] + luck[citizen])


def _tabled(drinkers: Sequence[Citizen], number: int) -> dict[Citizen, dict[str, str]]:
    """From the lightest to the heaviest: under five drinks, drinks not told, five and more."""
    light, heavy = count_table("fig-4.34")[number - 1]
    heavy_row = count_table("fig-4.35")[number - 1]
    days = [day for count, steps in zip(heavy_row, HEAVY_STEPS, strict=True) for day in spread(count, steps)]
    silent = drinkers[light : len(drinkers) - heavy]
    cells = {citizen: _light(citizen, number) for citizen in drinkers[:light]}
    cells |= {citizen: {"units": "-1", "heavy_days": ""} for citizen in silent}
    telling = drinkers[len(drinkers) - len(days) :]
    for citizen, day in zip(telling, days, strict=True):
        cells[citizen] = {"units": "-1", "heavy_days": str(day)} if citizen in silent else _heavy(citizen, number, day)
    return cells


def _free(drinkers: Sequence[Citizen], values: Mapping[Citizen, int], number: int) -> dict[Citizen, dict[str, str]]:
    """Answers 5-8: about half of those who drink on some days, and all who drink on most, have five or more."""
    cells = {}
    for citizen in drinkers:
        random = stream(f"heavy {citizen.code} {number}")
        if values[citizen] == 1 and random.random() < 0.5:
            cells[citizen] = _light(citizen, number)
        else:
            cells[citizen] = _heavy(citizen, number, random.choice((1, 2) if values[citizen] == 1 else (3, 5, 7)))
    return cells


def _light(citizen: Citizen, number: int) -> dict[str, str]:
    return {"units": str(stream(f"units {citizen.code} {number}").randint(1, FIVE_DRINKS - 1)), "heavy_days": ""}


def _heavy(citizen: Citizen, number: int, day: int) -> dict[str, str]:
    more = stream(f"units {citizen.code} {number}").randint(0, 3 * day)
    return {"units": str(FIVE_DRINKS + more), "heavy_days": str(day)}
