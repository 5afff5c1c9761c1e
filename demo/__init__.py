"""The demo population: invented rows that agree with the published tables of the reference study.

`write_population` writes four CSV files in the format in which a municipality delivers. The rows are raw answers
(five steps, 0-10, days, ages), so that merging, grouping, percentages and tests are left to the product. Nobody in
them exists. `courses` makes the same people into courses that go on today. See README.md beside this file.
"""

from .caseload import courses
from .population import write_population

__all__ = ["courses", "write_population"]
