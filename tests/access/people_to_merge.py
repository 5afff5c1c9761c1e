"""Two that may be merged, and two that were, for the tests that try all addresses."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.models import Citizen, Merge
from tests.casework.field import citizen
from tests.cast import Cast

if TYPE_CHECKING:
    from tests.access.world import World


def merge_pages(world: "World", citizens: dict[str, dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Url name → relation → arguments, for what is about two citizens."""
    people = world.people
    merge = merged(people, "Hylde", "HHHH5555", people.therapist)
    colleagues = merged(people, "Birk", "JJJJ6666", people.colleague)
    two = {relation: {**one, "other": merge.kept.code} for relation, one in citizens.items()}
    undo = {relation: {**one, "pk": merge.pk} for relation, one in citizens.items()}
    return {
        "casework:merge": two,
        "casework:not_same": two,
        "casework:merge_undo": undo | {"own": undoing(merge), "colleague's": undoing(colleagues)},
    }


def merged(people: Cast, alias: str, code: str, by: User) -> Merge:
    """Two whom somebody follows, and has merged; the same two whenever they are asked for."""
    already = Merge.objects.filter(kept__code=code).first()
    if already:
        return already
    kept = citizen(people, alias, code, followed_by=by)
    other = citizen(people, f"{alias} to", followed_by=by)
    Citizen.objects.filter(pk=other.pk).update(merged_into=kept)
    return Merge.objects.create(kept=kept, merged=other, made_at=timezone.now(), by=by)


def undoing(merge: Merge) -> dict[str, Any]:
    return {"code": merge.kept.code, "pk": merge.pk}
