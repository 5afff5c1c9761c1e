"""What a mail shows of itself, as a real mail server was given it."""

import os
import re
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.actions import invitation as invitation_actions
from fremskudt.access.models import Organisation
from fremskudt.access.roles import ROLE_NAMES, Role
from tests.mailbox import link_in, open_mailbox

TELLING = ["stof", "misbrug", "behandl", "rusmid", "afhæng", "treatment", "drug", "abuse", "randers", "kajen", "palle"]


@pytest.fixture
def mailbox(settings):
    with open_mailbox(settings) as found:
        yield found


def tells_nothing(message):
    roles = [str(name).lower() for name in ROLE_NAMES.values()]
    kinds = [str(label).lower() for label in Organisation.Kind.labels]
    shown = f"{message['subject']} {message['from']} {message.get_content()}".lower()
    text = re.sub(r"http\S+", "", shown)
    assert [word for word in [*TELLING, *roles, *kinds] if word in text] == []


@pytest.mark.database
@pytest.mark.django_db
def test_mail_with_an_invitation_is_neutral_and_its_link_works(client, people, mailbox):
    cache.clear()
    invitation, token = invitation_actions.send(
        email="ny@example.org", name="Palle", organisation=people.drop_in, role=Role.PARTNER, by=people.administrator
    )
    link = "http://testserver" + reverse("access:invitation", args=[token])
    assert mail.send(mail.invitation(to=invitation.email, link=link, expires_at=invitation.expires_at))
    message = mailbox.next()
    assert message["subject"] == "Dit login"
    assert message["from"] == "Aftaler <ingen-svar@example.org>"
    assert message["to"] == "ny@example.org"
    assert message["auto-submitted"] == "auto-generated"
    assert message["message-id"].endswith("@example.org>")
    tells_nothing(message)
    assert client.get(link_in(message.get_content())).status_code == 200


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(("language", "subject"), [("da", "Dit login"), ("en", "Your log-in")])
def test_mail_with_a_link_speaks_the_persons_language(client, people, mailbox, language, subject):
    cache.clear()
    people.partner.language = language
    people.partner.save()
    client.post("/log-ind/link/", {"email": people.partner.email})
    message = mailbox.next()
    assert message["subject"] == subject
    tells_nothing(message)
    assert client.get(link_in(message.get_content())).status_code == 200


def test_mail_that_cannot_be_sent_says_so_and_tells_nobody_the_address(settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    message = mail.invitation(to="ny@example.org", link="http://x/", expires_at=timezone.now())
    assert mail.send(message) is False
    assert "could not be sent" in caplog.text
    assert "ny@example.org" not in caplog.text


def test_mail_is_not_sent_where_it_is_off(settings):
    settings.MAIL_IS_ON = False
    assert mail.send(mail.invitation(to="ny@example.org", link="http://x/", expires_at=timezone.now())) is False


def settings_of(mode, **environment):
    """Where mails go on a site that is set up like this; what it says when it cannot be."""
    ask = "from fremskudt.config import settings as s; print(s.EMAIL_BACKEND, s.MAIL_IS_ON, s.DEFAULT_FROM_EMAIL)"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("EMAIL_")}
    environment = {**clean, "FREMSKUDT_MODE": mode, "SECRET_KEY": "x" * 60, **environment}
    done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=False)
    return done.stdout.split(" ", 2) if done.returncode == 0 else done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("mode", "environment", "backend", "is_on"),
    [
        ("demo", {}, "filebased", "True"),
        ("development", {}, "filebased", "True"),
        ("production", {}, "dummy", "False"),
        ("production", {"EMAIL_HOST": "mail.example.dk", "EMAIL_FROM": "aftaler@example.dk"}, "smtp", "True"),
    ],
)
def test_mail_goes_where_the_site_is_set_to_send_it(mode, environment, backend, is_on):
    told = settings_of(mode, **environment)
    assert told[:2] == [f"django.core.mail.backends.{backend}.EmailBackend", is_on]


def test_mail_server_without_a_sender_stops_the_start():
    assert "EMAIL_FROM is missing" in settings_of("production", EMAIL_HOST="mail.example.dk")
