"""One citizen within reach, for acts; where citizens may be made, and by what alias. What shows somebody is elsewhere:

the caseload in caseload.py, a citizen's own page in citizen_page.py.
"""

import secrets

from django.shortcuts import get_object_or_404

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules import alias


def find_citizen(reach: Reach, code: str, permission: Permission) -> Citizen:
    """The citizen an act concerns, where the reader holds the permission, or 404. For acts that show nothing."""
    within = Citizen.objects.visible_to(reach).filter(municipality__in=reach.towns(permission))
    return get_object_or_404(within, code=code)


def is_visible(reach: Reach, citizen: Citizen) -> bool:
    return Citizen.objects.visible_to(reach).filter(pk=citizen.pk).exists()


def list_towns(reach: Reach) -> list[Organisation]:
    """Where the reader may make a citizen."""
    return list(Organisation.objects.filter(pk__in=reach.towns(Permission.CITIZEN_CREATE)))


def suggest_alias(towns: list[Organisation]) -> str:
    """A word that nobody in these towns bears yet."""
    used = Citizen.objects.filter(municipality__in=towns).values_list("alias", flat=True)
    return secrets.choice(alias.free(frozenset(used)))
