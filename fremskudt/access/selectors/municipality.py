"""A municipality, its organisations and how it works."""

from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from fremskudt.access.models import MunicipalitySettings, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.access.rules.setup import Step, next_step, steps

KINDS = list(Organisation.Kind)


class Setup(NamedTuple):
    """What is to be set up next, and all steps with their state."""

    step: Step
    steps: list[tuple[str, str]]


def settings_of(municipality: Organisation) -> MunicipalitySettings:
    """The municipality's answers; until somebody has saved any, all are no."""
    found = MunicipalitySettings.objects.filter(municipality=municipality).first()
    return found or MunicipalitySettings(municipality=municipality)


def list_municipalities(reach: Reach) -> list[Organisation]:
    """Those the reader may set up. An evaluator's institute is none."""
    towns = reach.towns(Permission.MUNICIPALITY_EDIT)
    return list(Organisation.objects.filter(pk__in=towns, kind=Organisation.Kind.MUNICIPALITY))


def list_responsible(reach: Reach) -> list[Organisation]:
    """Whose record of processing the reader reads: municipalities and institutes, by name."""
    return list(Organisation.objects.filter(pk__in=reach.towns(Permission.RECORD_READ)).order_by("name"))


def get_municipality(reach: Reach, pk: object) -> Organisation:
    """One of them; 404 for any other number, and for what is no number."""
    found = next((one for one in list_municipalities(reach) if str(one.pk) == str(pk)), None)
    if found is None:
        raise Http404
    return found


def list_organisations(reach: Reach) -> list[Organisation]:
    """The municipalities and all within them, each with `n_people` who can log in, by town, kind and name."""
    found = _within(reach).annotate(
        n_people=Count("memberships__user", Q(memberships__user__is_active=True), distinct=True)
    )
    return sorted(found, key=lambda one: (one.town, KINDS.index(Organisation.Kind(one.kind)), one.name))


def by_kind(organisations: list[Organisation]) -> list[tuple[str, list[Organisation]]]:
    return [(kind, list(found)) for kind, found in groupby(organisations, key=lambda one: one.kind_name)]


def get_organisation(reach: Reach, pk: int) -> Organisation:
    return get_object_or_404(_within(reach), pk=pk)


def setup_of(organisations: list[Organisation], n_others: int) -> Setup | None:
    """How far the setting-up is; nothing when it is done, and for an evaluator, who has no partners."""
    kinds = {organisation.kind for organisation in organisations}
    if Organisation.Kind.MUNICIPALITY not in kinds:
        return None
    partners = kinds - {Organisation.Kind.MUNICIPALITY, Organisation.Kind.DRUG_CENTRE, Organisation.Kind.EVALUATOR}
    step = next_step(has_centre=Organisation.Kind.DRUG_CENTRE in kinds, has_partner=bool(partners), n_others=n_others)
    if step is None:
        return None
    return Setup(step, [(gettext(words), state) for words, state in steps(step)])


def _within(reach: Reach) -> QuerySet[Organisation]:
    towns = [municipality.pk for municipality in list_municipalities(reach)]
    return Organisation.objects.within(towns).select_related("municipality")
