"""The areas of a municipality: for who sets them up, and for who plans a tour."""

from collections.abc import Collection

from django.db.models import F, QuerySet
from django.shortcuts import get_object_or_404

from fremskudt.access.models import Area
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission


def list_areas(towns: Collection[int]) -> QuerySet[Area]:
    """Those in use in the municipalities (ids), the nearest first and by name."""
    found = Area.objects.filter(municipality__in=towns, closed_at=None).select_related("municipality")
    return found.order_by(F("drive_minutes").asc(nulls_last=True), "name", "pk")


def list_all(reach: Reach) -> list[Area]:
    """Those the reader sets up, the closed ones last."""
    found = Area.objects.filter(municipality__in=reach.towns(Permission.MUNICIPALITY_EDIT))
    return list(found.select_related("municipality").order_by(F("closed_at").asc(nulls_first=True), "name", "pk"))


def get_area(reach: Reach, pk: int) -> Area:
    """One the reader sets up, or 404."""
    within = Area.objects.filter(municipality__in=reach.towns(Permission.MUNICIPALITY_EDIT))
    return get_object_or_404(within.select_related("municipality"), pk=pk)
