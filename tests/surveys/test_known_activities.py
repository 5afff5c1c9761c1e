"""The running form's question about civil society is filled in from what the citizen has joined, and says so (F40)."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fremskudt import instruments
from fremskudt.casework.models import Citizen
from fremskudt.partnership.rules.activity import KINDS
from fremskudt.surveys.models import Study
from fremskudt.surveys.rules import known
from tests.access.activity_pages import offer
from tests.cast import Cast, enter
from tests.surveys.test_staff_form import open_study, page, press, shown, started, values

FETCHED = "Hentet fra forløbet: "


def test_every_kind_has_its_option_of_the_form_and_no_other() -> None:
    options = {option.slug for option in instruments.get("running").item("activities").scale.options}
    assert known.ACTIVITIES.keys() == KINDS.keys()
    assert set(known.ACTIVITIES.values()) == options
    assert len(set(known.ACTIVITIES.values())) == len(KINDS)


@pytest.mark.parametrize(
    ("kinds", "ticked"),
    [
        ((), None), (("community",), {"communities"}), (("company", "work"), {"accompaniment", "employment"}),
        (tuple(KINDS), set(known.ACTIVITIES.values())),
    ],
)  # fmt: skip
def test_known_activities_are_those_the_citizen_is_in(kinds: tuple[str, ...], ticked: set[str] | None) -> None:
    found = known.of_activities(kinds)
    if ticked is None:
        assert found == {}
    else:
        assert {name.removeprefix("activities.") for name, value in found.items() if value} == ticked
        assert len(found) == len(KINDS)


@pytest.fixture
def study(people: Cast) -> Study:
    return open_study(people)


def at_activities(people: Cast, who: Citizen) -> tuple[Client, str]:
    client = enter(Client(), people.therapist)
    return client, shown(client, page(who, bite="plan_and_community"))


@pytest.mark.database
@pytest.mark.django_db
def test_form_is_filled_in_from_what_was_joined(people: Cast, study: Study) -> None:
    who, today = started(people), timezone.localdate()
    told: list[dict[str, Any]] = [
        {"joined_on": today}, {"kind": "work"}, {"kind": "network", "declined_on": today},
        {"kind": "bridge", "joined_on": today, "left_on": today},
        {"kind": "other", "joined_on": today, "undone_at": timezone.now()},
    ]  # fmt: skip
    for more in told:
        offer(people, who, **more)
    client, html = at_activities(people, who)
    assert html.count(FETCHED) == 2  # the plan, and this
    assert press(client, html).status_code == 302
    stored = {name: value for name, value in values(who).items() if name.startswith("activities.")}
    assert {name for name, value in stored.items() if value == 1} == {"activities.communities"}
    assert stored["activities.bridging"] == 0


@pytest.mark.database
@pytest.mark.django_db
def test_form_asks_where_nothing_is_written_and_keeps_an_answer(people: Cast, study: Study) -> None:
    who = started(people)
    client, html = at_activities(people, who)
    assert html.count(FETCHED) == 1  # the plan alone: nobody is said to be in nothing
    assert press(client, html, activities=["network"]).status_code == 302
    offer(people, who, joined_on=timezone.localdate())
    _client, html = at_activities(people, who)
    assert FETCHED not in html
    assert values(who)["activities.network"] == 1
