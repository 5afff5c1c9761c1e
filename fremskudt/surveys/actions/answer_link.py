"""A link that only answers: shown as a picture or an address, or sent. Its secret is kept nowhere, only its hash."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fremskudt.access import audit, links
from fremskudt.access.audit import Purpose
from fremskudt.access.models import PersonalLink, User
from fremskudt.casework.models import Citizen
from fremskudt.surveys.actions.invitation import NOBODY
from fremskudt.surveys.selectors.asked import list_asked

LASTS = timedelta(days=30)  # past the last day of the wave that closes last
MOST = 5  # links that work at the same time: one sent, one on the wall, one on a new phone …
HANDED_LASTS = timedelta(hours=2)  # of a phone that is given away; a quarter of an hour of quiet ends it before


def give_link(*, citizen: Citizen, by: User | None) -> tuple[PersonalLink, str]:
    """A new link and its secret. Earlier ones go on, so that a message from before still opens; at most five do."""
    root = citizen.merged_into or citizen
    closes = max((one.wave.closes_on for one in list_asked(root)), default=timezone.localdate())
    ends = datetime.combine(closes + LASTS + timedelta(days=1), time.min)
    with transaction.atomic():
        Citizen.objects.select_for_update().get(pk=root.pk)
        too_many = _lasting(root).order_by("-made_at", "-pk").values_list("pk", flat=True)[MOST - 1 :]
        PersonalLink.objects.filter(pk__in=list(too_many)).update(revoked_at=timezone.now())
        return _make(root, timezone.make_aware(ends), by)


def hand_link(*, citizen: Citizen, by: User) -> PersonalLink:
    """One for a phone that is given away: it ends within hours, and nobody ever sees its secret."""
    with transaction.atomic():
        return _make(citizen.merged_into or citizen, timezone.now() + HANDED_LASTS, by)[0]


def _make(citizen: Citizen, expires_at: datetime, by: User | None) -> tuple[PersonalLink, str]:
    token = links.new_token()
    link = PersonalLink.objects.create(
        token_hash=links.token_hash(token), subject=citizen.key, purpose=links.ANSWER, made_at=timezone.now(),
        made_by=by, expires_at=expires_at,
    )  # fmt: skip
    audit.record(by=by or NOBODY, action="link.answer", subject=citizen.key, purpose=Purpose.EVALUATION)
    return link, token


def _lasting(citizen: Citizen) -> QuerySet[PersonalLink]:
    """Links that were given to keep, and hold."""
    soon = timezone.now() + HANDED_LASTS
    return PersonalLink.objects.filter(subject=citizen.key, purpose=links.ANSWER, revoked_at=None, expires_at__gt=soon)
