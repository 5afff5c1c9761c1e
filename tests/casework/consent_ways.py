"""Answers about who may know what through the pages, as a therapist presses them."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.consent import Recipient, Use
from fremskudt.casework.rules.consent_answer import usual_end
from fremskudt.casework.selectors.consent import sharing
from tests.casework.plan_pages import at, fields

Told = dict[str, Any]


def chosen(house: Organisation | str, *topics: str, **more: Any) -> Told:
    """What the choices send when the rest stands as it does on a new page."""
    today = timezone.localdate()
    who = {"who": "outside", "outside": house} if isinstance(house, str) else {"who": f"house:{house.pk}"}
    return {
        "outside": "", **who, "narrow": "", "topics": list(topics), "direction": "tell", "purpose": "help",
        "until_on": str(usual_end(today)), "witness_kind": "alone", "witness": "", "form": "oral",
        "said_on": str(today), "said_clock": "", "place": "", **more,
    }  # fmt: skip


def shown(client: Client, citizen: Citizen, told: Told) -> HttpResponse:
    """Press »Vis sætningen«."""
    return client.post(at("consent_preview", citizen), told)  # type: ignore[return-value]


def give(client: Client, citizen: Citizen, told: Told, said: str = "yes") -> HttpResponse:
    """Read the sentence aloud, and press the answer."""
    read = shown(client, citizen, told)
    assert read.status_code == 200, read.content.decode()
    words = fields(read, at("consent_ask", citizen))["words"]
    return client.post(at("consent_ask", citizen), {**told, "words": words, "answer": said})  # type: ignore[return-value]


def cards(client: Client, citizen: Citizen) -> str:
    """The page »Hvem må vide hvad«."""
    response = client.get(at("consent", citizen))
    assert response.status_code == 200
    return response.content.decode()


def known(citizen: Citizen, house: Organisation, use: Use = Use.PAGE) -> set[str]:
    """What the house may know just now."""
    return set(sharing([citizen.pk]).topics(citizen.pk, Recipient(house.pk), use))


def day(n: int) -> str:
    """So many days from today, as a page sends it."""
    return str(timezone.localdate() + timedelta(days=n))
