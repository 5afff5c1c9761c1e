"""Those the reader follows and may write about: never one who is only behind a door that was opened."""

from django.db import transaction
from django.db.models import QuerySet

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Assignment, Case, Citizen
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.selectors.case import log_reads


def followed(reach: Reach) -> QuerySet[Citizen]:
    mine = Assignment.objects.filter(user=reach.user_id, ended_at=None).values(root=ROOT)
    return Citizen.objects.visible_to(reach).filter(pk__in=mine, municipality__in=reach.towns(Permission.CASE_WRITE))


def going_on(reach: Reach) -> QuerySet[Citizen]:
    """Those of them whose course nobody has ended."""
    return followed(reach).filter(cases__in=Case.objects.going_on()).distinct()


def find_choice(reach: Reach) -> list[Citizen]:
    """Whom one can choose among, by alias. Shows nothing, so no event."""
    return list(going_on(reach).select_related("municipality").order_by("alias"))


@transaction.atomic
def read_choice(reach: Reach) -> list[Citizen]:
    """The same, shown: each has an event."""
    found = find_choice(reach)
    log_reads(reach, found, "citizen_choice.read", Purpose.CARE)
    return found
