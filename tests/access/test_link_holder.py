"""A page for one kind of personal link is closed to every other kind, and to whoever is logged in."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone

from fremskudt.access import links
from fremskudt.access.guard import link_holder
from fremskudt.access.models import PersonalLink
from fremskudt.config.urls import urlpatterns as real
from tests.cast import Cast, enter

pytestmark = [pytest.mark.database, pytest.mark.django_db, pytest.mark.urls("tests.access.test_link_holder")]


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("kun for borgeren")


urlpatterns = [
    path("papirer/", link_holder(links.OWN_PAPERS)(page)),
    path("svar/", link_holder("answers")(page)),
    *real,
]


@pytest.fixture
def holder(people: Cast, client: Client) -> Client:
    """A browser that was opened with a link to one's own papers."""
    now = timezone.now()
    link = PersonalLink.objects.create(
        token_hash=links.token_hash("x"), subject="citizen:K7M4-Q2RX", purpose=links.OWN_PAPERS, made_at=now,
        made_by=people.therapist, expires_at=now + timedelta(days=1),
    )  # fmt: skip
    session = client.session
    links.enter(session, link)
    session.save()
    return client


def test_link_holder_opens_only_what_the_link_was_given_for(holder: Client) -> None:
    assert holder.get("/papirer/").status_code == 200
    assert holder.get("/svar/").status_code == 404
    assert Client().get("/papirer/").status_code == 404


def test_link_holder_is_nobody_who_is_logged_in(holder: Client, people: Cast) -> None:
    enter(holder, people.therapist)
    assert links.SESSION in holder.session
    assert holder.get("/papirer/").status_code == 404


@pytest.mark.parametrize("change", ["expires_at", "revoked_at"])
def test_link_holder_is_asked_anew_each_time(holder: Client, change: str) -> None:
    assert holder.get("/papirer/").status_code == 200
    PersonalLink.objects.update(**{change: timezone.now()})
    assert holder.get("/papirer/").status_code == 404


def test_link_holder_has_a_quarter_of_an_hour_whatever_the_session_says(holder: Client) -> None:
    begun = timezone.now()
    with time_machine.travel(begun, tick=False) as clock:
        assert holder.get("/papirer/").status_code == 200
        for minutes, status in ((15, 200), (30, 200), (45.1, 404)):
            clock.move_to(begun + timedelta(minutes=minutes))
            assert holder.get("/papirer/").status_code == status
