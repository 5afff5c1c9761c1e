"""A citizen becomes known to the team: by a code, an alias and perhaps a birth year, nothing else."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.models import Organisation, User
from fremskudt.access.roles import Role
from fremskudt.basics.codes import new_code
from fremskudt.casework.actions.merge import note_not_same
from fremskudt.casework.models import Assignment, Case, Citizen


class AliasTakenError(Exception):
    """Somebody in the municipality bears the alias already."""


def create(
    *,
    municipality: Organisation,
    alias: str,
    by: User,
    birth_year: int | None = None,
    apart_from: Iterable[Citizen] = (),
) -> Citizen:
    """Make the citizen; a therapist follows whom they make, and is in charge from the first moment.

    `apart_from` are those who look alike and of whom somebody has said that they are somebody else.
    """
    now = timezone.now()
    try:
        with transaction.atomic():
            citizen = Citizen.objects.create(
                code=_unused_code(), municipality=municipality, alias=alias, birth_year=birth_year, made_at=now,
                made_by=by,
            )  # fmt: skip
            Case.objects.create(citizen=citizen, number=1, found_on=timezone.localdate(now), made_at=now, by=by)
            if _is_therapist(by, municipality):
                Assignment.objects.create(citizen=citizen, user=by, began_at=now, by=by)
            for other in apart_from:
                note_not_same(citizen, other, by)
            audit.record(by=by, action="citizen.create", subject=citizen.key, purpose="care", fields="coded")
    except IntegrityError:
        if Citizen.objects.filter(municipality=municipality, alias=alias).exists():
            raise AliasTakenError from None
        raise
    return citizen


def _unused_code() -> str:
    while Citizen.objects.filter(code=(code := new_code())).exists():
        pass
    return code


def _is_therapist(user: User, municipality: Organisation) -> bool:
    return user.memberships.filter(role=Role.THERAPIST, organisation__municipality=municipality).exists()
