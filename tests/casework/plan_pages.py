"""The pages of the plan as a person meets them: what stands in the form is what is sent, and nothing else."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from fremskudt.casework.models import Citizen

Fields = dict[str, str]


class _Forms(HTMLParser):
    """The fields of every form of a page, with what stands in them, by the form's address."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Fields] = {}
        self.at: str | None = None
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.at = told.get("action", "")
            self.forms[self.at] = {}
        elif self.at is not None and tag == "textarea":
            self.area = told["name"]
            self.forms[self.at][self.area] = ""
        elif self.at is not None and tag == "input" and told.get("type") not in {"radio", "checkbox"}:
            self.forms[self.at][told["name"]] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.at = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.at is not None and self.area is not None:
            self.forms[self.at][self.area] += data


def fields(response: HttpResponse, address: str) -> Fields:
    """What the form at an address would send as it stands. HTML drops the first line end of a textarea."""
    parser = _Forms()
    parser.feed(response.content.decode())
    found = {name: value.removeprefix("\n") for name, value in parser.forms[address].items()}
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def at(name: str, citizen: Citizen, **more: object) -> str:
    return reverse(f"casework:{name}", kwargs={"code": citizen.code, **more})


def begin(client: Client, citizen: Citizen, name: str = "plan_edit") -> Fields:
    """Open the page, and see what stands in its form."""
    response = client.get(at(name, citizen))
    assert response.status_code == 200, response.content.decode()
    return fields(response, at(name, citizen))  # type: ignore[arg-type]


def send(client: Client, citizen: Citizen, told: Fields, name: str = "plan_edit") -> HttpResponse:
    return client.post(at(name, citizen), told)  # type: ignore[return-value]


def write(client: Client, citizen: Citizen, **words: str) -> HttpResponse:
    """Open the page of the draft, write these, and save."""
    return send(client, citizen, {**begin(client, citizen), **words})


def put_in_force(client: Client, citizen: Citizen, **more: str) -> HttpResponse:
    return send(client, citizen, {**begin(client, citizen, "plan_in_force"), **more}, "plan_in_force")
