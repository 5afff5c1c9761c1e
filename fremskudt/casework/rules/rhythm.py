"""How often somebody wants to be seen, and when it has been too long: by their own rhythm, never by one for all.

Source: screens.md T1 (»own rhythm, not a fixed limit«), domain.md 2 no. 20.
"""

from datetime import date

DEFAULT_EVERY_DAYS = 14  # where nothing is agreed
SHORTEST, LONGEST = 1, 366


def days_since(last: date | None, today: date) -> int | None:
    """Whole days from the last time to today; 0 for a day that lies ahead, None when there was no time."""
    return max((today - last).days, 0) if last is not None else None


def is_slipped(days_since: int | None, every_days: int | None) -> bool:
    """Whether it has been longer than agreed (both in days). On the agreed day itself it has not.

    Nothing agreed counts as every fourteen days; somebody never seen has slipped.
    """
    return days_since is None or days_since > (every_days or DEFAULT_EVERY_DAYS)
