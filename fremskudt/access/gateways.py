"""The ways out to citizens' phones, and back: files in a folder, or mail to somebody who makes an SMS of it.

No number and no text stands in a log, in the words of an error, or in the repr of anything here.
"""

import json
import logging
import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.utils import make_msgid, parseaddr
from pathlib import Path
from smtplib import SMTPException
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
NAMES = {
    "file": _("Filer i en mappe på serveren"),
    "mail": _("Mail, som bliver til sms"),
    "no": _("Ingen. Der bliver ikke skrevet til nogen."),
}
MOST_REPLIES = 200  # read at a time
LARGEST_REPLY = 20_000  # bytes
ON_LOCK_SCREEN = _("Du har en ny besked.")


@dataclass(frozen=True)
class Reply:
    """What came back from a phone. `mark` is the gateway's own, by which it lets go of it."""

    mark: str
    number: str = field(repr=False)
    words: str = field(repr=False)


class Gateway(Protocol):
    def send(self, to: str, text: str) -> bool:
        """One message to a number (with + and country); whether it was taken."""

    def replies(self) -> list[Reply]:
        """What has come back and was not let go of, the oldest first."""

    def forget(self, reply: Reply) -> None:
        """It has been heard. It is kept nowhere."""


def is_on() -> bool:
    return settings.SMS_GATEWAY != "no"


def gateway() -> Gateway:
    """The one that the site is set up with."""
    if settings.SMS_GATEWAY == "file":
        return FileGateway(settings.SMS_FOLDER)
    return MailGateway(settings.SMS_DOMAIN, settings.SMS_FOLDER) if settings.SMS_GATEWAY == "mail" else NoGateway()


def site() -> str:
    """The site's own address, as far as the settings know it: a worker that sends answers no request."""
    host = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    return f"https://{host}" if settings.SECURE else f"http://{host}:8000"


class NoGateway:
    def send(self, to: str, text: str) -> bool:
        return False

    def replies(self) -> list[Reply]:
        return []

    def forget(self, reply: Reply) -> None:
        """Nothing was read."""


class FileGateway:
    """Each message is one small file in `ud`, for a program of the site's own to send; replies lie in `ind`.

    A file is whole from the moment it has its name: {"to": "+45…", "text": "…"}, and back {"from": "+45…", "text": …}.
    """

    def __init__(self, folder: Path) -> None:
        self.out, self.inbox = folder / "ud", Inbox(folder / "ind", read_json)

    def send(self, to: str, text: str) -> bool:
        try:
            self.out.mkdir(mode=0o700, parents=True, exist_ok=True)
            name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(8)}"
            _write_whole(self.out / f"{name}.json", json.dumps({"to": to, "text": text}, ensure_ascii=False))
        except OSError as error:
            logger.error("A message could not be written: %s", type(error).__name__)
            return False
        return True

    def replies(self) -> list[Reply]:
        return self.inbox.read()

    def forget(self, reply: Reply) -> None:
        self.inbox.remove(reply)


class MailGateway:
    """A mail to number@domain, which the provider sends on as an SMS. Its replies are mails, put in `ind` as files."""

    def __init__(self, domain: str, folder: Path) -> None:
        self.domain = domain
        self.inbox = Inbox(folder / "ind", lambda content: read_mail(content, domain))

    def send(self, to: str, text: str) -> bool:
        try:
            return _mail(f"{to.removeprefix('+')}@{self.domain}", text, subject="").send() == 1
        except (OSError, SMTPException) as error:
            logger.error("A message could not be sent: %s", type(error).__name__)  # the text may hold the number
            return False

    def replies(self) -> list[Reply]:
        return self.inbox.read()

    def forget(self, reply: Reply) -> None:
        self.inbox.remove(reply)


class Inbox:
    """Replies as files in a folder. One that cannot be read is let go of: nobody can be found by it."""

    def __init__(self, folder: Path, read: "Reader") -> None:
        self.folder, self.read_one = folder, read

    def read(self) -> list[Reply]:
        try:
            names = sorted(one.name for one in os.scandir(self.folder) if one.is_file(follow_symlinks=False))
        except FileNotFoundError:
            return []
        return [reply for name in [one for one in names if one[0] != "."][:MOST_REPLIES] if (reply := self._of(name))]

    def remove(self, reply: Reply) -> None:
        (self.folder / reply.mark).unlink(missing_ok=True)  # another worker may have

    def _of(self, name: str) -> Reply | None:
        try:
            with (self.folder / name).open("rb") as file:
                number, words = self.read_one(file.read(LARGEST_REPLY))
            return Reply(name, number, words)
        except FileNotFoundError:  # another worker was here first
            return None
        except (ValueError, LookupError, TypeError) as error:
            logger.error("A reply could not be read: %s", type(error).__name__)
            (self.folder / name).unlink(missing_ok=True)
            return None


class Reader(Protocol):
    def __call__(self, content: bytes, /) -> tuple[str, str]:
        """Number and words. ValueError, LookupError or TypeError for what is no reply."""


def read_json(content: bytes) -> tuple[str, str]:
    told = json.loads(content)
    return str(told["from"]), str(told["text"])


def read_mail(content: bytes, domain: str) -> tuple[str, str]:
    """A mail from number@domain of the provider."""
    message = message_from_bytes(content, policy=policy.default)
    number, _at, host = parseaddr(str(message["From"]))[1].partition("@")
    body = message.get_body(("plain",))
    if host.casefold() != domain.casefold() or not re.fullmatch(r"\+?[0-9]{8,15}", number) or body is None:
        raise ValueError
    return f"+{number.removeprefix('+')}" if len(number) > 8 else number, str(body.get_content())


def try_on_oneself(to: str, text: str) -> bool:
    """The text by mail to somebody who works here, with the subject that a locked phone shows."""
    try:
        return settings.MAIL_IS_ON and _mail(to, text, subject=str(ON_LOCK_SCREEN)).send() == 1
    except (OSError, SMTPException) as error:
        logger.error("A mail could not be sent: %s", type(error).__name__)
        return False


def _mail(to: str, text: str, *, subject: str) -> EmailMessage:
    headers = {
        "Message-ID": make_msgid(domain=settings.EMAIL_FROM.rpartition("@")[2]),  # else it would name this machine
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)


def _write_whole(file: Path, text: str) -> None:
    """The file with everything in it, or no file: also after a power cut."""
    part = file.with_name(f".{file.name}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    part.rename(file)
    with suppress(OSError):  # it has its name, so it may have been taken: it must not be written again
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
