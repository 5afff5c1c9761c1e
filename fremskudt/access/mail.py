"""Mails about one's own login. What others may see of them (sender, subject, lock screen) tells nothing."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from email.utils import make_msgid
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
# Sent after the answer: how long the mail server takes must not tell whether an address is known.
LATER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def invitation(*, to: str, link: str, expires_at: datetime) -> EmailMessage:
    return _message(to, "access/mail/invitation.txt", "da", {"link": link, "expires_at": expires_at})


def sign_in_link(*, to: str, link: str, minutes: int, language: str) -> EmailMessage:
    return _message(to, "access/mail/sign_in_link.txt", language, {"link": link, "minutes": minutes})


def new_password_link(*, to: str, link: str, minutes: int, language: str) -> EmailMessage:
    return _message(to, "access/mail/new_password.txt", language, {"link": link, "minutes": minutes})


def waiting(*, to: str, language: str) -> EmailMessage:
    """Something is the person's to see today. Neither subject nor text tells what, or whom it is about."""
    return _message(to, "access/mail/waiting.txt", language, {}, subject=_("Noget venter på dig"))


def ring(*, to: str, language: str, name: str, time: datetime) -> EmailMessage:
    """Somebody is not back: whom to ring (a first name), and when they were expected. Nothing of where or at whom."""
    return _message(to, "access/mail/ring.txt", language, {"name": name, "time": time}, subject=_("Ring nu"))


def meeting(*, to: str, language: str, at: datetime, link: str, file: bytes, is_off: bool = False) -> EmailMessage:
    """A time, or that it is called off, and the same as a calendar file. Nothing of what, where, who or whom."""
    template = "access/mail/meeting_off.txt" if is_off else "access/mail/meeting.txt"
    message = _message(to, template, language, {"at": at, "link": link}, subject=_("Kort møde"))
    message.attach("kort-moede.ics", file.decode(), "text/calendar")
    return message


def talk(*, to: str, language: str, name: str) -> EmailMessage:
    """Somebody at work asks for a talk today: who, and nothing of why."""
    return _message(to, "access/mail/talk.txt", language, {"name": name}, subject=_("Ring i dag"))


def weekly(*, to: str, language: str, words: str, link: str) -> EmailMessage:
    """The week's line and a thanks, in words of nobody and nothing that tells what it is about."""
    return _message(to, "access/mail/weekly.txt", language, {"words": words, "link": link}, subject=_("Tak"))


def partner_reminder(*, to: str, language: str, words: str, link: str) -> EmailMessage:
    """Words for partners in general, and where a tip is given. Of nobody, and nothing that tells what it is about."""
    values: dict[str, object] = {"words": words, "link": link}
    return _message(to, "access/mail/partner_reminder.txt", language, values, subject=_("Kaffe og en snak"))


def send(message: EmailMessage) -> bool:
    """Send now; whether it went. The page that asks shows the link otherwise."""
    try:
        return settings.MAIL_IS_ON and message.send() == 1
    except (OSError, SMTPException) as error:
        logger.error("A mail could not be sent: %s", type(error).__name__)  # the text may hold the address
        return False


def send_later(message: EmailMessage) -> Future[bool]:
    return LATER.submit(send, message)


def _message(
    to: str, template: str, language: str, values: dict[str, object], *, subject: object = _("Dit login")
) -> EmailMessage:
    with translation.override(language):
        text = render_to_string(template, {**values, "site_name": settings.SITE_NAME})
        told = str(subject)
    # The library would name this machine in the mark of the mail.
    headers = {
        "Message-ID": make_msgid(domain=settings.EMAIL_FROM.rpartition("@")[2]),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(told, text, settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
