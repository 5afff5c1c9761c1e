"""Whom the reader of »Aftalt med os« reads for: the houses that let them in, and how much they may be shown there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import LIGHT_ROLES, Permission
from fremskudt.casework.rules import agreed as rules
from fremskudt.casework.rules import consent
from fremskudt.casework.rules.consent import Direction, Recipient, Use
from fremskudt.casework.selectors.agreed_lines import Kind, Line
from fremskudt.casework.selectors.consent import Sharing, recipients_of


@dataclass(frozen=True)
class Open:
    """What one citizen has opened to one house of the reader's."""

    recipient: Recipient
    topics: frozenset[str]  # that are shown
    is_more: bool  # said yes to, and kept back until the reader logs in with two factors
    sees_all: bool = True

    def readable(self, lines: Iterable[Line]) -> list[Line]:
        """Without what asks for a stronger log-in: of one's own tasks, too, only those on topics that it shows."""
        return [one for one in lines if self.sees_all or one.kind != Kind.TASK or one.topic in consent.LOW_CONTENT]


@dataclass(frozen=True)
class Terms:
    """Of one topic: the last day, and what the team may do."""

    topic: str
    until_on: date
    direction: Direction


def houses(reach: Reach) -> list[Recipient]:
    """The reader as the ledger knows them, in each house where their role and their log-in let them in."""
    let_in = reach.where(Permission.AGREED_READ)
    return [
        Recipient(one.organisation, one.user, one.roles & LIGHT_ROLES if _is_light(reach) else one.roles)
        for one in recipients_of(reach)
        if one.organisation in let_in
    ]


def open_for(reach: Reach, sharing: Sharing, citizen: int, recipient: Recipient, use: Use, *, goes_on: bool) -> Open:
    """All that this door opens for the reader in this house; without topics it is as if nobody were there."""
    door = rules.door_of(use, goes_on=goes_on)
    topics = sharing.topics(citizen, recipient, door)
    sees_all = recipient.organisation in reach.where(Permission.SHARED_READ)
    shown = rules.shown(topics, sees_all=sees_all)
    return Open(recipient, shown, is_more=shown != topics and _is_light(reach), sees_all=sees_all)


def terms_of(sharing: Sharing, citizen: int, opened: Open, use: Use, *, goes_on: bool) -> list[Terms]:
    """Until when each topic holds, and whether the team may ask about it too."""
    door, told = rules.door_of(use, goes_on=goes_on), sharing.ledger.get(citizen, [])

    def of(entries: Iterable[consent.Said]) -> frozenset[str]:
        return consent.shared_topics(
            entries, citizen=citizen, recipient=opened.recipient, use=door, at=sharing.at,
            on=timezone.localdate(sharing.at),
        )  # fmt: skip

    days = rules.last_days((each[0].until_on, of(each)) for each in rules.apart(told))
    asked = sharing.topics(citizen, opened.recipient, door, direction=Direction.ASK)
    return [
        Terms(topic, days[topic], Direction.BOTH if topic in asked else Direction.TELL)
        for topic in rules.in_order(opened.topics)
    ]


def log_shown(reach: Reach, codes: Iterable[str], action: str) -> None:
    """One event for each citizen who was shown. Write it in the transaction of the read, and last."""
    subjects = [f"citizen:{code}" for code in dict.fromkeys(codes)]
    audit.record_reads(by=reach.actor, action=action, subjects=subjects, purpose=Purpose.CARE, fields="free_text")


def _is_light(reach: Reach) -> bool:
    """Logged in by a link, where two factors would show more."""
    return Permission.SHARED_READ in reach.withheld
