"""Every role, at every address, near and far, by every method, held against the one table of who may what."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse, SimpleCookie
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fremskudt.access.matrix import TABLE, Near, Row
from fremskudt.access.roles import LIGHT_ROLES, Role
from fremskudt.access.strength import Strength
from tests.access.world import World, places

pytestmark = [pytest.mark.database, pytest.mark.django_db]

client = Client()  # one for all: its middleware is loaded once
METHODS = ("GET", "HEAD", "POST")
ODD_METHODS = ("PUT", "PATCH", "DELETE", "TRACE")
# What looking may write: the log, the session that is seen, the shared cache of the limits.
WRITES_OF_A_LOOK = ("access_event", "access_chainhead", "django_session", "cache", "access_opensession")


def names(patterns: Any = None, space: str = "") -> Iterator[str]:
    """The name of every address that the resolver knows."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"


def test_matrix_names_every_address_and_no_other() -> None:
    assert sorted(names()) == sorted(TABLE)


def test_matrix_has_arguments_for_every_address_that_names_something(world: World) -> None:
    known = places(world)
    for name in TABLE:
        for arguments in known.get(name, {"own": {}}).values():
            assert reverse(name, kwargs=arguments)


def addresses(world: World, name: str) -> dict[str, str]:
    """Relation → address."""
    arguments = places(world).get(name, {"own": {}})
    return {relation: reverse(name, kwargs=kwargs) for relation, kwargs in arguments.items()}


def ask(world: World, role: Role | None, method: str, address: str, strength: Strength) -> HttpResponse:
    """One request by somebody who is logged in, or by nobody."""
    client.cookies = SimpleCookie()
    if role:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role, strength]
    asked: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        response = client.generic(method, address)
    if response.streaming:  # read to the end, so that its file is closed
        response._container = [b"".join(response.streaming_content)]
    if method in {"GET", "HEAD"}:
        assert not written(asked), f"{method} {address} writes {written(asked)}"
    return response  # type: ignore[return-value]


def written(asked: list[str]) -> list[str]:
    changes = [sql for sql in asked if sql.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))]
    return [sql for sql in changes if not any(table in sql for table in WRITES_OF_A_LOOK)]


def attempt(
    world: World, role: Role | None, method: str, address: str, strength: Strength = Strength.STRONG
) -> HttpResponse:
    """One request; what it changed is undone."""
    with transaction.atomic():
        response = ask(world, role, method, address, strength)
        transaction.set_rollback(True)
    return response


def allowed(row: Row, method: str) -> bool:
    return method in row.methods or (method == "HEAD" and "GET" in row.methods)


def is_near(row: Row, role: Role, relation: str) -> bool:
    """What is one's own; and for a leader what a colleague follows, where the row reaches as far as they see."""
    of_town = row.near is Near.IN_SIGHT and role is Role.PROJECT_LEADER
    return relation == "own" or (of_town and relation == "colleague's")


@pytest.mark.parametrize("name", TABLE)
def test_matrix_every_role_relation_and_method(world: World, name: str) -> None:
    row, where = TABLE[name], addresses(world, name)
    for role in Role:
        for method in METHODS:
            for relation, address in where.items():
                got = attempt(world, role, method, address).status_code
                told = f"{role} {method} {address} ({relation}): {got}"
                if not allowed(row, method):
                    assert got == 405, told
                elif method == "HEAD" and got == 405:
                    pass  # most pages answer to GET alone
                elif row.near in {Near.PUBLIC, Near.SELF}:
                    assert got in {200, 204, 302, 404, 409, 422}, told
                elif row.near is Near.LINK:
                    assert got == 404, told
                elif role not in row.roles:
                    assert got == 403, told
                elif is_near(row, role, relation):
                    assert got in {200, 302, 409, 422}, told
                else:
                    assert got == 404, told


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("method", ODD_METHODS)
def test_matrix_no_other_method_does_anything(world: World, name: str, method: str) -> None:
    roles = TABLE[name].roles or [Role.THERAPIST]
    assert attempt(world, sorted(roles)[0], method, addresses(world, name)["own"]).status_code == 405


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.roles])
def test_matrix_nobody_gets_in_without_logging_in(world: World, name: str) -> None:
    row = TABLE[name]
    for address in addresses(world, name).values():
        for method in row.methods:
            response = attempt(world, None, method, address)
            assert response.status_code == 302, f"{method} {address}"
            assert response["Location"].startswith(reverse("access:login")), f"{method} {address}"


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.near not in {Near.PUBLIC, Near.SELF}])
def test_matrix_a_password_alone_opens_nothing(world: World, name: str) -> None:
    row = TABLE[name]
    if name == "home":
        return
    for role in row.roles:
        for method in row.methods:
            response = attempt(world, role, method, addresses(world, name)["own"], Strength.PASSWORD)
            assert response.status_code == 302, f"{role} {method} {name}"
            assert response["Location"] == reverse("access:strengthen")


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.near not in {Near.PUBLIC, Near.SELF}])
def test_matrix_a_link_by_mail_opens_the_light_roles_only(world: World, name: str) -> None:
    row = TABLE[name]
    for role in row.roles - LIGHT_ROLES:
        if name == "home":
            continue
        response = attempt(world, role, row.methods[0], addresses(world, name)["own"], Strength.LINK)
        assert response.status_code == 302, f"{role} {name}"
        assert response["Location"] == reverse("access:strengthen")


BEYOND = {Near.FOLLOWED, Near.IN_SIGHT, Near.TOWN, Near.STUDY, Near.OWNED, Near.AGREED, Near.SEATED, Near.HOUSE}
FAR = [name for name, row in TABLE.items() if row.near in BEYOND]


@pytest.mark.parametrize("name", FAR)
def test_matrix_beyond_reach_cannot_be_told_from_not_existing(world: World, name: str) -> None:
    row, where = TABLE[name], addresses(world, name)
    for role in row.roles:
        for method in row.methods:
            absent = attempt(world, role, method, where["missing"])
            for relation in [one for one in where if one != "missing" and not is_near(row, role, one)]:
                hidden = attempt(world, role, method, where[relation])
                assert hidden.status_code == absent.status_code == 404
                assert hidden.content == absent.content, f"{role} {method} {where[relation]}"
                assert hidden.headers.items() == absent.headers.items()
