"""Supervision and sparring: the dates one is invited to or has arranged, what was learnt there, and one's own notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access.models import Area, Membership, Organisation, User
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission, Role
from fremskudt.basics.verdict import Verdict
from fremskudt.partnership.models import Sparring, SparringNote
from fremskudt.partnership.rules import sparring as rules

SHOWN = 20


@dataclass(frozen=True)
class Place:
    """One's own page of it."""

    coming: Sequence[Sparring]
    held: Sequence[Sparring]
    notes: Sequence[SparringNote]
    has_more: bool
    removed: SparringNote | None  # a note of one's own that can still be put back
    may_plan: bool


@dataclass(frozen=True)
class Detail:
    sparring: Sparring
    houses: Sequence[Organisation]
    notes: Sequence[SparringNote]
    removed: SparringNote | None
    me: int
    may_note: Verdict
    may_call_off: Verdict
    may_edit: bool


def read_place(reach: Reach, *, everything: bool = False) -> Place:
    now = timezone.now()
    dates = _visible(reach).filter(cancelled_at=None)
    notes = list(_own(reach)[: None if everything else SHOWN + 1])
    return Place(
        coming=list(dates.filter(at__gte=_midnight(now)).order_by("at", "pk")[:SHOWN]),
        held=list(dates.filter(at__lt=_midnight(now)).order_by("-at", "-pk")[:SHOWN]),
        notes=notes if everything else notes[:SHOWN],
        has_more=not everything and len(notes) > SHOWN,
        removed=_removed(reach, now).filter(is_own=True).first(),
        may_plan=reach.may(Permission.SPARRING_EDIT),
    )


def read_sparring(reach: Reach, pk: int) -> Detail:
    """One that the reader is invited to or has arranged; 404 for any other."""
    sparring, now = find_sparring(reach, pk), timezone.now()
    return Detail(
        sparring=sparring,
        houses=list(sparring.invited.order_by("name", "pk")),
        notes=list(sparring.notes.filter(is_own=False, removed_at=None).select_related("by").order_by("-made_at")),
        removed=_removed(reach, now).filter(is_own=False, sparring=sparring).first(),
        me=reach.user_id or 0,
        may_note=rules.may_note(is_called_off=sparring.cancelled_at is not None),
        may_call_off=may_call_off(reach, sparring),
        may_edit=reach.may(Permission.SPARRING_EDIT) and sparring.cancelled_at is None,
    )


def find_sparring(reach: Reach, pk: int) -> Sparring:
    return get_object_or_404(_visible(reach), pk=pk)


def may_call_off(reach: Reach, sparring: Sparring) -> Verdict:
    return rules.may_call_off(
        is_mine=sparring.by_id == reach.user_id,
        is_leader=sparring.municipality_id in reach.towns(Permission.OVERVIEW_READ),
        at=sparring.at,
        now=timezone.now(),
    )


def find_note(reach: Reach, pk: int) -> SparringNote:
    """A note that the reader has written, removed or not; 404 for anybody else's, whoever asks."""
    return get_object_or_404(SparringNote.objects.filter(by=reach.user_id), pk=pk)


def is_seen_by(reach: Reach, note: SparringNote) -> bool:
    """Whether it is a shared note of a date that the reader sees."""
    return not note.is_own and _visible(reach).filter(pk=note.sparring_id or 0).exists()


def list_houses(reach: Reach) -> list[Organisation]:
    """Who can be invited: every house of the municipalities where the reader plans."""
    within = Organisation.objects.within(reach.towns(Permission.SPARRING_EDIT))
    return list(within.exclude(kind=Organisation.Kind.EVALUATOR).order_by("name", "pk"))


def known_names(sparring: Sparring) -> list[str]:
    """Names of the houses and areas of the municipality: they may stand in a note that others read."""
    houses = Organisation.objects.within([sparring.municipality_id]).values_list("name", flat=True)
    return [*houses, *Area.objects.filter(municipality=sparring.municipality_id).values_list("name", flat=True)]


def list_leaders(reach: Reach) -> list[User]:
    """The project leaders of one's own municipality, who can be asked for a talk; never oneself."""
    towns = reach.towns(Permission.SPARRING_JOIN)
    seats = Membership.objects.filter(
        Q(organisation__in=towns) | Q(organisation__municipality__in=towns), role=Role.PROJECT_LEADER
    )
    found = User.objects.filter(pk__in=seats.values("user"), is_active=True).exclude(pk=reach.user_id or 0)
    return list(found.order_by("name", "pk"))


def _visible(reach: Reach) -> QuerySet[Sparring]:
    """Within one's own municipality, where one's house is invited or one has arranged it."""
    houses, towns = reach.where(Permission.SPARRING_JOIN), reach.towns(Permission.SPARRING_JOIN)
    invited = Sparring.invited.through.objects.filter(organisation__in=houses).values("sparring")
    mine = Q(pk__in=invited) | Q(by=reach.user_id)
    return Sparring.objects.filter(mine, municipality__in=towns).select_related("by", "municipality")


def _own(reach: Reach) -> QuerySet[SparringNote]:
    notes = SparringNote.objects.filter(by=reach.user_id, is_own=True, removed_at=None)
    return notes.order_by("-made_at", "-pk")


def _removed(reach: Reach, now: datetime) -> QuerySet[SparringNote]:
    fresh = SparringNote.objects.filter(by=reach.user_id, removed_at__gte=now - rules.UNDO_LASTS)
    return fresh.order_by("-removed_at", "-pk")


def _midnight(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
