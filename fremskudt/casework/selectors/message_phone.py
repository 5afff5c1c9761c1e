"""A citizen's number, opened for one who sends to it or hears from it. It goes nowhere else.

Whoever sends, or shows its end, writes the event of it in the same transaction. A number that came back is compared
here, in memory, with those of people who want to be written to, some at a time.
"""

from collections.abc import Collection, Iterator, Sequence

from django.db.models import F, Q, QuerySet

from fremskudt.access import cipher
from fremskudt.access.cipher import Wrapped
from fremskudt.casework.models import Citizen
from fremskudt.casework.models.identity import Identity
from fremskudt.casework.selectors.identity import bound

AT_A_TIME = 200


def has_phone(citizen: Citizen) -> bool:
    """Whether a number is known, without opening it."""
    holder = _of([citizen.pk]).first()
    return holder is not None and holder.phone is not None


def open_phone(citizen: Citizen) -> str | None:
    """The number with + and country. Of what was merged the kept record's identity; while it has none, the other's."""
    holder = _of([citizen.pk]).first()
    return _open(holder) if holder else None


def whose_phone(numbers: Collection[str], citizens: Sequence[int]) -> dict[str, list[int]]:
    """Number → those of these people (ids of kept records) who have it. Two may share a phone."""
    found: dict[str, list[int]] = {}
    for root, number in _numbers(citizens):
        if number and number in numbers:
            found.setdefault(number, []).append(root)
    return found


def _numbers(citizens: Sequence[int]) -> Iterator[tuple[int, str | None]]:
    for start in range(0, len(citizens), AT_A_TIME):
        seen = set[int]()
        for one in _of(citizens[start : start + AT_A_TIME]):
            root = one.citizen.merged_into_id or one.citizen_id
            if root not in seen:  # the kept record's own comes first
                seen.add(root)
                yield root, _open(one)


def _of(citizens: Collection[int]) -> QuerySet[Identity]:
    family = Q(citizen__in=citizens) | Q(citizen__merged_into__in=citizens)
    own_first = F("citizen__merged_into").asc(nulls_first=True)
    return Identity.objects.filter(family).select_related("citizen").order_by(own_first, "citizen")


def _open(one: Identity) -> str | None:
    if one.phone is None:
        return None
    key = cipher.unwrap(Wrapped(one.key_version, bytes(one.wrapped_key)), one.citizen.key)
    return cipher.open(key, bytes(one.phone), bound(one.citizen, "phone"))
