"""Ten thousand odd requests: none breaks the site, and none shows anything of another municipality."""

import random
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from fremskudt.access.matrix import TABLE
from fremskudt.access.roles import Role
from fremskudt.access.strength import Strength
from tests.access.world import World, places
from tests.cast import enter

pytestmark = pytest.mark.django_db

ROUNDS, REQUESTS = 20, 500
FIELDS = """
    address alias answer check citizen code confirm cpr email event kind language login municipality name note
    organisation organisations password person phone pk purpose reason review_on role step subject undo user
    verdict words works_with_drop_ins municipality_id made_by followed_by is_active id
""".split()  # noqa: SIM905  read as a sentence
ODD = (
    ["", " ", "0", "-1", "1e9", "9" * 40, "True", "None", "æøå", "\u0301", "\x00", "\r\nSet-Cookie: a=b", "%00"]
    + ["' OR 1=1 --", "<script>alert(1)</script>", "{{ 7|add:7 }}", "../../etc/passwd", "010180-1234", "\U0001f600"]
    + ["a" * 5000, "2026-02-30", "therapist", "administrator", "[]", "{}", "=1+1"]
)
# What only people in Vejle may meet, and what no request of these holds.
FOREIGN = ("Timian", "Centret i Vejle", "Ulla", "ulla@example.org", "Vita", "Den anden undersøgelse")


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_fuzz_no_request_breaks_the_site_or_crosses_to_another_municipality(world: World, seed: int) -> None:
    chance, known = random.Random(seed), places(world)  # noqa: S311  a repeatable draw
    with transaction.atomic():
        clients = {role: enter(Client(), world.user(role), chance.choice(list(Strength))) for role in Role}
        for number in range(REQUESTS):
            role = chance.choice(list(Role))
            told = one(chance, clients[role], known)
            assert told[1] < 500, (seed, number, role, told[0])
            if role is not Role.EVALUATOR:  # the published study has Vejle in it
                assert not [word for word in FOREIGN if word in told[2]], (seed, number, role, told[0])
        transaction.set_rollback(True)


def one(chance: random.Random, client: Client, known: dict[str, Any]) -> tuple[str, int, str]:
    """One odd request, undone: what was asked, the status, and the text that came back."""
    method = chance.choice(["GET", "POST", "POST", "POST", "PUT", "DELETE"])
    address = odd_address(chance, known)
    fields = {chance.choice(FIELDS): odd_value(chance, known) for _ in range(chance.randrange(8))}
    kept = dict(client.cookies.items())
    if chance.random() < 0.1:
        client.cookies[settings.SESSION_COOKIE_NAME] = chance.choice(["x" * 32, "", "æ", "a" * 4000])
    with transaction.atomic():
        send = client.post if method == "POST" else client.generic
        data: Any = fields if method == "POST" else b"\x00\xff" * chance.randrange(3)
        response = send(address, data) if method == "POST" else send(method, address, data)
        text = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(kept)
    return f"{method} {address} {fields}", response.status_code, text.decode(errors="replace")


def odd_address(chance: random.Random, known: dict[str, Any]) -> str:
    name = chance.choice(list(TABLE))
    kwargs = dict(chance.choice(list(known.get(name, {"own": {}}).values())))
    address = reverse(name, kwargs=kwargs)
    if chance.random() < 0.2:
        at = chance.randrange(len(address))
        address = address[:at] + chance.choice(["x", "%", "..", "/", "0", "%2e"]) + address[at:]
    if chance.random() < 0.3:
        address += f"?{chance.choice(FIELDS)}={chance.choice(['1', 'EEEE4444', '%00', 'x' * 300, '-1'])}"
    return address


def odd_value(chance: random.Random, known: dict[str, Any]) -> Any:
    """Something odd, or an id of something near or far."""
    if chance.random() < 0.5:
        return chance.choice(ODD)
    arguments = chance.choice(list(chance.choice(list(known.values())).values()))
    value = chance.choice(list(arguments.values()))
    return [value, value] if chance.random() < 0.1 else value


def test_fuzz_an_oversized_body_is_refused_with_a_page(world: World, client: Client) -> None:
    enter(client, world.people.administrator)
    response = client.post(reverse("access:invite"), {"name": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)})
    assert response.status_code == 400
    assert "<h1>" in response.content.decode()


def test_fuzz_a_body_with_too_many_fields_is_refused_with_a_page(world: World, client: Client) -> None:
    enter(client, world.people.administrator)
    many = {f"field{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    response = client.post(reverse("access:invite"), many)
    assert response.status_code == 400
    assert "<h1>" in response.content.decode()
