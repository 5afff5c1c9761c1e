"""Two that may be merged, and two that were, for the tests that try all addresses."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fremskudt.casework.models import Citizen, Merge
from tests.casework.field import citizen

if TYPE_CHECKING:
    from tests.access.world import World


def merge_pages(world: "World", in_town: dict[str, dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Url name → relation → arguments, for what is about two citizens."""
    kept = Citizen.objects.filter(code="HHHH5555").first() or citizen(
        world.people, "Hylde", "HHHH5555", followed_by=world.people.therapist
    )
    merge = Merge.objects.filter(kept=kept).first() or merged_into(kept, world)
    two = {relation: {**one, "other": kept.code} for relation, one in in_town.items()}
    undo = {relation: {**one, "pk": merge.pk} for relation, one in in_town.items()}
    return {
        "casework:merge": two,
        "casework:not_same": two,
        "casework:merge_undo": undo | {"own": {"code": kept.code, "pk": merge.pk}},
    }


def merged_into(kept: Citizen, world: "World") -> Merge:
    other = citizen(world.people, "Hyldebær", "JJJJ6666", followed_by=world.people.therapist)
    Citizen.objects.filter(pk=other.pk).update(merged_into=kept)
    return Merge.objects.create(kept=kept, merged=other, made_at=timezone.now(), by=world.people.therapist)
