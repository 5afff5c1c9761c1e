"""From a link to a login of one's own: a volunteer with one press, a therapist with a passkey; and in again by mail."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect

from fremskudt.access import mail
from fremskudt.access.actions import invitation as actions
from fremskudt.access.models import User
from fremskudt.access.roles import Role
from tests.browser import screen
from tests.browser.keys import give_keys
from tests.cast import PASSWORD, Cast
from tests.mailbox import Mailbox, link_in, open_mailbox


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    cache.clear()
    with open_mailbox(settings) as found:
        yield found


@pytest.fixture
def invited(people: Cast, mailbox: Mailbox, live_server: Any) -> Callable[[Role], str]:
    """The link in the mail that somebody new was sent."""

    def invite(role: Role) -> str:
        place = people.drop_in if role == Role.PARTNER else people.centre
        invitation, token = actions.send(
            email="ny@example.org", name="Nora", organisation=place, role=role, by=people.administrator
        )
        link = f"{live_server.url}/invitation/{token}/"
        assert mail.send(mail.invitation(to=invitation.email, link=link, expires_at=invitation.expires_at))
        return link_in(mailbox.next().get_content())

    return invite


def looked_at(page: Page) -> None:
    screen.axe(page)
    screen.targets(page)
    screen.no_sideways_scroll(page)


def is_in(page: Page) -> None:
    page.locator("form[action='/log-ud/']").first.wait_for(state="attached")


def log_out(page: Page) -> None:
    """On a volunteer's small pages it stands in the menu at the end; on the others the menu is opened first."""
    if page.get_by_text("Menu", exact=True).count():
        page.get_by_text("Menu", exact=True).click()
    page.locator("button:visible", has_text="Log ud").click()


def test_volunteer_comes_in_with_one_press_and_again_by_mail(
    new_context: Callable[..., BrowserContext], invited: Callable[[Role], str], mailbox: Mailbox
) -> None:
    context = new_context()
    page, asked, secrets = context.new_page(), [], []
    context.on("request", lambda request: asked.append(request))  # noqa: PLW0108  it marks what it is given
    secrets.append(link := invited(Role.PARTNER))
    page.goto(link)
    looked_at(page)
    expect(page).to_have_title("Velkommen · Aftaler")
    page.get_by_role("button", name="Kom ind").click()
    is_in(page)
    log_out(page)
    page.get_by_role("link", name="Log ind med et link på mail").click()
    looked_at(page)
    page.get_by_label("E-mail").fill("ny@example.org")
    page.get_by_role("button", name="Send mig et link").click()
    expect(page.get_by_role("status")).to_have_text("Hvis vi kender adressen, er der en mail på vej.")
    looked_at(page)
    secrets.append(link := link_in(mailbox.next().get_content()))
    page.goto(link)
    looked_at(page)
    page.get_by_role("button", name="Log ind").click()
    is_in(page)
    page.goto("/mig/enheder/")
    looked_at(page)
    expect(page.get_by_text("Denne")).to_have_count(2)
    tokens = [secret.rstrip("/").rsplit("/", 1)[1] for secret in secrets]
    told = " ".join(str(request.all_headers().get("referer")) for request in asked)
    assert "http" in told
    assert not [token for token in tokens if token in told or token in page.title()]


def test_volunteer_comes_in_without_javascript(
    plain_page: Page, invited: Callable[[Role], str], mailbox: Mailbox
) -> None:
    plain_page.goto(invited(Role.PARTNER))
    plain_page.get_by_role("button", name="Kom ind").click()
    is_in(plain_page)
    log_out(plain_page)
    plain_page.goto("/log-ind/link/")
    plain_page.get_by_label("E-mail").fill("ny@example.org")
    plain_page.get_by_role("button", name="Send mig et link").click()
    plain_page.goto(link_in(mailbox.next().get_content()))
    plain_page.get_by_role("button", name="Log ind").click()
    is_in(plain_page)


def test_link_on_a_phone_that_is_not_known_leads_to_the_contact(
    page: Page, plain_page: Page, invited: Callable[[Role], str], mailbox: Mailbox
) -> None:
    plain_page.goto(invited(Role.PARTNER))
    plain_page.get_by_role("button", name="Kom ind").click()
    page.goto("/log-ind/link/")
    page.get_by_label("E-mail").fill("ny@example.org")
    page.get_by_role("button", name="Send mig et link").click()
    page.goto(link_in(mailbox.next().get_content()))
    page.get_by_role("button", name="Log ind").click()
    expect(page.get_by_text("Spørg din kontakt om en ny invitation.")).to_be_visible()
    looked_at(page)


@pytest.mark.parametrize("first", ["password", "passkey"])
def test_therapist_makes_a_passkey_and_logs_in_with_it(page: Page, invited: Callable[[Role], str], first: str) -> None:
    give_keys(page)
    page.goto(invited(Role.THERAPIST))
    looked_at(page)
    if first == "passkey":
        page.get_by_label("Med en adgangsnøgle").check()
    else:
        page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Videre").click()
    expect(page).to_have_url("/mig/to-trin/")
    looked_at(page)
    page.get_by_role("link", name="Lav en adgangsnøgle").click()
    page.get_by_role("button", name="Lav nøglen").click()
    page.wait_for_url("**/mig/sikkerhed/koder/")
    assert User.objects.get(email="ny@example.org").has_usable_password() == (first == "password")
    page.goto("/mig/")
    log_out(page)
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    is_in(page)
    expect(page).to_have_url("/idag/")
    page.goto("/mig/")
    looked_at(page)


def test_words_of_a_bad_link_on_a_phone(page: Page, people: Cast) -> None:
    cache.clear()
    page.goto("/invitation/" + "A" * 43 + "/")
    looked_at(page)
    expect(page.get_by_role("heading", name="Linket virker ikke her")).to_be_visible()
