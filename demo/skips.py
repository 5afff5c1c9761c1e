"""Who skips which question: from the 78/56/41/29 answers of table 1.3 to the smaller Ns of the figures (D03).

One citizen skips a whole block of questions at answers 1 and 3. At answer 2 figure 4.18 prints N = 55 where each of
its items has 53: one citizen skips all five, and ten more gaps are spread over three others. Where a printed number
of those who answered all four times has a smaller base, the gap is among them.
"""

from collections.abc import Sequence

from .citizens import Citizen
from .dealing import shuffled
from .published import count_table, panel
from .steps import ProgressItem

# Figure 4.18 at answer 2: positions of the citizens who skip the item; position 0 skips all five.
GAPS_AT_ANSWER_2 = {
    "inspire_supported": (0, 1, 3),
    "inspire_hope": (0, 1, 2),
    "inspire_self": (0, 1, 2),
    "inspire_meaning": (0, 1, 2),
    "inspire_control": (0, 2, 3),
}
# The report prints the panel's base of figure 4.15 at answer 3 (28 of 29); the same one skips the other four items.
SHARED_PANEL_GAP = {("inspire", 3): "fig-4.15"}


def who_skips(item: ProgressItem, answer: int, citizens: Sequence[Citizen]) -> set[Citizen]:
    """Those of the citizens with this answer number who leave the item without an answer."""
    members = [citizen for citizen in citizens if citizen.in_panel]
    others = shuffled([citizen for citizen in citizens if not citizen.in_panel], f"skips {item.block} {answer}")
    if answer == 2 and item.id in GAPS_AT_ANSWER_2:
        return {others[position] for position in GAPS_AT_ANSWER_2[item.id]}
    n_skipping = len(citizens) - sum(count_table(item.figure)[answer - 1])
    n_panel = _panel_gaps(item, answer, len(members), n_skipping)
    chosen = shuffled(members, f"panel skips {item.block} {answer}")[:n_panel]
    return {*chosen, *others[: n_skipping - n_panel]}


def _panel_gaps(item: ProgressItem, answer: int, n_members: int, n_skipping: int) -> int:
    if answer == 4:
        return n_skipping
    base, _ = panel(SHARED_PANEL_GAP.get((item.block, answer), item.figure), answer)
    return 0 if base is None else n_members - base
