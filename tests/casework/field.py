"""Citizens for the tests: made as plain rows, so that a test of one act does not rest on another."""

import secrets

from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.models import Assignment, Case, Citizen
from tests.cast import Cast


def citizen(
    people: Cast,
    alias: str = "Kanel",
    code: str | None = None,
    municipality: str = "Randers",
    followed_by: User | None = None,
) -> Citizen:
    """A citizen with one course, whom nobody follows unless it is said who does."""
    made = Citizen.objects.create(
        code=code or f"T-{secrets.token_hex(4)}",
        municipality=people.municipalities[municipality],
        alias=alias,
        made_at=timezone.now(),
        made_by=people.leader,
    )
    Case.objects.create(citizen=made, number=1, found_on=timezone.localdate(), made_at=made.made_at, by=people.leader)
    if followed_by:
        Assignment.objects.create(citizen=made, user=followed_by, began_at=made.made_at, by=people.leader)
    return made
