"""The demo's permissions to ask with the instruments that somebody else holds. None of them has been given."""

from collections.abc import Iterable

from django.utils import timezone

from fremskudt import instruments
from fremskudt.access.models import Organisation, User
from fremskudt.surveys.models import LicenceYes
from fremskudt.surveys.selectors.library import is_free

WORDS = "Øvelse: ingen har givet lov. Her ville stå hvem, hvornår og i hvilken journalsag."


def licences(towns: Iterable[Organisation], by: User) -> None:
    """Each municipality may use every instrument of the library; run again it changes nothing."""
    for town in towns:
        for one in instruments.library().values():
            if not is_free(one):
                LicenceYes.objects.get_or_create(
                    municipality=town, instrument=one.id, ended_at=None,
                    defaults={"words": WORDS, "made_at": timezone.now(), "by": by},
                )  # fmt: skip
