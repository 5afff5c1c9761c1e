"""House rules: a free space is met on its own terms; what was written before stays beneath (F21)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import Event, Organisation
from fremskudt.partnership.models import HouseRules
from fremskudt.partnership.selectors.house_rules import list_rules
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]

LIST = reverse("partnership:house_rules")


def of(organisation: Organisation) -> str:
    return reverse("partnership:house_rules_of", args=[organisation.pk])


def filled(**more: Any) -> dict[str, Any]:
    return {"who": "Én ad gangen", "when": "Ikke under spisning", "from_on": timezone.localdate(), **more}


def test_house_rules_list_names_every_free_space_of_the_municipality(people: Cast) -> None:
    shown = enter(Client(), people.therapist).get(LIST).content.decode()
    assert "Værestedet Kajen" in shown
    assert "Ikke skrevet endnu. Ring, og spørg." in shown
    assert "Jobcentret" not in shown
    assert "Værestedet Kajen" not in enter(Client(), people.therapist_elsewhere).get(LIST).content.decode()
    for user in (people.peer, people.partner, people.administrator):
        assert enter(Client(), user).get(LIST).status_code == 403


def test_house_rules_are_written_anew_and_the_old_stay(people: Cast) -> None:
    tea, lea = enter(Client(), people.therapist), enter(Client(), people.leader)
    for _twice in range(2):
        assert tea.post(of(people.drop_in), filled()).status_code == 302
    assert lea.post(of(people.drop_in), filled(who="Højst to", must_call_first="on")).status_code == 302
    assert HouseRules.objects.count() == Event.objects.filter(action="house_rules.write").count() == 2
    shown = tea.get(LIST).content.decode()
    assert "Højst to" in shown
    assert "Ring først" in shown
    assert "Højst to" in tea.get(of(people.drop_in)).content.decode()


def test_house_rules_of_a_later_day_wait_for_it(people: Cast) -> None:
    tea, town = enter(Client(), people.therapist), people.municipalities["Randers"].pk
    tea.post(of(people.drop_in), filled())
    tea.post(of(people.drop_in), filled(who="Fra i morgen", from_on=timezone.localdate() + timedelta(days=1)))
    [house] = list_rules(town)
    assert house.rules is not None
    assert house.rules.who == "Én ad gangen"
    HouseRules.objects.filter(who="Én ad gangen").delete()
    [house] = list_rules(town)
    assert house.rules is not None
    assert house.rules.who == "Fra i morgen"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"who": " "}, "Skriv, hvem der må komme."),
        ({"when": "x" * 301}, "højst 300 tegn"),
        ({"from_on": ""}, "Husregler skal have en dato."),
        ({"from_on": "snart"}, "Skriv dagen som"),
        ({"from_on": "2999-01-01"}, "højst et år frem"),
        ({"from_on": "1800-01-01"}, "fra 1900"),
    ],
)
def test_house_rules_form_says_what_is_wrong(people: Cast, wrong: dict[str, str], said: str) -> None:
    response = enter(Client(), people.therapist).post(of(people.drop_in), filled(told_how="<i>Ring</i>") | wrong)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "&lt;i&gt;Ring&lt;/i&gt;" in response.content.decode()
    assert not HouseRules.objects.exists()


def test_house_rules_are_kept_for_free_spaces_of_ones_own_municipality(people: Cast) -> None:
    elsewhere = Organisation.objects.create(
        kind="drop_in", name="Varmestuen", municipality=people.municipalities["Vejle"]
    )
    for other in (people.jobcentre, people.centre, elsewhere):
        assert enter(Client(), people.therapist).get(of(other)).status_code == 404


def test_house_rules_list_asks_the_same_number_of_questions_for_many(
    people: Cast, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    town = people.municipalities["Randers"]
    for number in range(20):
        made = Organisation.objects.create(kind="shelter", name=f"Hus {number}", municipality=town)
        HouseRules.objects.create(
            organisation=made, who="Alle", from_on=timezone.localdate(), made_at=timezone.now(), by=people.leader
        )
    with django_assert_num_queries(2):
        assert len(list_rules(town.pk)) == 21
    tea = enter(Client(), people.therapist)
    tea.get(LIST)
    with django_assert_max_num_queries(15):
        tea.get(LIST)
