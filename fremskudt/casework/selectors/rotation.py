"""Which versions of the master key the citizens' own keys are wrapped with."""

from django.db.models import Count

from fremskudt.casework.models.identity import Identity


def count_by_version() -> dict[int, int]:
    """Version → how many citizens' keys need it."""
    return dict(Identity.objects.values_list("key_version").annotate(Count("pk")).order_by("key_version"))
