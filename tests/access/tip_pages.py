"""The code on the wall of a house in Randers, and one that leads nowhere."""

from typing import Any

from tests.cast import Cast
from tests.partnership.tip_field import wall_code


def tip_pages(people: Cast) -> dict[str, dict[str, dict[str, Any]]]:
    return {"partnership:tip_by_code": {"own": {"code": wall_code(people).code}, "missing": {"code": "XXXX-9999"}}}
