"""Dates as people write them in lists."""

import re
from datetime import date

ALLOWED_DAYS = "en dato som 2023-11-05, 05-11-2023, 05.11.2023 eller 05/11/2023"
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
DANISH = re.compile(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})")
TWO_DIGIT_YEAR = re.compile(r"[0-9]{1,2}[-./ ][0-9]{1,2}[-./ ][0-9]{2}")


class BadDayError(ValueError):
    """A cell that is not a date; the text says why, in Danish, without repeating the cell."""


def read_day(text: str) -> date:
    """The date that the cell names. Raises BadDayError for two-digit years, days that do not exist and the like."""
    if match := ISO.fullmatch(text):
        year, month, day = match[1], match[2], match[3]
    elif match := DANISH.fullmatch(text):
        day, month, year = match[1], match[3], match[4]
    elif TWO_DIGIT_YEAR.fullmatch(text):
        raise BadDayError("Årstallet har kun to cifre, så det kan læses på flere måder.")
    else:
        raise BadDayError("Det er ikke en dato.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadDayError("Den dag findes ikke i kalenderen.") from None
