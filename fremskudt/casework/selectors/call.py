"""The telephone number of a citizen, for the page where somebody calls or writes."""

from dataclasses import dataclass, field

from fremskudt.access.reach import Reach
from fremskudt.casework.selectors.case import Opened
from fremskudt.casework.selectors.identity import read_identity


@dataclass(frozen=True)
class Number:
    """As it is dialled and as it is shown; not in its repr, so that no log or error holds it."""

    dialled: str = field(repr=False)
    shown: str = field(repr=False)


def read_number(reach: Reach, opened: Opened) -> Number | None:
    """Nothing where nobody has told one. The look is an event like any other look at who somebody is."""
    values = read_identity(reach, opened.code, opened.purpose)
    return Number(values.phone, values.shown_phone) if values.phone else None
