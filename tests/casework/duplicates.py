"""People who may be the same, and the pages that ask."""

import re
from html import unescape
from typing import Any

from django.urls import reverse

from fremskudt.access.models import User
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import (
    Citizen,
)  # fmt: skip
from tests.casework import field
from tests.cast import Cast

NEW, PAIRS = "/borgere/ny/", "/borgere/dubletter/"
CODES = re.compile(r"[2-9C-X]{4}-[2-9C-X]{4}")


def page(name: str, *args: Any) -> str:
    return reverse(f"casework:{name}", args=args)


def one(people: Cast, alias: str, followed_by: User | None = None, year: int | None = None, **more: Any) -> Citizen:
    made = field.citizen(people, alias, new_code(), followed_by=followed_by, **more)
    Citizen.objects.filter(pk=made.pk).update(birth_year=year)
    made.refresh_from_db()
    return made


def text(response: Any) -> str:
    return unescape(response.content.decode())


def hidden(response: Any) -> dict[str, str]:
    """What the page's form would send with its button."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode()))
    fields.pop("csrfmiddlewaretoken", None)
    return {name: unescape(value) for name, value in fields.items()} | {"create": "yes"}
