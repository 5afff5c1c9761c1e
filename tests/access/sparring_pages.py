"""A date of sparring that every house of Randers is invited to, and one of Vejle."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.partnership.models import Sparring
from tests.access.safety_pages import numbered
from tests.cast import Cast

OF_ONE = ("sparring", "sparring_note", "sparring_cancel")


def sparring_pages(people: Cast) -> dict[str, dict[str, dict[str, Any]]]:
    own, elsewhere = sparring(people, "Randers"), sparring(people, "Vejle")
    return {f"partnership:{name}": numbered(own, elsewhere) for name in OF_ONE}


def sparring(people: Cast, town: str, *houses: Organisation, **more: Any) -> Sparring:
    """In a week; every house of the municipality is invited unless some are named."""
    municipality = people.municipalities[town]
    told = {"municipality": municipality, "kind": "sparring", "place": "Rådhuset", "by": people.second_leader, **more}
    made = Sparring.objects.filter(**told).first()
    if made is None:
        made = Sparring.objects.create(**{"at": timezone.now() + timedelta(days=7), "made_at": timezone.now(), **told})
        made.invited.set(houses or Organisation.objects.within([municipality.pk]))
    return made
