"""Requests to ring for the tests, made by the real action. The texts are canaries: each stands nowhere else."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from fremskudt.casework.actions import call_request as actions
from fremskudt.casework.models import CallRequest
from tests.cast import Cast

NAME, PHONE, WORDS = "Kanaritta", "+4599887766", "Jeg kan ikke sove for kanarisk musik"
STEMS = ("Kanaritta", "99887766", "99 88 77 66", "kanarisk musik")


def call(people: Cast, *, town: str = "Randers", **more: Any) -> CallRequest:
    """One from a card, by somebody about themselves, unless something else is said."""
    told: dict[str, Any] = {
        "municipality": people.municipalities[town], "who": "self", "operation": uuid4(), "name": NAME, "phone": PHONE,
        "words": WORDS, **more,
    }  # fmt: skip
    return actions.ask(**told)


def of(one: CallRequest, name: str = "call_request") -> str:
    return reverse(f"casework:{name}", args=[one.code])


def tells(page: str) -> list[str]:
    return [stem for stem in STEMS if stem in page]


def close(client: Client, one: CallRequest, **sent: str) -> Any:
    return client.post(of(one, "call_close"), sent)
