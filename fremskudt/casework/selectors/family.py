"""Records that somebody said are one person: the kept one, and those that were merged into it."""

from collections.abc import Iterable

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from fremskudt.access.reach import Reach
from fremskudt.casework.models import Citizen


def family_keys(citizen: Citizen) -> QuerySet[Citizen, str]:
    """How the log names the record and those merged into it; for asking the log in the same question."""
    family = Citizen.objects.family_of([citizen.pk]).order_by()
    return family.values_list(Concat(Value("citizen:"), "code"), flat=True)


def roots(citizen_ids: Iterable[int]) -> dict[int, int]:
    """Id of a record → id of the record that stands for the person: itself, or the one it was merged into."""
    found = Citizen.objects.filter(pk__in=citizen_ids).values_list("pk", "merged_into")
    return {pk: kept or pk for pk, kept in found}


def find_kept(reach: Reach, code: str) -> str:
    """The code of the record that the one of this code was merged into; empty beyond reach and where it was not."""
    found = Citizen.objects.visible_to(reach).filter(merged_from__code=code)
    return found.values_list("code", flat=True).first() or ""
