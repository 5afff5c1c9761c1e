"""Which instruments a municipality may use, on whose word, and what stops when it may no more."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.instruments import Instrument
from fremskudt.surveys.models import LicenceYes, Wave
from fremskudt.surveys.selectors import library


@dataclass(frozen=True)
class Right:
    """An instrument in a municipality: free to use, or by a permission that stands, or not yet."""

    town: Organisation
    instrument: Instrument
    is_free: bool
    standing: LicenceYes | None

    @property
    def may_use(self) -> bool:
        return self.is_free or self.standing is not None


@dataclass(frozen=True)
class Stops:
    """What stops when a permission ends: waves that are open or to come, by the names of their studies."""

    n_waves: int
    studies: tuple[str, ...]


def list_rights(reach: Reach) -> list[tuple[Organisation, list[Right]]]:
    """Every instrument in each municipality within reach. A constant number of questions."""
    towns = list(_towns(reach))
    standing = {
        (one.municipality_id, one.instrument): one
        for one in LicenceYes.objects.filter(municipality__in=towns, ended_at=None).select_related("by")
    }
    shelves = library.list_shelves(reach)
    return [
        (
            town,
            [
                Right(town, one.newest.instrument, one.is_free, standing.get((town.pk, one.newest.instrument.id)))
                for one in shelves
            ],
        )
        for town in towns
    ]


def get_right(reach: Reach, town: int, slug: str) -> Right:
    """One instrument in one municipality. 404 beyond reach, or when there is no such instrument."""
    place = get_object_or_404(_towns(reach), pk=town)
    editions = library.list_editions(slug)
    standing = LicenceYes.objects.filter(municipality=place, instrument=slug, ended_at=None).select_related("by")
    instrument = editions[0].instrument
    return Right(place, instrument, library.is_free(instrument), standing.first())


def what_stops(right: Right) -> Stops:
    """Waves that are open or to come in the municipality."""
    waves = Wave.objects.filter(
        study__municipalities=right.town, study__cut_at=None, instrument=right.instrument.id,
        closes_on__gte=timezone.localdate(),
    )  # fmt: skip
    titles = list(waves.order_by("study__title").values_list("study__title", flat=True))
    return Stops(len(titles), tuple(dict.fromkeys(titles)))


def _towns(reach: Reach) -> QuerySet[Organisation]:
    found = Organisation.objects.filter(pk__in=reach.towns(Permission.LICENCE_CONFIRM), kind="municipality")
    return found.order_by("name")
