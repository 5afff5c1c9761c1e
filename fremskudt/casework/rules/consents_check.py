"""What whoever looks after data protection asks of the yeses: are they real, are they fresh, do they stop at once?

Source: screens.md D3.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.rules.consent import WARN_DAYS, Form

AGES: dict[str, str] = {
    "new": _("Under 3 måneder"),
    "half": _("3 til 6 måneder"),
    "old": _("Over 6 måneder"),
}
NEW, HALF = timedelta(days=91), timedelta(days=182)
LOOKS_BACK = timedelta(days=90)


@dataclass(frozen=True)
class Given:
    """A yes that nobody has ended, as the check knows it: by form and witness, never by name."""

    code: str  # of the citizen
    form: str
    has_witness: bool
    said_on: date
    until_on: date


def age_of(given: Given, today: date) -> str:
    """A key of AGES: how long ago it was said."""
    old = today - given.said_on
    return "new" if old < NEW else "half" if old < HALF else "old"


def is_in_force(given: Given, today: date) -> bool:
    return today <= given.until_on


def ends_soon(given: Given, today: date) -> bool:
    """Within thirty days, that day included."""
    return today <= given.until_on <= today + timedelta(days=WARN_DAYS[0])


def lacks_witness(given: Given) -> bool:
    """Nobody is named who heard it. What the citizen did by link and what is on paper is its own witness."""
    return not given.has_witness and given.form in {Form.ORAL, Form.PHONE}


def counted(yeses: Iterable[Given], today: date) -> dict[str, dict[str, int]]:
    """Form → age → how many are in force, every form and age there is."""
    found = Counter((one.form, age_of(one, today)) for one in yeses if is_in_force(one, today))
    return {form: {age: found[form, age] for age in AGES} for form in Form}
