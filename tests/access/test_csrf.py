"""No address takes an order that was not given on a page of this site."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from fremskudt.access.matrix import TABLE, Near
from fremskudt.access.roles import Role
from tests.access.test_matrix import addresses
from tests.access.world import World
from tests.cast import enter

pytestmark = pytest.mark.django_db
ORDERS = [name for name, row in TABLE.items() if "POST" in row.methods]


def visitor(world: World, name: str) -> Client:
    client = Client(enforce_csrf_checks=True)
    roles = TABLE[name].roles
    return enter(client, world.user(sorted(roles)[0])) if roles else client


@pytest.mark.parametrize("name", ORDERS)
def test_csrf_an_order_without_the_token_is_refused(world: World, name: str) -> None:
    with transaction.atomic():
        assert visitor(world, name).post(addresses(world, name)["own"]).status_code == 403
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ORDERS)
def test_csrf_an_order_with_the_token_from_another_site_is_refused(world: World, name: str) -> None:
    with transaction.atomic():
        client = visitor(world, name)
        client.get(reverse("ui:accessibility"))
        client.cookies[settings.CSRF_COOKIE_NAME] = token = "a" * 32
        sent = client.post(
            addresses(world, name)["own"], {"csrfmiddlewaretoken": token}, headers={"Origin": "https://evil.example"}
        )
        assert sent.status_code == 403
        transaction.set_rollback(True)


def test_csrf_every_address_that_takes_orders_is_asked() -> None:
    assert {name for name, row in TABLE.items() if row.near is Near.PUBLIC and "POST" in row.methods} <= set(ORDERS)
    assert Role.THERAPIST in TABLE["casework:identity"].roles
