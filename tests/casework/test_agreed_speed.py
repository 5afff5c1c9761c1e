"""The list of »Aftalt med os« stops when the page is full, and asks the ledger by its index (bench/consent.py).

The plans are those of SQLite without statistics, as on the first day: SEARCH goes by an index, SCAN through everything.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fremskudt.casework.models import Appointment, Citizen, ConsentEnd
from fremskudt.casework.rules.agreed import SHOWN
from fremskudt.casework.rules.consent import Topic
from fremskudt.casework.selectors.agreed_pairs import AT_ONCE
from tests.casework.agreed_doors import LIST, main, withdraw
from tests.casework.consent_field import say
from tests.casework.field import citizen
from tests.cast import Cast, enter

BY_HOUSE = "consent_of_house_and_citizen"


def plans(client: Client, address: str) -> dict[str, list[str]]:
    """What the page asks of the ledger, each with its plan."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    asked = [query["sql"] for query in queries if "casework_consent" in query["sql"]]
    return {sql: plan_of(sql) for sql in asked}


def plan_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql)
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.django_db  # the plans are asked of SQLite alone: PostgreSQL scans small tables anyhow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="The plans are those of SQLite.")
def test_agreed_list_goes_by_town_and_alias_and_looks_each_up_in_the_ledger(people: Cast, kanel: Citizen) -> None:
    say(kanel, people.drop_in, by=people.therapist)
    found = plans(enter(Client(), people.partner), LIST)
    assert len(found) == 4  # the week, the others, their ledgers, what was stopped
    for sql, plan in found.items():
        scans = [line for line in plan if line.startswith("SCAN")]
        if " LIMIT " not in sql:
            assert not scans, scans
            continue
        # In the order of the list, so that the database stops when the page is full.
        assert all("SCAN casework_citizen USING INDEX" in line for line in scans), scans
        assert len(scans) == 1
        assert not [line for line in plan if "FOR ORDER BY" in line]
        assert [line for line in plan if f"{BY_HOUSE} (organisation_id=? AND citizen_id=? AND until_on>?)" in line]
        assert not [line for line in plan if "consent_of_recipient" in line]
    assert any("consent_end_by_time" in line for plan in found.values() for line in plan)


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("n_closed", [0, 3, AT_ONCE])
def test_agreed_pages_hold_everybody_once_whoever_is_closed_by_a_no(people: Cast, n_closed: int) -> None:
    for number in range(2 * SHOWN + 5 + n_closed):
        who = citizen(people, f"Alias {number:03}")
        say(who, people.drop_in, by=people.therapist)
        if number < n_closed:  # the first of the list
            say(who, people.drop_in, answer="no", by=people.therapist)
        elif number % 3 == 0:
            when = timezone.now() + timedelta(days=2)
            made = {"place": "home", "owner": people.therapist, "made_at": timezone.now(), "by": people.therapist}
            Appointment.objects.create(case=who.cases.get(), at=when, **made)
    palle = enter(Client(), people.partner)
    pages = [shown(palle, f"{LIST}?side={side}") for side in (1, 2, 3)]
    assert [len(page) for page in pages] == [SHOWN, SHOWN, 5]
    everybody = [alias for page in pages for alias in page]
    soon = [f"Alias {n:03}" for n in range(n_closed, 2 * SHOWN + 5 + n_closed) if n % 3 == 0]
    assert everybody[: len(soon)] == soon
    assert everybody[len(soon) :] == sorted(set(everybody) - set(soon))
    assert palle.get(f"{LIST}?side=4").status_code == 302


@pytest.mark.database
@pytest.mark.django_db
def test_agreed_list_is_asked_of_the_moment_although_it_is_put_together_once(people: Cast, kanel: Citizen) -> None:
    palle = enter(Client(), people.partner)
    assert "Kanel" not in main(palle.get(LIST))
    entry = say(kanel, people.drop_in, Topic.APPOINTMENTS, by=people.therapist)
    assert "Kanel" in main(palle.get(LIST))
    withdraw(entry)
    assert "Kanel" not in main(palle.get(LIST))
    assert ConsentEnd.objects.count() == 1


def shown(client: Client, address: str) -> list[str]:
    listing: Any = client.get(address).context["listing"]
    return [card.alias for card in listing.cards]
