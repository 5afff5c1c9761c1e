"""Dates: progression waves every second month from January 2024, running waves every fourth, all before July 2025.

One timeline holds who answers when, so that starts come before the first form and endings after the last.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from .citizens import Citizen
from .dealing import stream
from .schedule import answer_waves

FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2025, 6, 30)
RUNNING_WAVES = (1, 2, 3, 4)
WINDOW_DAYS = 58


class Timeline:
    """Waves and dates of all forms. A running form's date is asked for before starts and endings are."""

    def __init__(self, citizens: Sequence[Citizen]) -> None:
        self.waves = answer_waves(citizens)
        self._forms: dict[str, list[date]] = {citizen.code: [] for citizen in citizens}
        self._starts: dict[str, date] = {}

    def progression_on(self, code: str, wave: int) -> date:
        """A day in the two months of the wave: wave 1 is January and February 2024."""
        return self._note(code, _in_window(months=2 * (wave - 1), name=f"progression {code} {wave}"))

    def running_on(self, code: str, wave: int) -> date:
        """Running waves lie in the windows of progression waves 2, 4, 6 and 8."""
        return self._note(code, _in_window(months=4 * wave - 2, name=f"running {code} {wave}"))

    def started_on(self, code: str) -> date:
        """At most six weeks before the first form."""
        if code not in self._starts:
            first = min(self._forms[code], default=between(FIRST_DAY, LAST_DAY, f"start {code}"))
            self._starts[code] = between(max(FIRST_DAY, first - timedelta(days=42)), first, f"start {code}")
        return self._starts[code]

    def start_form_on(self, code: str) -> date:
        """From the start to the first other form, at most two weeks later."""
        start = self.started_on(code)
        latest = min([*self._forms[code], start + timedelta(days=14), LAST_DAY])
        return self._note(code, between(start, latest, f"start form {code}"))

    def last_form_on(self, code: str) -> date:
        return max(self._forms[code])

    def _note(self, code: str, day: date) -> date:
        self._forms[code].append(day)
        return day


def between(first: date, last: date, name: str) -> date:
    """A day from the first to the last, both included."""
    return first + timedelta(days=stream(f"date {name}").randint(0, (last - first).days))


def _in_window(months: int, name: str) -> date:
    opens = date(FIRST_DAY.year + months // 12, months % 12 + 1, 1)
    return between(opens, opens + timedelta(days=WINDOW_DAYS), name)
