"""A peer's own card, near and far. Whom the peer has an agreement with is made in agreed_pages.py."""

from typing import Any

from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.access.roles import Role
from fremskudt.partnership.models import BoundaryCard
from tests.access.safety_pages import numbered
from tests.cast import Cast, person


def peer_pages(people: Cast, citizens: dict[str, dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    elsewhere = User.objects.filter(name="Poul").first() or person("Poul", people.centre_elsewhere, Role.PEER)
    return {
        "partnership:boundary_card_sign": numbered(card(people.peer), card(elsewhere)),
        "casework:peer_met": citizens,
    }


def card(of: User, **more: Any) -> BoundaryCard:
    """Written and signed by the peer; no leader has said yes."""
    now = timezone.now()
    told = {"does": "Sidder med i køkkenet.", "does_not": "Holder ikke øje.", "calls": "Lea", **more}
    return BoundaryCard.objects.get_or_create(user=of, **told, defaults={"signed_at": now, "made_at": now})[0]
