"""A citizen's name, CPR, phone and address, opened for one who may read them. Each look is written in the log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404

from fremskudt.access import audit, cipher
from fremskudt.access.cipher import Binding, Wrapped
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models.citizen import Citizen, CitizenQuerySet
from fremskudt.casework.models.identity import Identity
from fremskudt.casework.rules import identity as rules
from fremskudt.casework.rules.sound import keys_sound_alike, sound_keys

FIELDS = ("name", "cpr", "phone", "address")


@dataclass(frozen=True)
class IdentityValues:
    """What is known of who a citizen is; each may be missing. Not in its repr, so that no log or error shows it."""

    name: str | None = field(default=None, repr=False)
    cpr: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)

    @property
    def masked_cpr(self) -> str:
        return rules.masked_cpr(self.cpr) if self.cpr else ""

    @property
    def shown_cpr(self) -> str:
        return rules.shown_cpr(self.cpr) if self.cpr else ""

    @property
    def shown_phone(self) -> str:
        return rules.shown_phone(self.phone) if self.phone else ""


@dataclass(frozen=True)
class Found:
    """One who was searched for; the name is empty when none is known."""

    code: str
    alias: str
    name: str = field(repr=False)


def read_identity(reach: Reach, code: str, purpose: str) -> IdentityValues:
    """Who the citizen is. Not found beyond the reader's reach, where they may not read it, and where nobody has it."""
    with transaction.atomic():
        citizen = get_object_or_404(_readable(reach), code=code)
        values = _open(_holder(citizen), FIELDS)
        audit.record(by=reach.actor, action="identity.read", subject=citizen.key, purpose=purpose, fields="identifying")
    return values


def find_by_name(reach: Reach, words: str, purpose: str) -> list[Found]:
    """Citizens of the reader's own whose name or alias has words that begin like these. The words are never kept."""
    wanted = rules.folded(words)
    if not wanted:
        return []
    with transaction.atomic():
        everyone = ((one, _open(one, ["name"]).name) for one in _family(reach))
        known = [(_person(one), name) for one, name in everyone if rules.is_named(wanted, name, one.alias)]
        return _told(reach, known, purpose)


def codes_by_sound(reach: Reach, words: str) -> set[str]:
    """Codes of the reader's own of whose names one sounds like the first of these words, compared in memory.

    Whoever shows one of them writes the events; the words and the names go nowhere.
    """
    wanted = sound_keys(words)
    if not wanted:
        return set()
    named = ((_person(one).code, sound_keys(_open(one, ["name"]).name or "")) for one in _family(reach))
    return {code for code, keys in named if keys_sound_alike(wanted, keys)}


def pairs_by_sound(reach: Reach) -> list[tuple[str, str]]:
    """Codes of each two of the reader's own whose names sound alike, compared in the same way."""
    named = [(_person(one).code, sound_keys(_open(one, ["name"]).name or "")) for one in _family(reach)]
    alike = combinations(((code, keys) for code, keys in named if keys), 2)
    return [(code, other) for (code, keys), (other, more) in alike if code != other and keys_sound_alike(keys, more)]


def find_by_cpr(reach: Reach, cpr: str, purpose: str) -> list[Found]:
    """Citizens of the reader's own with this CPR number; BadIdentityError when it cannot be one."""
    number = rules.normal_cpr(cpr)
    if number is None:
        return []
    marks = [cpr_mark(town, number) for town in reach.towns(Permission.IDENTITY_READ)]
    with transaction.atomic():
        known = [(_person(one), _open(one, ["name"]).name) for one in _family(reach, identity__cpr_index__in=marks)]
        return _told(reach, known, purpose)


def bound(citizen: Citizen, column: str) -> Binding:
    """Where a sealed value of this citizen belongs."""
    return Binding("identity", column, citizen.code)


def cpr_mark(town: int, number: str) -> str:
    """By what a CPR number (ten digits) is looked up in a municipality."""
    return cipher.blind_index("cpr", town, number)


def _told(reach: Reach, known: list[tuple[Citizen, str | None]], purpose: str) -> list[Found]:
    """Each person once, with the events of it."""
    shown: dict[int, tuple[Citizen, str | None]] = {}
    for citizen, name in known:
        shown.setdefault(citizen.pk, (citizen, name))
    _record_search(reach, [citizen for citizen, _name in shown.values()], purpose)
    return [Found(citizen.code, citizen.alias, name or "") for citizen, name in shown.values()]


def _person(record: Citizen) -> Citizen:
    """Whom a record stands for: of those that were merged, the one that was kept."""
    return record.merged_into or record


def _family(reach: Reach, **wanted: Any) -> CitizenQuerySet:
    """The records of those whose identity the reader may read; of what was merged too, the kept one first."""
    found = Citizen.objects.family_of(_readable(reach).values("pk")).filter(**wanted)
    return found.select_related("identity", "merged_into").order_by(F("merged_into").asc(nulls_first=True), "alias")


def _holder(citizen: Citizen) -> Citizen:
    """Whose identity is shown: the citizen's own; while it has none, that of a record which was merged into it."""
    if getattr(citizen, "identity", None):
        return citizen
    merged = citizen.merged_from.filter(identity__isnull=False).select_related("identity").order_by("pk")
    return merged.first() or citizen


def _readable(reach: Reach) -> CitizenQuerySet:
    """The reader's own citizens, where they may also read identity."""
    readable = Citizen.objects.visible_to(reach).filter(municipality__in=reach.towns(Permission.IDENTITY_READ))
    return readable.select_related("identity")


def _open(citizen: Citizen, columns: Iterable[str]) -> IdentityValues:
    kept: Identity | None = getattr(citizen, "identity", None)
    if kept is None:
        return IdentityValues()
    key = cipher.unwrap(Wrapped(kept.key_version, bytes(kept.wrapped_key)), citizen.key)
    sealed = {column: getattr(kept, column) for column in columns}
    opened = {
        column: cipher.open(key, blob, bound(citizen, column)) for column, blob in sealed.items() if blob is not None
    }
    return IdentityValues(**opened)


def _record_search(reach: Reach, shown: list[Citizen], purpose: str) -> None:
    audit.record(by=reach.actor, action="citizen.search", subject=reach.actor.key, purpose=purpose)
    subjects = [citizen.key for citizen in shown]
    audit.record_reads(by=reach.actor, action="identity.read", subjects=subjects, purpose=purpose, fields="identifying")
