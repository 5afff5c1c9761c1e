"""Who may be the same person, among those the reader sees anyway: asked before one is made, and looked through later.

A therapist sees those they follow; a leader the codes and aliases of the municipality, never how anybody is called.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Area, Organisation
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Appointment, Assignment, Case, Citizen, Merge, NotSame
from fremskudt.casework.models.citizen import ROOT, CitizenQuerySet
from fremskudt.casework.rules import duplicates as rules
from fremskudt.casework.rules.door import spellings
from fremskudt.casework.rules.duplicates import Reason, Sketch
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.selectors import identity as identities
from fremskudt.casework.selectors.followed import followed


@dataclass(frozen=True)
class Person:
    """One of two, or one who looks like the new one."""

    citizen: Citizen
    is_followed: bool  # else a leader sees the code and the alias alone
    birth_year: int | None = None
    areas: frozenset[int] = frozenset()
    found_on: date | None = None
    n_courses: int = 0
    followers: Sequence[str] = ()
    reasons: Sequence[Reason] = ()

    @property
    def sketch(self) -> Sketch:
        return Sketch(self.citizen.alias, self.birth_year, self.areas)


@dataclass(frozen=True)
class Pair:
    one: Person
    other: Person
    reasons: Sequence[Reason] = ()

    @property
    def purpose(self) -> Purpose:
        return _purpose([self.one, self.other])


@dataclass(frozen=True)
class Together:
    """Two that were merged, and can be two again."""

    pk: int
    kept: Citizen
    other: Citizen
    made_at: datetime
    by: str


@dataclass(frozen=True)
class Listing:
    pairs: list[Pair]
    merged: list[Together]
    page: int
    more: bool


def list_areas(towns: Sequence[Organisation]) -> list[Area]:
    """The parts of these municipalities, for saying coarsely where somebody is met."""
    return list(Area.objects.filter(municipality__in=towns, closed_at=None).order_by("name"))


@transaction.atomic
def find_alike(reach: Reach, wanted: Sketch, first_name: str, apart_from: Iterable[str] = ()) -> list[Person]:
    """Those within the reader's sight who may be the one that is about to be made, with an event of each shown.

    A name is compared only by one who may read names, in memory, and only with those whose names they may read.
    `apart_from` are the codes of those whom the reader has been asked about already.
    """
    seen, people = set(apart_from), _people(reach)
    named = identities.codes_by_sound(reach, first_name) if reach.may(Permission.IDENTITY_READ) else set()
    found = [
        replace(person, reasons=why)
        for person in people.values()
        if person.citizen.code not in seen
        and (why := rules.reasons(wanted, person.sketch, names_alike=person.citizen.code in named))
    ]
    shown = sorted(found, key=lambda person: (-len(person.reasons), person.citizen.alias))[:SHOWN]
    _log(reach, shown, names_compared=bool(first_name))
    return shown


def of_codes(reach: Reach, codes: Iterable[str]) -> list[Citizen]:
    """Those of these codes who are within the reader's sight. Shows nothing."""
    return list(_within_sight(reach).filter(code__in=list(codes)).order_by("pk"))


@transaction.atomic
def list_pairs(reach: Reach, page: int) -> Listing:
    """A page of each two that may be the same, and those that were merged. Every one shown is an event."""
    people = _people(reach)
    of_code = {person.citizen.code: pk for pk, person in people.items()}
    codes = identities.pairs_by_sound(reach) if reach.may(Permission.IDENTITY_READ) else []
    named = [(of_code[one], of_code[other]) for one, other in codes if one in of_code and other in of_code]
    sketches, apart = {pk: person.sketch for pk, person in people.items()}, _apart(reach)
    found = list(rules.pairs(sketches, named, apart).items())[span(page)]
    pairs = [Pair(people[one], people[other], why) for (one, other), why in found[:SHOWN]]
    merged = [_together(row) for row in _standing(reach).order_by("-made_at", "-pk")[:SHOWN]] if page == 1 else []
    shown = [person for pair in pairs for person in (pair.one, pair.other)]
    shown += [people[row.kept.pk] for row in merged]
    _log(
        reach,
        list({person.citizen.pk: person for person in shown}.values()),
        names_compared=reach.may(Permission.IDENTITY_READ),
    )
    return Listing(pairs, merged, page, more=len(found) > SHOWN)


@transaction.atomic
def read_pair(reach: Reach, code: str, other: str) -> Pair:
    """Two that somebody thinks of merging, as they are shown, with an event of each."""
    pair = find_pair(reach, code, other)
    told = _told([pair.one, pair.other])
    shown = Pair(told[0], told[1])
    _log(reach, [shown.one, shown.other])
    return shown


def find_pair(reach: Reach, code: str, other: str) -> Pair:
    """The two that an act concerns, or 404. Shows nothing."""
    people = {person.citizen.code: person for person in _people(reach, code, other).values()}
    if code == other or not {code, other} <= people.keys():
        raise Http404
    return Pair(people[code], people[other])


def find_codes(reach: Reach, first: str, second: str) -> tuple[str, str] | None:
    """The two that somebody wrote the codes of, in the spelling of the log; none when one of them is not there."""
    within = _within_sight(reach).order_by("pk")
    found = [within.filter(code__in=spellings(code)).values_list("code", flat=True).first() for code in (first, second)]
    return (found[0], found[1]) if found[0] and found[1] and found[0] != found[1] else None


@transaction.atomic
def read_merge(reach: Reach, code: str, pk: int) -> Together:
    """A merge that can be undone, with an event."""
    merge = find_merge(reach, code, pk)
    _log(reach, [_people(reach, code)[merge.kept_id]])
    return _together(merge)


