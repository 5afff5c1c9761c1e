"""The sweep for what must never leak: each citizen's identity has words found nowhere else, and they are looked for.

The first test shows that the search can find: the therapist who asks for a name gets it.
"""

import base64
import html
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client

from fremskudt.access.matrix import TABLE
from fremskudt.access.roles import Role
from fremskudt.casework.actions import identity
from fremskudt.casework.models import Citizen
from tests.access.test_matrix import addresses, attempt
from tests.access.world import World
from tests.casework.field import citizen
from tests.cast import enter

pytestmark = pytest.mark.django_db

N = 50
# Valid days and months, so that nothing refuses them for another reason than that they are secret.
CANARIES = [
    {
        "name": f"Kanariefugl{number}x Sangersen",
        "cpr": f"{1 + number % 28:02}{1 + number % 12:02}607654",
        "phone": f"+459900{number:04}",
        "address": f"Burvej {number}x",
    }
    for number in range(N)
]
STEMS = ("Kanariefugl", "Sangersen", "Burvej", "607654", "60-7654", "60 7654", "459900")
MAY_SHOW = {"casework:identity", "casework:identity_edit", "casework:call"}


@pytest.fixture(scope="module")
def caged(world: World, django_db_blocker) -> World:  # type: ignore[no-untyped-def]
    """The world with fifty people, each with an identity that is a canary."""
    with django_db_blocker.unblock():
        people = world.people
        first = [world.followed, world.colleagues, world.barred, world.elsewhere]
        more = [citizen(people, f"Fugl {number}", followed_by=people.therapist) for number in range(N - len(first))]
        for who, canary in zip([*first, *more], CANARIES, strict=True):
            identity.write(citizen=who, by=people.therapist, **canary)
    return world


def guises(word: str) -> Iterator[bytes]:
    """The ways in which a secret can stand in a file."""
    for form in (word, word.upper(), word[::-1]):
        yield from (form.encode(), quote(form).encode(), html.escape(form).encode(), json.dumps(form)[1:-1].encode())
    for shift in range(3):  # base64 looks different at each of three places
        guise = base64.b64encode(b"x" * shift + word.encode())[4 if shift else 0 : -4]
        if len(guise) > 5:  # four letters stand in any form's token sooner or later
            yield guise


WHOLE = {"kanariefugl", "sangersen", "burvej", "+459900"} | {
    form for canary in CANARIES for form in (canary["cpr"], f"{canary['cpr'][:6]}-{canary['cpr'][6:]}")
}
SECRETS = {guise for stem in STEMS for guise in guises(stem)}


def found(content: bytes) -> set[bytes]:
    return {secret for secret in SECRETS if secret in content}


def test_canary_every_citizen_has_one(caged: World) -> None:
    assert Citizen.objects.filter(identity__isnull=False).count() == N


def test_canary_the_search_finds_what_is_shown(caged: World, client: Client) -> None:
    enter(client, caged.people.therapist)
    shown = client.post(addresses(caged, "casework:identity")["own"])
    assert {b"Kanariefugl", b"Sangersen"} <= found(shown.content)


@pytest.mark.parametrize("role", Role)
def test_canary_no_page_file_header_or_log_line_of_any_role(
    caged: World, role: Role, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name, row in TABLE.items():
        for address in addresses(caged, name).values():
            for method in row.methods:
                told, body, head = look(caged, role, method, address)
                assert (name in MAY_SHOW and role in row.roles) or not found(body), told
                assert not found(head), told
    assert not found(caplog.text.encode())
    assert not [message for message in mail.outbox if found(str(message.message()).encode())]


def look(caged: World, role: Role, method: str, address: str) -> tuple[str, bytes, bytes]:
    """One request, undone: what was asked, and the body and the headers that came."""
    with connection.execute_wrapper(listen):
        response = attempt(caged, role, method, address)
    body = b"".join(response._container) if response.streaming else response.content  # type: ignore[attr-defined]
    return f"{role} {method} {address}", body, str(response.headers).encode()


def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """What is asked of the database, as its own log would hold it. Whole numbers: parts of them stand in any hash."""
    asked = f"{sql} {params}".casefold()
    assert not [word for word in WHOLE if word in asked], sql
    return execute(sql, params, many, context)


@pytest.mark.database
def test_canary_no_table_of_the_database_holds_one(caged: World) -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  the database's own names
            for line in cursor:
                assert not found(b" ".join(cell_bytes(cell) for cell in line)), table


def cell_bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def test_canary_no_file_of_the_site_holds_one(caged: World) -> None:
    files = [file for file in Path(settings.DATA_DIR).rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if found(file.read_bytes())]
