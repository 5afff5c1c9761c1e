"""What every page has around it: language, places, the way out, the words of a no, and the safety of its headers."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse

from fremskudt.access.reach import reach_of
from fremskudt.basics.verdict import NotNow
from fremskudt.ui import context
from fremskudt.ui.middleware import NoStoreMiddleware, NotNowMiddleware
from tests.cast import Cast, enter

PUBLIC = ["/log-ind/", "/tilgaengelighed/", "/ui/", "/findes-ikke/"]


@pytest.mark.parametrize("address", PUBLIC)
def test_headers_are_safe(client: Client, address: str) -> None:
    headers = client.get(address).headers
    rules = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if part.strip())
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert rules["default-src"] == "'none'"
    for name in ("script-src", "style-src", "font-src", "connect-src", "form-action"):
        assert rules[name] == "'self'"
    for name in ("frame-ancestors", "base-uri", "object-src"):
        assert rules[name] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("language", ["da", "en"])
def test_pages_say_their_language_and_fetch_from_here_only(client: Client, address: str, language: str) -> None:
    page = client.get(address, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in page
    assert " style=" not in page
    scripts = re.findall("<script[^>]*>", page)  # our own files, where passkeys are asked for or a timer runs
    assert all(re.fullmatch(r'<script src="/static/[^"]+"( defer| type="module")*>', script) for script in scripts)
    assert not scripts or address in {"/log-ind/", "/ui/"}


def test_language_is_switched_by_a_post_and_kept(client: Client) -> None:
    answer = client.post("/sprog/", {"language": "en", "next": "/tilgaengelighed/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/tilgaengelighed/")
    assert '<html lang="en">' in client.get("/tilgaengelighed/").content.decode()
    assert client.get("/sprog/").status_code == 405


def test_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/sprog/", {"language": "en", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"


def test_demo_says_that_nobody_in_it_exists(client: Client, settings: object) -> None:
    words = "Øvelsesdata. Ingen personer i disse tal findes."
    assert words not in client.get("/tilgaengelighed/").content.decode()
    settings.MODE = "demo"  # type: ignore[attr-defined]
    assert words in client.get("/tilgaengelighed/").content.decode()


def test_style_sheet_is_linked_in_development_only(client: Client, settings: object) -> None:
    assert 'href="/ui/"' not in client.get("/tilgaengelighed/").content.decode()
    settings.MODE = "development"  # type: ignore[attr-defined]
    assert 'href="/ui/"' in client.get("/tilgaengelighed/").content.decode()


def test_places_are_for_those_who_are_logged_in(client: Client, people: Cast) -> None:
    assert 'class="places"' not in client.get("/tilgaengelighed/").content.decode()
    enter(client, people.evaluator)
    page = client.get("/tilgaengelighed/").content.decode()
    assert f'href="{reverse("evaluation:study_list")}"' in page
    assert f'href="{reverse("surveys:instrument_list")}"' in page
    assert "Eva" in page
    assert "aria-current" not in page


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("evaluation:study_list", ["page", ""]), ("surveys:instrument_list", ["", "page"]), (None, ["", ""])],
)
def test_place_one_stands_in_is_marked(rf: RequestFactory, people: Cast, name: str | None, wanted: list[str]) -> None:
    request = rf.get(reverse(name) if name else "/tilgaengelighed/")
    request.user, request.reach = people.evaluator, reach_of(people.evaluator)  # type: ignore[attr-defined]
    assert [place.current for place in context.places(request)] == wanted


def test_place_is_marked_on_the_pages_beneath_it(rf: RequestFactory, people: Cast) -> None:
    request = rf.get(reverse("surveys:instrument_list") + "start/")
    request.user, request.reach = people.evaluator, reach_of(people.evaluator)  # type: ignore[attr-defined]
    assert [place.current for place in context.places(request)] == ["", "true"]


@pytest.mark.urls("tests.browser.addresses")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/400/", 400, "Det, du sendte, kunne ikke læses."),
        ("/403/", 403, "Det kan din rolle ikke."),
        ("/403/", 403, "Spørg din projektleder."),
        ("/409/", 409, "Du har selv lavet den. En anden skal godkende."),
        ("/422/", 422, "Noget mangler. Ret felterne med streg, og gem igen."),
        ("/422/", 422, 'href="#id_title"'),
        ("/500/", 500, "Vi kan ikke vise siden lige nu."),
    ],
)
def test_no_is_said_in_words(client: Client, address: str, status: int, words: str) -> None:
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "made up" not in answer.content.decode()


def test_page_that_is_not_there_is_always_the_same(client: Client, people: Cast) -> None:
    enter(client, people.evaluator)
    bodies = {client.get(address).content for address in ("/borger/K7M4/", "/evaluering/hemmelig/x/", "/a/?b=c")}
    assert len(bodies) == 1
    assert "Siden findes ikke, eller du har ikke adgang." in bodies.pop().decode()


def test_accessibility_statement_says_whom_to_ask(client: Client, settings: object) -> None:
    assert "Sig det til den, du har fået adgangen af" in client.get("/tilgaengelighed/").content.decode()
    settings.CONTACT = "hjælp@kommune.dk"  # type: ignore[attr-defined]
    page = client.get("/tilgaengelighed/").content.decode()
    assert "retter fejlen: hjælp@kommune.dk." in page
    assert "Digitaliseringsstyrelsen" in page


def test_broken_page_needs_nothing_to_be_shown() -> None:
    page = engines["django"].get_template("500.html").render()
    assert "Fejlen er vores." in page
    assert "·" not in page.split("</title>")[0]


def test_old_page_is_told_so(people: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post("/log-ind/", {"username": "eva@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "Siden var for gammel til at blive sendt." in answer.content.decode()


def test_page_is_not_kept_unless_it_says_so(rf: RequestFactory) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("x", headers={"Cache-Control": "max-age=60"} if request.path == "/kept/" else {})

    assert NoStoreMiddleware(page)(rf.get("/")).headers["Cache-Control"] == "no-store"
    assert NoStoreMiddleware(page)(rf.get("/kept/")).headers["Cache-Control"] == "max-age=60"


def test_only_a_reasoned_no_becomes_409(rf: RequestFactory, db: None) -> None:
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()
    refuse = NotNowMiddleware(lambda _request: HttpResponse("x"))
    assert refuse.process_exception(request, ValueError("x")) is None
    answer = refuse.process_exception(request, NotNow("Runden er lukket."))
    assert answer is not None
    assert (answer.status_code, "Runden er lukket." in answer.content.decode()) == (409, True)
