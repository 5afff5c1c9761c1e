"""A tip of the drop-in centre in Randers and one of Vejle, for the addresses of the team's list."""

from typing import Any
from uuid import UUID

from fremskudt.partnership.models import Tip
from tests.cast import Cast
from tests.partnership.tip_field import area, tip

Places = dict[str, dict[str, dict[str, Any]]]
OF_ONE = ("tip", "tip_answer", "tip_answer_undo", "tip_asked", "tip_pair", "tip_pair_undo")


def tips_pages(people: Cast) -> Places:
    near, far = tips_near_and_far(people)
    codes = {"own": {"code": near.code}, "elsewhere": {"code": far.code}, "missing": {"code": "9999-9999"}}
    return {f"partnership:{name}": codes for name in OF_ONE}


def tips_near_and_far(people: Cast) -> tuple[Tip, Tip]:
    """The same two whenever they are asked for."""
    near = tip(people, area=area(people), operation=UUID(int=16))
    away = {"organisation": people.centre_elsewhere, "area": area(people, town="Vejle"), "operation": UUID(int=17)}
    return near, tip(people, by=people.therapist_elsewhere, **away)
