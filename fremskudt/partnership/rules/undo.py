"""How long what only we see can be undone."""

from datetime import datetime, timedelta

LASTS = timedelta(minutes=10)


def may_undo(done_at: datetime, now: datetime) -> bool:
    """True from the act and for ten minutes; false for an act that lies in the future. Both with a time zone."""
    return timedelta() <= now - done_at <= LASTS
