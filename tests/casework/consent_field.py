"""Answers to who may know what, as plain rows: a test of one door does not rest on the page where they are given."""

from datetime import datetime, timedelta

from django.utils import timezone

from fremskudt.access.models import Organisation, User
from fremskudt.casework.models import Citizen, ConsentEntry
from fremskudt.casework.rules.consent import Topic


def say(
    citizen: Citizen,
    to: Organisation | str,
    topics: str = " ".join(Topic),
    *,
    by: User,
    answer: str = "yes",
    purpose: str = "help",
    user: User | None = None,
    role: str = "",
    said_at: datetime | None = None,
    days: int = 180,
    direction: str = "both",
) -> ConsentEntry:
    """An answer to a house (or to somebody outside, named), said a moment ago unless it is told when."""
    now = timezone.now()
    return ConsentEntry.objects.create(
        citizen=citizen, answer=answer, purpose=purpose, topics=topics, direction=direction,
        organisation=None if isinstance(to, str) else to, outside=to if isinstance(to, str) else "", user=user,
        role=role, form="oral", witness="Vi var alene", words="Må de få det at vide?", said_at=said_at or now,
        until_on=timezone.localdate() + timedelta(days=days) if answer == "yes" else None, made_at=now, by=by,
    )  # fmt: skip
