"""The fixed points of a municipality's short meeting: the newest that somebody wrote, else the proposal."""

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Agenda
from fremskudt.casework.rules.meeting import AGENDA, points_of


def points_in_force(town: int) -> tuple[str, ...]:
    """What a meeting planned now in this municipality gets."""
    newest = Agenda.objects.filter(municipality=town).first()
    return points_of(newest.words) if newest else AGENDA


def list_towns(reach: Reach) -> list[Organisation]:
    """Where the reader may set it: the leader who distributes the work there."""
    return list(Organisation.objects.filter(pk__in=reach.towns(Permission.CASELOAD_ASSIGN)).order_by("name"))
