"""A page's forms as a browser sends them: what stands in them, what is chosen, and the button that is pressed."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from fremskudt.casework.models import Citizen

Fields = dict[str, Any]


def at(name: str, citizen: Citizen) -> str:
    return reverse(f"casework:{name}", args=[citizen.code])


def shown(client: Client, address: str) -> str:
    """The page in words, as HTML."""
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def words(response: HttpResponse) -> str:
    """What stands on the page, without the tags."""
    return " ".join(html.fromstring(response.content.decode()).text_content().split())


def form_at(response: HttpResponse, action: str) -> Fields:
    """What the form with this address sends as it stands, without the button."""
    forms = html.fromstring(response.content.decode()).forms
    found = next((form for form in forms if form.action == action), None)
    assert found is not None, f"no form to {action}, only {[form.action for form in forms]}"
    told: Fields = {}
    for name, value in found.form_values():
        if name != "csrfmiddlewaretoken":
            told.setdefault(name, []).append(value.removeprefix("\n"))  # as a browser reads a text area
    return told


def fill(client: Client, address: str, /, **more: Any) -> HttpResponse:
    """Open the page, write these into its form, and send it. Only what the form has can be written."""
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()
    return send_from(client, response, address, **more)  # type: ignore[arg-type]


def send_from(client: Client, response: HttpResponse, address: str, /, **more: Any) -> HttpResponse:
    """Write these into a form of a page that is open, and send it."""
    told = form_at(response, address)
    on_page = response.content.decode()
    for name in more:
        assert f'name="{name}"' in on_page, f"{name} is not on the page"
    return client.post(address, {**told, **more})  # type: ignore[return-value]
