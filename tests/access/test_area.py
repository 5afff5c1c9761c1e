"""Areas of a municipality: coarse, with the drive there, closed and opened again by the administrator (A3, F19)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fremskudt.access.actions import area as actions
from fremskudt.access.models import Area, Event
from fremskudt.access.rules import area as rules
from fremskudt.access.selectors.area import list_areas
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = reverse("access:areas")


@pytest.fixture
def ada(people: Cast) -> Client:
    return enter(Client(), people.administrator)


def one(area: Area) -> str:
    return reverse("access:area", args=[area.pk])


def filled(**more: Any) -> dict[str, Any]:
    return {"name": "Nordbyen", "n_inhabitants": "4000", "drive_minutes": "25", "drive_km": "18", **more}


def test_area_rules_a_small_one_points_at_somebody() -> None:
    cases = {None: True, 0: False, 199: False, 200: True, 4000: True}
    assert {n: bool(rules.may_be(n)) for n in cases} == cases


def test_area_is_made_changed_closed_and_opened_again(people: Cast, ada: Client) -> None:
    assert "Nyt område" in ada.get(LIST).content.decode()
    assert ada.post(LIST, filled(name="  Nord   byen ")).status_code == 302
    area = Area.objects.get()
    assert (area.name, area.n_inhabitants, area.drive_minutes, area.drive_km) == ("Nord byen", 4000, 25, 18)
    assert area.municipality == people.municipalities["Randers"]
    assert "25 minutter i bil, 18 km" in ada.get(LIST).content.decode()
    assert 'value="25"' in ada.get(one(area)).content.decode()
    assert ada.post(one(area), filled(n_inhabitants="", drive_minutes="1", drive_km="")).status_code == 302
    area.refresh_from_db()
    assert (area.name, area.n_inhabitants, area.drive_minutes, area.drive_km) == ("Nordbyen", None, 1, None)
    for act, is_open in (("close", False), ("close", False), ("reopen", True), ("reopen", True)):
        assert ada.post(one(area), {"act": act}).status_code == 302
        assert list_areas([area.municipality_id]).exists() == is_open
    told = Event.objects.filter(action__startswith="area.").order_by("number").values_list("action", flat=True)
    assert list(told) == ["area.create", "area.change", "area.close", "area.reopen"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Skriv områdets navn."),
        ({"name": "x" * 61}, "højst 60 tegn"),
        ({"n_inhabitants": "199"}, "Området er for lille: færre end 200 indbyggere."),
        ({"n_inhabitants": "mange"}, "Skriv et helt tal."),
        ({"drive_minutes": "-1"}, "Skriv et helt tal."),
        ({"drive_km": "99999999999"}, "Tallet er for stort."),
    ],
)
def test_area_form_says_what_is_wrong(ada: Client, wrong: dict[str, str], said: str) -> None:
    response = ada.post(LIST, filled(**wrong))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Area.objects.exists()


def test_area_has_its_name_alone_while_it_is_in_use(people: Cast, ada: Client) -> None:
    ada.post(LIST, filled())
    assert "Navnet er optaget" in ada.post(LIST, filled(name="NORDBYEN")).content.decode()
    first = Area.objects.get()
    ada.post(one(first), {"act": "close"})
    assert ada.post(LIST, filled()).status_code == 302
    refused = ada.post(one(first), {"act": "reopen"})
    assert refused.status_code == 409
    assert rules.NAME_TAKEN in refused.content.decode()
    other = actions.create(
        municipality=people.municipalities["Randers"], name="Sydbyen", n_inhabitants=None, drive_minutes=None,
        drive_km=None, by=people.administrator,
    )  # fmt: skip
    assert ada.post(one(other), filled()).status_code == 422


def test_area_is_for_the_administrator_of_that_municipality(people: Cast, ada: Client) -> None:
    ada.post(LIST, filled())
    area = Area.objects.get()
    assert enter(Client(), people.administrator_elsewhere).get(one(area)).status_code == 404
    assert "Nordbyen" not in enter(Client(), people.administrator_elsewhere).get(LIST).content.decode()
    for user in (people.therapist, people.leader, people.evaluator):
        assert enter(Client(), user).get(LIST).status_code == 403
