"""The link that a citizen holds now, for the one who gives it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fremskudt.access.audit import Purpose
from fremskudt.access.models import PersonalLink
from fremskudt.access.reach import Reach
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.link import may_give
from fremskudt.casework.selectors.door import purpose_for


@dataclass(frozen=True)
class Held:
    made_at: datetime
    made_by: str
    expires_at: datetime


def find_held(citizen: Citizen, purpose: str) -> Held | None:
    now = timezone.now()
    found = PersonalLink.objects.filter(subject=citizen.key, purpose=purpose, revoked_at=None, expires_at__gt=now)
    link = found.select_related("made_by").order_by("-made_at").first()
    return Held(link.made_at, link.made_by.name if link.made_by else "", link.expires_at) if link else None


def verdict_on_giving(reach: Reach, citizen: Citizen) -> Verdict:
    """Whether the reader may give this citizen a link."""
    return may_give(follows=purpose_for(reach, citizen) is Purpose.CARE)
