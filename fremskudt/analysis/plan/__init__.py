"""The analysis plan: which figures and tables a study has, and how each is counted. See docs for the YAML form."""

from fremskudt.analysis.plan.errors import InvalidPlanError, PlanError
from fremskudt.analysis.plan.loader import load_plan, parse
from fremskudt.analysis.plan.model import (
    Among,
    Category,
    Chapter,
    Figure,
    Group,
    Grouping,
    LabelledItem,
    Measurement,
    Part,
    Plan,
    TableRow,
    TestWanted,
)

__all__ = [
    "Among",
    "Category",
    "Chapter",
    "Figure",
    "Group",
    "Grouping",
    "InvalidPlanError",
    "LabelledItem",
    "Measurement",
    "Part",
    "Plan",
    "PlanError",
    "TableRow",
    "TestWanted",
    "load_plan",
    "parse",
]
