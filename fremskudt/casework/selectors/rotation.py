"""Which versions of the master key the citizens' and the letters' own keys are wrapped with."""

from django.db.models import Count

from fremskudt.casework.models import Letter
from fremskudt.casework.models.identity import Identity


def count_by_version() -> dict[int, int]:
    """Version → how many citizens' keys need it."""
    return dict(Identity.objects.values_list("key_version").annotate(Count("pk")).order_by("key_version"))


def count_letters_by_version() -> dict[int, int]:
    """Version → how many letters' keys need it."""
    sealed = Letter.objects.exclude(wrapped_key=None)
    return {
        version or 0: n
        for version, n in sealed.values_list("key_version").annotate(Count("pk")).order_by("key_version")
    }