def find_merge(reach: Reach, code: str, pk: int) -> Merge:
    """The merge that an act concerns, or 404. Shows nothing."""
    return get_object_or_404(_standing(reach), pk=pk, kept__code=code)


def purpose_of(reach: Reach, citizen: Citizen) -> Purpose:
    """What an act on this record is logged as: care of one's own, else looking after the house."""
    return Purpose.CARE if followed(reach).filter(pk=citizen.pk).exists() else Purpose.ADMINISTRATION


def verdict_on_sight(pair: Pair) -> Verdict:
    """May the reader merge them, by what of them they see?"""
    return rules.may_be_merged_by(follows_one=pair.one.is_followed, follows_other=pair.other.is_followed)


def verdict_on_both(pair: Pair) -> Verdict:
    """May they be merged in one direction or the other, by this reader?"""
    sight, one, other = verdict_on_sight(pair), pair.one.citizen, pair.other.citizen
    ways = [verdict_on(kept=one, other=other), verdict_on(kept=other, other=one)] if sight else [sight]
    return next((way for way in ways if way), ways[0])


def verdict_on(*, kept: Citizen, other: Citizen) -> Verdict:
    """May `other` go into `kept` now?"""
    return rules.may_merge(
        same_town=kept.municipality_id == other.municipality_id,
        is_merged=kept.merged_into_id is not None or other.merged_into_id is not None,
        has_others=Citizen.objects.filter(merged_into=other).exists(),
    )


def _within_sight(reach: Reach) -> CitizenQuerySet:
    """Those the reader follows, and for a leader everybody in town.

    Never through an opened door, which closes again: a merge stays.
    """
    town = Citizen.objects.in_towns_of(reach, Permission.CASELOAD_ASSIGN)
    within = Citizen.objects.filter(Q(pk__in=followed(reach).values("pk")) | Q(pk__in=town.values("pk")))
    return within.filter(municipality__in=reach.towns(Permission.CITIZEN_CREATE))


def _standing(reach: Reach) -> QuerySet[Merge]:
    within = _within_sight(reach).values("pk")
    return Merge.objects.filter(undone_at=None, kept__in=within).select_related("kept", "merged", "by")


def _apart(reach: Reach) -> list[tuple[int, int]]:
    within = _within_sight(reach).values("pk")
    return list(NotSame.objects.filter(first__in=within, second__in=within).values_list("first", "second"))


def _people(reach: Reach, *codes: str) -> dict[int, Person]:
    """Id of each within sight (or of those codes) → what is known, by whichever of the records that were merged."""
    within = _within_sight(reach).filter(code__in=codes) if codes else _within_sight(reach)
    mine = Q(pk__in=followed(reach).values("pk"))
    family = Citizen.objects.family_of(within.values("pk"))
    known = family.annotate(is_mine=ExpressionWrapper(mine, BooleanField())).order_by("alias", "pk")
    records: list[Any] = list(known)
    years = {row.merged_into_id: row.birth_year for row in records if row.merged_into_id and row.birth_year}
    areas = _areas(family)
    return {
        row.pk: Person(row, row.is_mine, row.birth_year or years.get(row.pk), frozenset(areas.get(row.pk, ())))
        for row in records
        if row.merged_into_id is None
    }


def _areas(family: CitizenQuerySet) -> dict[int, set[int]]:
    """In which areas each has been met, or will be."""
    found: dict[int, set[int]] = {}
    met = Appointment.objects.filter(case__citizen__in=family.values("pk"), area__isnull=False).order_by()
    for citizen, kept, area in met.values_list("case__citizen", "case__citizen__merged_into", "area").distinct():
        found.setdefault(kept or citizen, set()).add(area or 0)
    return found


def _told(people: list[Person]) -> list[Person]:
    """With what the page of two says of each: since when, how many courses, and who follows."""
    family = Citizen.objects.family_of([person.citizen.pk for person in people]).values("pk")
    found: dict[int, list[date]] = {}
    for root, found_on in Case.objects.filter(citizen__in=family).annotate(root=ROOT).values_list("root", "found_on"):
        found.setdefault(root, []).append(found_on)
    names: dict[int, dict[str, None]] = {}
    following = Assignment.objects.in_force().filter(citizen__in=family).annotate(root=ROOT).order_by("began_at")
    for root, name in following.values_list("root", "user__name"):
        names.setdefault(root, {})[name] = None
    return [
        replace(
            person, found_on=min(found.get(person.citizen.pk, ()), default=None),
            n_courses=len(found.get(person.citizen.pk, ())), followers=tuple(names.get(person.citizen.pk, ())),
        )
        for person in people
    ]  # fmt: skip


def _together(row: Merge) -> Together:
    return Together(row.pk, row.kept, row.merged, row.made_at, row.by.name)


def _purpose(shown: Sequence[Person]) -> Purpose:
    """Care of one's own; where a leader sees others too, looking after the house."""
    return Purpose.CARE if all(person.is_followed for person in shown) else Purpose.ADMINISTRATION


def _log(reach: Reach, shown: Sequence[Person], *, names_compared: bool = False) -> None:
    """An event for each that is shown; where names were compared, one of the reader too, alike or not."""
    subjects = [reach.actor.key] * names_compared + [person.citizen.key for person in shown]
    fields = "coded,identifying" if names_compared else "coded"
    audit.record_reads(
        by=reach.actor, action="duplicates.read", subjects=subjects, purpose=_purpose(shown), fields=fields
    )
