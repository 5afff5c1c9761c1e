"""The items of the progression form: their figure, the raw steps behind each merged category, and the means to aim at.

The means make the prose of figures 4.18 and 4.23 true (their lines are not known): control over life rises
throughout, supported by others rises until answer 6 and drops at 7, good with myself rises only after answer 5, hope
drops at answer 6 and stays below 100; the four questions about the last week rise throughout, all between 80 and 170.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FIVE = ((0, 1), (2,), (3, 4))
TEN = ((0, 1, 2, 3), (4, 5, 6), (7, 8, 9, 10))
DAYS = ((0,), (1, 2, 3, 4), (5, 6, 7))


@dataclass(frozen=True)
class ProgressItem:
    """`sign` is -1 where a high answer is a bad one; `means` are by answer number, for answers 1-7, or empty."""

    id: str
    figure: str
    steps: tuple[tuple[int, ...], ...]
    block: str
    sign: int = 1
    means: Sequence[float] = ()

    @property
    def lowest(self) -> int:
        return self.steps[0][0]

    @property
    def highest(self) -> int:
        return self.steps[-1][-1]


ITEMS = (
    ProgressItem("inspire_supported", "fig-4.13", FIVE, "inspire", means=(1.60, 1.92, 1.98, 2.10, 2.19, 2.43, 2.0)),
    ProgressItem("inspire_hope", "fig-4.14", FIVE, "inspire", means=(2.02, 1.97, 2.25, 2.00, 2.06, 1.43, 1.8)),
    ProgressItem("inspire_self", "fig-4.15", FIVE, "inspire", means=(1.68, 1.72, 1.70, 1.69, 1.69, 2.00, 2.4)),
    ProgressItem("inspire_meaning", "fig-4.16", FIVE, "inspire", means=(1.90, 1.92, 2.34, 1.95, 2.13, 1.86, 2.2)),
    ProgressItem("inspire_control", "fig-4.17", FIVE, "inspire", means=(1.30, 1.50, 1.60, 1.72, 1.81, 2.00, 2.2)),
    ProgressItem("tem_personal", "fig-4.19", TEN, "tem", means=(3.60, 4.00, 4.35, 4.50, 5.00, 5.14, 5.4)),
    ProgressItem("tem_relations", "fig-4.20", TEN, "tem", means=(5.30, 5.70, 5.90, 6.25, 6.56, 6.71, 6.8)),
    ProgressItem("tem_social", "fig-4.21", TEN, "tem", means=(3.85, 4.30, 4.60, 4.75, 5.25, 5.43, 5.6)),
    ProgressItem("tem_physical", "fig-4.22", TEN, "tem", means=(4.70, 4.90, 5.05, 5.15, 5.75, 5.86, 6.0)),
    ProgressItem("sleep", "fig-4.24", FIVE, "skills"),
    ProgressItem("morning", "fig-4.25", FIVE, "skills"),
    ProgressItem("focus", "fig-4.26", FIVE, "skills"),
    ProgressItem("planning", "fig-4.27", FIVE, "skills"),
    ProgressItem("appointments", "fig-4.28", FIVE, "skills"),
    ProgressItem("tidying", "fig-4.29", FIVE, "skills"),
    ProgressItem("eating", "fig-4.30", FIVE, "skills"),
    ProgressItem("cannabis_days", "fig-4.31", DAYS, "cannabis", sign=-1),
    ProgressItem("other_drug_days", "fig-4.32", DAYS, "other drugs", sign=-1),
    ProgressItem("alcohol", "fig-4.33", ((0,), (1,), (2,)), "alcohol", sign=-1),
)
