"""No address takes an order that was not given on a page of this site."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from fremskudt.access.guard import PUBLIC, views
from fremskudt.access.matrix import TABLE, Near
from fremskudt.access.roles import Role
from fremskudt.casework.views.letter import letter_new
from fremskudt.partnership.views.poster import poster_face
from tests.access.test_matrix import addresses
from tests.access.world import World
from tests.cast import enter

pytestmark = pytest.mark.django_db
# Where nobody is logged in and nothing may be left on the phone, there is no cookie to misuse and none to check: the
# form carries a signed token of its own (docs/decisions/0038); a code opens a sheet from this site alone (0046).
WITHOUT_COOKIES = {
    "partnership:tip_by_code", "partnership:tip_receipt", "casework:write_to_us", "casework:write_by_code",
    "casework:type_code", "casework:scanned_code",
}  # fmt: skip
ORDERS = [name for name, row in TABLE.items() if "POST" in row.methods and name not in WITHOUT_COOKIES]


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


def test_csrf_is_asked_of_all_but_the_pages_that_know_nobody() -> None:
    """They look at no session, so that an order from another site could do nothing in anybody's name."""
    unchecked = {resolve(address(name)).func for name in WITHOUT_COOKIES}
    assert {view.rule for view in unchecked} == {PUBLIC}
    exempt = {view for _address, view in views() if getattr(view, "csrf_exempt", False)}
    # a photo is sent past the middleware and checked by the view itself, as the tests above see
    assert exempt - unchecked == {letter_new, poster_face}


def address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return reverse(name, args=["2345-6789"])


@pytest.mark.parametrize("name", sorted(WITHOUT_COOKIES))
def test_csrf_pages_without_a_check_leave_no_cookie(name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for send in (client.get, client.post):
        assert not send(address(name)).cookies


def test_csrf_every_address_that_takes_orders_is_asked() -> None:
    public = {name for name, row in TABLE.items() if row.near is Near.PUBLIC and "POST" in row.methods}
    assert public - WITHOUT_COOKIES <= set(ORDERS)
    assert Role.THERAPIST in TABLE["casework:identity"].roles
