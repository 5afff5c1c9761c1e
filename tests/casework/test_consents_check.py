"""»Samtykker«: whoever looks after data protection sees whether each yes is real, fresh and stopped; no names."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.actor import actor_of
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Event
from fremskudt.casework.actions import consent as acts
from fremskudt.casework.models import Citizen, ConsentEntry
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def by_phone(about: Citizen, people: Cast, **more: Any) -> ConsentEntry:
    """A yes on the phone that nobody is named to have heard."""
    now = timezone.now()
    return ConsentEntry.objects.create(
        citizen=about, answer="yes", purpose="help", topics="housing", direction="tell", organisation=people.drop_in,
        form="phone", words="Må de få det at vide?", said_at=now, made_at=now, by=people.therapist,
        until_on=timezone.localdate() + timedelta(days=60), **more,
    )  # fmt: skip


def page(people: Cast, listed: str = "") -> str:
    client = enter(Client(), people.dpo)
    response = client.get(reverse("casework:consents_check") + (f"?vis={listed}" if listed else ""))
    assert response.status_code == 200
    return response.content.decode().split("<main")[1]


def test_consents_check_counts_and_names_nobody(kanel: Citizen, people: Cast) -> None:
    assert "Intet at se på." in page(people)
    by_phone(kanel, people)
    say(kanel, people.jobcentre, "housing", by=people.therapist, days=10)
    say(kanel, "min søster Anne", "housing", by=people.therapist, days=-10)
    say(citizen(people, "Timian", municipality="Vejle"), people.centre_elsewhere, "housing", by=people.leader)
    shown = page(people)
    for words in ("2 ja gælder i dag.", "1 uden vidne", "1 inden for 30 dage", "1 de sidste 90 dage"):
        assert words in shown
    for listed, there in (("uden-vidne", True), ("udloeber", True), ("udloebet", True), ("andet", False)):
        shown = page(people, listed)
        assert (kanel.code in shown) == there
        for secret in ("Kanel", "Anne", "søster", "Timian", "Vi var alene"):
            assert secret not in shown
    read = Event.objects.filter(action="consents.read")
    assert set(read.values_list("subject", "purpose")) == {(kanel.key, "check")}


def test_consents_check_holds_each_withdrawal_against_the_log(kanel: Citizen, people: Cast) -> None:
    def look() -> None:
        record(by=actor_of(people.partner), action="agreed.read", subject=kanel.key, purpose=Purpose.CARE)

    look()
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    acts.withdraw(entry=entry, by=people.therapist)
    shown = page(people)
    assert "Værestedet Kajen" in shown
    assert "Set sidst før:" in shown
    assert "Intet opslag bagefter" in shown
    look()
    assert "1 opslag bagefter" in page(people)


def test_consents_check_a_look_that_another_yes_carries_is_none(kanel: Citizen, people: Cast) -> None:
    entry = say(kanel, people.drop_in, "housing", by=people.therapist)
    acts.withdraw(entry=entry, by=people.therapist)
    say(kanel, people.drop_in, "health", by=people.therapist, user=people.partner)
    record(by=actor_of(people.partner), action="agreed.read", subject=kanel.key, purpose=Purpose.CARE)
    assert "Intet opslag bagefter" in page(people)


def test_consents_check_costs_the_same_with_many(kanel: Citizen, people: Cast) -> None:
    client = enter(Client(), people.dpo)
    address = reverse("casework:consents_check") + "?vis=uden-vidne"

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    by_phone(kanel, people)
    acts.withdraw(entry=say(kanel, people.jobcentre, "housing", by=people.therapist), by=people.therapist)
    cost()
    few = cost()
    for n in range(25):
        other = citizen(people, f"Nummer {n}")
        by_phone(other, people)
        acts.withdraw(entry=say(other, people.jobcentre, "housing", by=people.therapist), by=people.therapist)
    assert cost() == few <= 15
    assert "Og 6 til." in page(people, "uden-vidne")
