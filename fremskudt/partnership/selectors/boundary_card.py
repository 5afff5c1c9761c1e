"""A peer's own card with the ones before it, and for a leader the cards of the municipality's peers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from fremskudt.access.models import Membership, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.basics.verdict import Verdict
from fremskudt.partnership.models import BoundaryCard
from fremskudt.partnership.rules import boundary_card as rules

VERSIONS = 10


@dataclass(frozen=True)
class OwnCard:
    """The card that stands, none before it is written, and those that stood before."""

    stands: BoundaryCard | None
    before: Sequence[BoundaryCard]

    @property
    def waits(self) -> bool:
        return self.stands is not None and self.stands.leader_signed_at is None


@dataclass(frozen=True)
class PeersCard:
    """A peer and the card that stands; `card` is none where they have written none."""

    user: User
    card: BoundaryCard | None

    @property
    def waits(self) -> bool:
        return self.card is not None and self.card.leader_signed_at is None


@dataclass(frozen=True)
class Signing:
    card: BoundaryCard
    may_sign: Verdict


def read_own(reach: Reach) -> OwnCard:
    found = list(BoundaryCard.objects.filter(user=reach.user_id).select_related("leader")[: VERSIONS + 1])
    return OwnCard(found[0] if found else None, found[1:])


def list_cards(reach: Reach) -> list[PeersCard]:
    """Every peer of the municipalities where the reader says yes to cards: those whose card waits first. Two queries.

    About colleagues and their work, so no event.
    """
    newest = BoundaryCard.objects.filter(user=OuterRef("pk")).order_by("-made_at", "-pk").values("pk")[:1]
    peers = list(_peers(reach).annotate(stands=Subquery(newest)).order_by("name", "pk"))
    cards = BoundaryCard.objects.select_related("leader").in_bulk([peer.stands for peer in peers if peer.stands])
    found = [PeersCard(peer, cards.get(peer.stands)) for peer in peers]
    return sorted(found, key=lambda one: not one.waits)


def read_signing(reach: Reach, pk: int) -> Signing:
    """A card of one of those peers, old or new; 404 for any other."""
    within = BoundaryCard.objects.filter(user__in=_peers(reach)).select_related("user", "leader")
    card = get_object_or_404(within, pk=pk)
    newest = BoundaryCard.objects.filter(user=card.user_id).values_list("pk", flat=True).first()
    return Signing(card, rules.may_sign(is_own=card.user_id == reach.user_id, is_newest=newest == card.pk))


def _peers(reach: Reach) -> QuerySet[User]:
    towns = reach.towns(Permission.BOUNDARY_SIGN)
    seats = Membership.objects.filter(
        Q(organisation__in=towns) | Q(organisation__municipality__in=towns), role=Role.PEER
    )
    return User.objects.filter(pk__in=seats.values("user"), is_active=True)
