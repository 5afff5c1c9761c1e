"""The days of a course: when somebody was seen or sought, where, and how it went.

The rhythm is that of the running forms (how often contact was attempted, how often there was any); days, hours and
places within it are drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .dealing import stream

# Code of »how often« in the running form → days between; 6 and 7 are »not yet« and »has stopped«.
EVERY_DAYS = {1: 3, 2: 7, 3: 14, 4: 30, 5: 50}
UNUSUAL = 14
# Code of »where« in the running form → where and by what way; 6 is another place.
PLACES = {
    1: ("home", "in_person"), 2: ("refuge", "in_person"), 3: ("outdoors", "in_person"), 4: ("centre", "in_person"),
    5: ("nowhere", "phone"), 6: ("other", "in_person"),
}  # fmt: skip
MINUTES = {"home": 45, "refuge": 30, "outdoors": 25, "centre": 40, "other": 30, "nowhere": 10}
KILOMETRES = {"home": (2, 28), "refuge": (1, 9), "outdoors": (1, 12), "other": (2, 18)}
MISSES = ("not_home", "no_answer", "not_home", "not_today")
HELP = ("letter", "call", "digital_post", "debt", "application", "housework", "medicine", "company")
STEPS = ("first_coffee", "opened_letter", "slept", "went_out", "joined", "called_us", "kept_time")


@dataclass(frozen=True)
class Day:
    """One contact or attempt."""

    on: date
    hour: int
    minute: int
    outcome: str
    place: str
    way: str
    minutes: int | None
    kilometres: int | None
    help_given: tuple[str, ...]
    small_step: str


def days(code: str, first: date, last: date, forms: Sequence[Mapping[str, str]], never_met: bool) -> list[Day]:
    """From the first day to the last. `forms` are the course's running forms, oldest first."""
    random, found, day = stream(f"days {code}"), [], first
    while day <= last:
        form = _in_force(forms, day)
        usual = EVERY_DAYS.get(_number(form, "attempts"), UNUSUAL)
        if day.weekday() < 5:
            found.append(_day(random, day, form, never_met))
        day += timedelta(days=max(1, round(usual * random.uniform(0.6, 1.5))))
    return found


def _day(random: Random, on: date, form: Mapping[str, str], never_met: bool) -> Day:
    wanted = EVERY_DAYS.get(_number(form, "attempts"), UNUSUAL)
    real = EVERY_DAYS.get(_number(form, "contacts"), 4 * wanted)
    met = random.random() < min(0.9, 1.15 * wanted / real) and not never_met
    refused = never_met and random.random() < 0.25
    place, way = _where(random, form)
    km = KILOMETRES.get(place)
    return Day(
        on=on,
        hour=random.randint(9, 16),
        minute=random.choice((0, 5, 10, 15, 20, 30, 40, 45)),
        outcome="met" if met else "said_no" if refused else random.choice(MISSES),
        place=place,
        way=way,
        minutes=round(MINUTES[place] * random.uniform(0.6, 1.5) / 5) * 5 if met else 5,
        kilometres=random.randint(*km) if km else None,
        help_given=tuple(random.sample(HELP, random.choice((0, 0, 1, 1, 2)))) if met else (),
        small_step=random.choice(STEPS) if met and random.random() < 0.08 else "",
    )


def _where(random: Random, form: Mapping[str, str]) -> tuple[str, str]:
    usual = PLACES.get(_number(form, "place"), PLACES[1])
    return random.choice((usual, usual, usual, PLACES[5], ("nowhere", "message")))


def _in_force(forms: Sequence[Mapping[str, str]], day: date) -> Mapping[str, str]:
    """The newest form of the day, or the first one before there is any."""
    so_far = [form for form in forms if form["dato"] <= day.isoformat()]
    return so_far[-1] if so_far else forms[0] if forms else {}


def _number(form: Mapping[str, str], column: str) -> int:
    text = form.get(column, "")
    return int(text) if text.lstrip("-").isdigit() else 0
