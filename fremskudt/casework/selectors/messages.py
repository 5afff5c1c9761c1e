"""A6: what the messages say, whether any of them tells too much, and how many have gone. Counts only, of nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.functional import Promise

from fremskudt.access import gateways
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Message
from fremskudt.casework.rules import message_text as rules
from fremskudt.casework.rules.message import KINDS, TRY_AGAIN, Kind
from fremskudt.casework.selectors.message import words_that_tell
from fremskudt.casework.selectors.message_agreement import who_said_yes
from fremskudt.partnership.rules.word import AVOIDED

SAMPLE_NAME = "Tea"
SAMPLE_LINK = f"{{site}}/s/{'x' * 43}/"  # as long as a real one


@dataclass(frozen=True)
class Counts:
    """Of the municipalities whose messages the reader minds."""

    n_yes: int
    n_sent: int  # in all
    last_at: datetime | None
    n_waiting: int  # refused by the gateway, tried again
    n_unsure: int  # perhaps sent: never again


@dataclass(frozen=True)
class Shown:
    """One message as it goes, with a name and a link of nobody."""

    kind: Kind
    title: str
    when: str
    text: str
    n_parts: int
    tells: Sequence[str]  # what in it tells what it is about

    @property
    def n_signs(self) -> int:
        return len(self.text)


@dataclass(frozen=True)
class Page:
    shown: Sequence[Shown]
    counts: Counts
    gateway: str | Promise
    is_on: bool
    sender: str
    sender_tells: Sequence[str]
    avoided: Sequence[str]
    telling: Sequence[str]


def read_messages(reach: Reach) -> Page:
    towns = reach.towns(Permission.MESSAGES_EDIT)
    own, names = words_that_tell(towns)
    sender = settings.EMAIL_FROM if settings.SMS_GATEWAY == "mail" else ""
    return Page(
        shown=[_shown(kind, own, names) for kind in Kind], counts=_counts(towns),
        gateway=gateways.NAMES[settings.SMS_GATEWAY], is_on=gateways.is_on(),
        sender=sender, sender_tells=rules.telling_in(f"{settings.SITE_NAME} {sender}", own, names) if sender else [],
        avoided=[*AVOIDED["da"], *own, *names], telling=rules.TELLING,
    )  # fmt: skip


def sample(kind: Kind) -> str:
    """As it goes, with a name and a link of nobody."""
    day = timezone.localdate() + timedelta(days=7)
    return rules.text_of(
        kind, link=SAMPLE_LINK.format(site=gateways.site()), day=day, name=SAMPLE_NAME, number=settings.SMS_CALL
    )


def _shown(kind: Kind, avoided: Iterable[str], names: Iterable[str]) -> Shown:
    text = sample(kind)
    return Shown(kind, KINDS[kind], rules.WHEN[kind], text, rules.n_parts(text), rules.telling_in(text, avoided, names))


def _counts(towns: Iterable[int]) -> Counts:
    towns, now = list(towns), timezone.now()
    told = Message.objects.filter(citizen__municipality__in=towns).aggregate(
        n_sent=Count("pk", filter=Q(sent_at__isnull=False)),
        last_at=Max("sent_at"),
        n_waiting=Count("pk", filter=Q(sent_at=None, failed_at__isnull=False)),
        n_unsure=Count("pk", filter=Q(sent_at=None, failed_at=None, made_at__lt=now - TRY_AGAIN)),
    )
    return Counts(n_yes=len(who_said_yes(towns)), **told)
