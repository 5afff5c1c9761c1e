"""Which versions of the master key the own keys of citizens, letters and requests to ring are wrapped with."""

from django.db.models import Count

from fremskudt.casework.models import CallRequest, Letter
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


def count_calls_by_version() -> dict[int, int]:
    """Version → how many keys of requests to ring need it; one that is emptied has none."""
    sealed = CallRequest.objects.exclude(wrapped_key=None)
    return {
        version or 0: n
        for version, n in sealed.values_list("key_version").annotate(Count("pk")).order_by("key_version")
    }
