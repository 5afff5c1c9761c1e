"""A real mail server on this machine, and what it was given."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from queue import Queue
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PATIENCE = 20  # seconds; a mail that never comes is a failure, not a wait


# The server talks from a thread of its own, also when a test's output is closed already.
logging.getLogger("mail.log").setLevel(logging.ERROR)


class Mailbox:
    """Keeps each mail as it came over the wire."""

    def __init__(self) -> None:
        self.came: Queue[EmailMessage] = Queue()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.came.put(message_from_bytes(envelope.original_content or b"", policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def next(self) -> EmailMessage:
        return self.came.get(timeout=PATIENCE)


@contextmanager
def open_mailbox(settings: Any) -> Iterator[Mailbox]:
    """Mails of the product go to this server while it is open."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    try:
        yield mailbox
    finally:
        controller.stop()


def link_in(text: str) -> str:
    """The one address in a mail's text."""
    links = [word for word in text.split() if word.startswith("http")]
    assert len(links) == 1, links
    return links[0]
