"""The two whom most tests of the field work are about: Kanel, and Tea, who follows them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt.casework.models import Citizen
from tests.casework.field import citizen
from tests.cast import Cast, enter


@pytest.fixture
def kanel(people: Cast, request: pytest.FixtureRequest) -> Citizen:
    """Found today, or as many days ago as the module says in `FOUND_DAYS_AGO`."""
    made = citizen(people, "Kanel", "K7M4-Q2RX", followed_by=people.therapist)
    made.cases.update(found_on=timezone.localdate() - timedelta(days=getattr(request.module, "FOUND_DAYS_AGO", 0)))
    return made


@pytest.fixture
def tea(people: Cast) -> Client:
    """Tea's browser."""
    return enter(Client(), people.therapist)


@pytest.fixture
def jens(people: Cast) -> Client:
    """The browser of somebody at the jobcentre."""
    return enter(Client(), people.professional)


@pytest.fixture
def lea_follows(people: Cast, kanel: Citizen) -> None:
    """The leader follows Kanel too."""
    kanel.assignments.create(user=people.leader, began_at=timezone.now(), by=people.leader)


@pytest.fixture
def tom_follows(people: Cast, kanel: Citizen) -> None:
    """A colleague follows Kanel too."""
    kanel.assignments.create(user=people.colleague, began_at=timezone.now(), by=people.leader)
