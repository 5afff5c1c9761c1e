"""A municipality's own words and the words it avoids. Nobody is in them, so reading is no event."""

from dataclasses import dataclass

from django.http import Http404

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.partnership.models import AvoidedWord, OwnWord


@dataclass(frozen=True)
class Words:
    """`own` by term; `avoided` in alphabetical order."""

    town: Organisation
    own: dict[str, str]
    avoided: list[str]


def list_towns(reach: Reach) -> list[Organisation]:
    """The municipalities whose words the reader chooses. An evaluator's institute is none."""
    towns = reach.towns(Permission.WORDS_EDIT)
    found = Organisation.objects.filter(pk__in=towns, kind=Organisation.Kind.MUNICIPALITY)
    return list(found.order_by("name", "pk"))


def get_town(reach: Reach, pk: str | None) -> Organisation | None:
    """One of them; where none is named the only one, or None. 404 for any other number, and for what is no number."""
    towns = list_towns(reach)
    if pk is None:
        return towns[0] if len(towns) == 1 else None
    found = next((one for one in towns if str(one.pk) == pk), None)
    if found is None:
        raise Http404
    return found


def words_of(town: Organisation) -> Words:
    return Words(town, own_words(town.pk), avoided_words(town.pk))


def own_words(town_id: int) -> dict[str, str]:
    """Term → the municipality's own word; terms with our standard word are not there. One query."""
    return dict(OwnWord.objects.filter(municipality=town_id).values_list("term", "word"))


def avoided_words(town_id: int) -> list[str]:
    return list(AvoidedWord.objects.filter(municipality=town_id).order_by("word").values_list("word", flat=True))


def town_of(reach: Reach) -> int | None:
    """The municipality whose words a reader sees; None for who belongs to none, or to several."""
    towns = {town for found in reach.towns_of.values() for town in found}
    return towns.pop() if len(towns) == 1 else None
