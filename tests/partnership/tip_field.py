"""Tips for the tests, made by the real action: no test sees one that could not have come about."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from fremskudt.access.models import Area, Organisation
from fremskudt.partnership.actions import tip as actions
from fremskudt.partnership.models import Batch, Tip
from fremskudt.partnership.rules.tip import Step, week_of
from tests.cast import Cast

# What a house may learn of the team's steps without anybody's yes, said apart from rules/house_view.py, which decides.
OUR_WORK = frozenset({Step.RECEIVED, Step.LOOKING, Step.NOT_FOUND})


def area(people: Cast, name: str = "Nordbyen", town: str = "Randers") -> Area:
    """An open area of that name; the same one when it is asked for again."""
    return Area.objects.get_or_create(municipality=people.municipalities[town], name=name, closed_at=None)[0]


def tip(
    people: Cast, *, organisation: Organisation | None = None, seen: Iterable[str] = ("often",), weeks_ago: int = 0,
    **more: Any,
) -> Tip:  # fmt: skip
    """One of Palle's at the drop-in centre unless something else is said. `weeks_ago` is the week it was seen in, and
    the row is as old: it was given then, and nothing was done with it since."""
    house = organisation or people.drop_in
    told: dict[str, Any] = {
        "area": None, "place": "drop_in", "worry": "some", "source": "app", "operation": uuid4(), "by": people.partner,
        **more,
    }  # fmt: skip
    if weeks_ago:
        told.setdefault("week_on", week_of(timezone.localdate() - timedelta(weeks=weeks_ago)))
    made = actions.add(organisation=house, seen=seen, **told)
    if weeks_ago:
        Tip.objects.filter(pk=made.pk).update(
            made_at=made.made_at - timedelta(weeks=weeks_ago), touched_on=made.touched_on - timedelta(weeks=weeks_ago)
        )
        made.refresh_from_db()
    return made


def wall_code(people: Cast, house: Organisation | None = None, **more: Any) -> Batch:
    """The code that hangs on the wall of a house, and lets one give a tip without an account."""
    house = house or people.drop_in
    told: dict[str, Any] = {"code": "WWWW-2222", "leads_to": "tip", "made_at": timezone.now(), "by": people.leader}
    return Batch.objects.create(municipality_id=house.town, organisation=house, **{**told, **more})
