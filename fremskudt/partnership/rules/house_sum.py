"""How many of a house's tips became a contact, told so that no single one of them is pointed at (F73).

Once a month, on the first, a house is told »at least N« of this year's tips, or nothing.

* What is counted (unit: tips, not people). Tips the house gave since New Year, not taken back, on which the team had
  *begun* before the first of the month: any answer other than »received«. The house sees on which the team has begun
  (house_view.py), so it knows that the others are no contact; they hide nobody and do not count.
* A contact is one of those with »in contact« or »said yes« written before the first of the month.
* N is told only when at least FEWEST of them are a contact *and* at least FEWEST are not.
* N is a step of LADDER and not the number itself, so that one more contact rarely shows, and one that shows may be any.
* Within a year it never falls: what was told once stands. On New Year's Day it begins anew, with nothing.

What it is held against: somebody of the house who knows these rules, every tip of the house with the day it was given
and begun, and every number that was ever told. For each single tip that was begun, both »a contact« and »none« fit with
all of it. Who besides knows of any number of other tips that they are a contact, because those persons said yes to it
being known, still cannot tell it of one more. Tests walk through every course of events that fits.

What it is not held against: who knows of nearly all the others how and when it went; that nothing is told of many is
then telling, too. And who knows of every contact there is learns that the rest, three at least, were none. A »we looked
in vain« of later does not tell that there was no contact before: the team may write it of somebody they met once and
look for again.

Source: domain.md 1.9 (fewer than 3 never shown) and 2 row 1, screens.md P3, design.md 1.
"""

from bisect import bisect_right
from datetime import date

FEWEST = 3
LADDER = (3, 6, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 400, 500)


def month_of(today: date) -> date:
    """The first of the month in which a number is told."""
    return today.replace(day=1)


def year_of(today: date) -> date:
    """New Year's Day of the year whose tips are counted."""
    return today.replace(month=1, day=1)


def to_tell(*, n_contact: int, n_begun: int, told_before: int) -> int:
    """The number that a house is told, 0 for none.

    `n_contact` of `n_begun` tips are a contact; `told_before` is the highest it was told earlier this year. Raises
    ValueError for counts that cannot be.
    """
    if not 0 <= n_contact <= n_begun:
        raise ValueError(f"{n_contact} contacts of {n_begun} tips")
    if n_contact < FEWEST or n_begun - n_contact < FEWEST:
        return told_before
    return max(told_before, LADDER[bisect_right(LADDER, n_contact) - 1])
