"""Two therapists who write down the same yes at the same moment make one record; the other is told."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from fremskudt.casework.models import Citizen, SaidYes
from tests.casework.test_contact_race import at_once
from tests.cast import assemble, enter
from tests.partnership.tip_field import tip

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_said_yes_by_two_at_once_is_one_record() -> None:
    people = assemble()
    address, told = reverse("casework:said_yes", args=[tip(people).code]), list[int]()

    def press(client: Client, alias: str) -> Callable[[], None]:
        sent = {
            "may_write": "on", "told": "no", "alias": alias, "form": "oral", "witness_kind": "alone",
            "said_on": "", "seen": "",
        }  # fmt: skip
        page = client.get(address).content.decode()
        sent["said_on"] = page.split('name="said_on" value="')[1][:10]
        return lambda: told.append(client.post(address, sent).status_code)

    clients = [enter(Client(), user) for user in (people.therapist, people.colleague)]
    at_once(press(clients[0], "Fyrtårn"), press(clients[1], "Lampe"))
    assert sorted(told) == [302, 409]
    assert Citizen.objects.count() == SaidYes.objects.count() == 1
