"""Tasks for the tests, as the action gives them unless a test says otherwise."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.actions import task as actions
from fremskudt.casework.models import Citizen, Task
from tests.cast import Cast


def give(people: Cast, who: Citizen | None, owner: User | None, house: Organisation | None, **more: Any) -> Task:
    """Through the door that pages use: whoever must not know does not get it."""
    told = {
        "municipality": people.municipalities["Randers"], "case": who.cases.get() if who else None, "source": "own",
        "item": None, "topic": "agreements", "words": "Ringe om boligen", "owner": owner, "organisation": house,
        "on": timezone.localdate(), "operation": uuid4(), "by": people.therapist,
    }  # fmt: skip
    return actions.add(**told | more)


def row(people: Cast, who: Citizen | None, owner: User | None, house: Organisation | None, **more: Any) -> Task:
    """A plain row, for what no page makes: something nobody has in hand."""
    now = timezone.now()
    told = {
        "municipality": people.municipalities["Randers"], "case": who.cases.get() if who else None, "source": "meeting",
        "topic": "agreements" if who else "", "words": "Ringe om boligen", "owner": owner, "organisation": house,
        "on": timezone.localdate(), "operation": uuid4(), "made_at": now, "by": people.therapist,
    }  # fmt: skip
    return Task.objects.create(**told | more)
