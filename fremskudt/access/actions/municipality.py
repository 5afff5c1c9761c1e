"""How a municipality works: the answers to the questions of rules/parameters.py."""

from collections.abc import Mapping

from django.db import transaction

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import MunicipalitySettings, Organisation, User
from fremskudt.access.rules.parameters import KEYS


def change(*, municipality: Organisation, answers: Mapping[str, bool], by: User) -> dict[str, bool]:
    """Save these answers and leave the others alone; returns what stood before where something changed.

    The settings are made when first saved. KeyError for an answer to no question.
    """
    if unknown := set(answers) - set(KEYS):
        raise KeyError(f"not a parameter: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        settings, _new = MunicipalitySettings.objects.select_for_update().get_or_create(municipality=municipality)
        former = {key: getattr(settings, key) for key, answer in answers.items() if getattr(settings, key) != answer}
        if former:
            for key in former:
                setattr(settings, key, answers[key])
            settings.save(update_fields=list(former))
            record(
                by=by, action="municipality.change", subject=f"org:{municipality.pk}",
                purpose=Purpose.ADMINISTRATION, fields="coded",
            )  # fmt: skip
    return former
