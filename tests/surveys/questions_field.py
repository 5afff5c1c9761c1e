"""Kanel, whom Tea has met before, in an open round; and the pages of it as Tea's browser sees them."""

import re
import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.models import Citizen, Contact
from fremskudt.surveys.models import Wave
from tests.cast import Cast
from tests.surveys.asking_field import says_yes, study_with_wave


def met(citizen: Citizen, by: User, days_ago: int = 3) -> Contact:
    at = timezone.now() - timedelta(days=days_ago)
    return Contact.objects.create(
        case=citizen.cases.get(), at=at, outcome="met", place="home", way="in_person", operation=uuid.uuid4(),
        made_at=timezone.now(), by=by,
    )  # fmt: skip


def taking_part(people: Cast, citizen: Citizen, slug: str = "maaling", **more: Any) -> Wave:
    """An open round of a study that the citizen has said yes to."""
    wave = study_with_wave(people, slug, **more)
    says_yes(people, citizen, wave.study)
    return wave


def address(citizen: Citizen, name: str = "questions") -> str:
    return reverse(f"surveys:{name}", args=[citizen.code])


def page(client: Client, citizen: Citizen, name: str = "questions", query: str = "", status: int = 200) -> str:
    response = client.get(address(citizen, name) + query)
    assert response.status_code == status, response.status_code
    return response.content.decode()


def fields(html: str) -> dict[str, str]:
    """What the page's hidden fields hold."""
    found = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', html)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def press(client: Client, citizen: Citizen, html: str, **told: str) -> Any:
    """Send the question's form, with exactly the fields that the page holds."""
    return client.post(address(citizen, "questions_together"), {**fields(html), **told})


def follow(client: Client, response: Any) -> str:
    assert response.status_code == 302, response.status_code
    return client.get(response.url).content.decode()


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(url.partition("?")[2]))
