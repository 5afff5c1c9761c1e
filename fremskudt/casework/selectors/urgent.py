"""Those who ask for help today, within the reader's town."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Barring, Citizen, UrgentRequest
from fremskudt.casework.models.citizen import ROOT


def within(reach: Reach) -> QuerySet[UrgentRequest]:
    """Those of the reader's towns; none about a citizen whom the reader is barred from."""
    roots = Barring.objects.filter(user=reach.user_id, lifted_at=None).values(root=ROOT)
    barred = Citizen.objects.filter(Q(pk__in=roots) | Q(merged_into__in=roots)).values("pk")
    in_towns = UrgentRequest.objects.filter(municipality__in=reach.towns(Permission.CASE_WRITE))
    return in_towns.exclude(case__citizen__in=barred)


def get_request(reach: Reach, pk: int) -> UrgentRequest:
    return get_object_or_404(within(reach), pk=pk)


def list_towns(reach: Reach) -> list[Organisation]:
    """Where the reader may write a request or plan who is on duty."""
    return list(Organisation.objects.filter(pk__in=reach.towns(Permission.CASE_WRITE)).order_by("name"))
