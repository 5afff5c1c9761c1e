"""The house rules of the free spaces of a municipality: the newest that hold today, and who keeps none yet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.partnership.models import HouseRules

KINDS = (Organisation.Kind.DROP_IN, Organisation.Kind.SHELTER)


@dataclass(frozen=True)
class House:
    """A free space and its rules; nothing where nobody has written them."""

    organisation: Organisation
    rules: HouseRules | None

    @property
    def pk(self) -> int:
        return self.organisation.pk

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def must_call_first(self) -> bool:
        return self.rules is not None and self.rules.must_call_first


def list_rules(municipality_id: int) -> list[House]:
    """Every free space of one municipality, by name. Two queries, however many there are."""
    return _houses(Organisation.objects.filter(municipality=municipality_id))


def list_within(reach: Reach) -> list[House]:
    """Those of all municipalities in which the reader may write them."""
    return _houses(Organisation.objects.filter(municipality__in=reach.towns(Permission.HOUSE_RULES_EDIT)))


def get_house(reach: Reach, pk: int) -> House:
    """One of them, or 404."""
    within = Organisation.objects.filter(municipality__in=reach.towns(Permission.HOUSE_RULES_EDIT), kind__in=KINDS)
    [house] = _houses(Organisation.objects.filter(pk=get_object_or_404(within, pk=pk).pk))
    return house


def _houses(organisations: QuerySet[Organisation]) -> list[House]:
    today, newest_first = timezone.localdate(), HouseRules.objects.order_by("-made_at", "-pk")
    kept = organisations.filter(kind__in=KINDS).select_related("municipality").order_by("name", "pk")
    found = kept.prefetch_related(Prefetch("house_rules", queryset=newest_first, to_attr="written"))
    return [House(one, _in_force(one.written, today)) for one in found]


def _in_force(written: list[HouseRules], today: date) -> HouseRules | None:
    """The newest that has begun; what begins later waits, unless nothing else is written."""
    return next((rules for rules in written if rules.from_on <= today), written[0] if written else None)
