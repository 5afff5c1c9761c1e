"""One guard of the product, with what takes it away and the tests that must then fail."""

from typing import NamedTuple


class Fault(NamedTuple):
    """`guard` stands exactly once in `file` (below fremskudt/); `tests` are node ids, with blanks between them."""

    what: str
    file: str
    guard: str
    instead: str
    tests: str
