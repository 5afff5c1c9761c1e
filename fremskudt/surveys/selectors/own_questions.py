"""The questions somebody may answer with their own key, one at a time: which one, and what they chose a moment ago."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.instruments import Item, UnknownItem, shown
from fremskudt.surveys.models import Answer, Wave
from fremskudt.surveys.rules import asking, bites
from fremskudt.surveys.rules import own_portion as rules
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.asked import (
    Asked,
    asked_by_sheet,
    asked_of,
    is_licensed,
    list_asked,
    takes_part,
    why_not,
)
from fremskudt.surveys.selectors.own_key import Key


@dataclass(frozen=True)
class Sitting:
    """What this session knows of itself: the portion it is in, and the handings in that were its own."""

    wave: int = 0
    items: tuple[str, ...] = ()
    given: tuple[str, ...] = ()  # operations
    shared: str = ""  # said before there was a response to say it of


@dataclass(frozen=True)
class Question:
    asked: Asked
    item: Item
    items: tuple[str, ...]  # today's portion, hidden ones included
    number: int  # from 1, among those that are shown
    of: int
    values: bites.Values  # what may be shown of what stands
    shared: str  # what may be shown of it: "" with a key that only writes


@dataclass(frozen=True)
class Told:
    """One answer that stands, for whoever may see it."""

    item: Item
    place: int  # from 1, in the form
    values: bites.Values


def list_open(key: Key) -> list[Asked]:
    """What may be answered with this key now, what closes first on top."""
    if key.citizen:
        return list_asked(key.citizen)
    one = asked_by_sheet(key.sheet)  # type: ignore[arg-type]
    return [one] if why_not(one) else []


def left_of(one: Asked) -> tuple[str, ...]:
    """The next small portion of a form; nothing when everything is answered, skipped or hidden."""
    bite = one.next_bite
    return rules.portion([item.id for item in one.shown(bite) if one.is_left(item)]) if bite else ()


@transaction.atomic
def read_question(key: Key, sitting: Sitting, number: str, again: str = "") -> Question | None:
    """The question to show; None where nothing is asked now. With a key that sees, showing an answer is an event.

    `again` is the place in the form of one question that is to be changed, for a key that sees.
    """
    waves = list_open(key)
    found = _again(waves, again) if again and key.sees else _today(waves, sitting, number)
    if found is None:
        return None
    if not key.sees:
        return replace(found, values=_chosen_here(found, sitting), shared="")
    record(by=key.actor, action="own_answers.read", subject=found.asked.subject, purpose=Purpose.OWN, fields="coded")
    return found


def find_asked(key: Key, wave: int, version: str = "") -> Asked | None:
    """The form that an answer is for; None where it is not theirs, or takes no answers any more.

    Holds and reasons keep us from asking, so they are not heard: what somebody answers is taken. Begun by this very
    answer, it is the version that was on the screen.
    """
    one = _asked(key, wave)
    if one is None or one.is_of_file or not asking.may_answer(one.stage) or not takes_part(one):
        return None
    if not is_licensed(one.instrument, key.town):
        return None
    return as_shown(one, version) if version else one


def as_shown(one: Asked, version: str) -> Asked | None:
    """In the version that was on the screen; None where it was another than the one that is begun."""
    if one.instrument.hash == version:
        return one
    try:
        seen = instruments.of_hash(version)
    except Http404:
        return None
    if one.response or seen.id != one.instrument.id or one.citizen is None:  # a sheet is of one version
        return None
    return replace(one, instrument=seen, values=bites.empty(seen))


def find_item(one: Asked, id: str) -> Item | None:
    """The question if it is shown now; what is hidden or unknown is not answered."""
    try:
        item = one.instrument.item(id)
    except UnknownItem:
        return None
    return item if shown(item, one.values) is not False else None


def is_own(one: Asked, item: Item, given: Collection[str]) -> bool:
    """Whether what stands at this question was handed in by one of these operations."""
    return bool(_operations(one, item) & {UUID(each) for each in given})


def is_answered(one: Asked, item: Item) -> bool:
    return any(isinstance(one.values[name], int) for name in item.variables)


@transaction.atomic
def read_told(key: Key) -> list[tuple[int, list[Told]]]:
    """Everything that was answered or skipped, by the number of the form in `list_open`, for a key that sees."""
    forms = [(number, _told(one)) for number, one in enumerate(list_open(key), 1)]
    if key.citizen:
        record(by=key.actor, action="own_answers.read", subject=key.citizen.key, purpose=Purpose.OWN, fields="coded")
    return [(number, told) for number, told in forms if told]


def visible(one: Asked, items: Sequence[str]) -> list[str]:
    """Those of a portion that are shown after the answers so far."""
    return [id for id in items if find_item(one, id)]


def left_in(one: Asked, items: Sequence[str]) -> list[str]:
    return [id for id in visible(one, items) if one.is_left(one.instrument.item(id))]


def _asked(key: Key, wave: int) -> Asked | None:
    if key.sheet:
        return asked_by_sheet(key.sheet) if key.sheet.wave_id == wave else None
    mine = Wave.objects.select_related("study").filter(study__municipalities=key.town, study__cut_at=None)
    found = mine.filter(pk=wave, opens_on__lte=timezone.localdate()).first()
    return asked_of(key.citizen, found) if found and key.citizen else None


def _today(waves: Sequence[Asked], sitting: Sitting, number: str) -> Question | None:
    begun = next((one for one in waves if one.wave.pk == sitting.wave), None)
    if begun and sitting.items and (number or left_in(begun, sitting.items)) and visible(begun, sitting.items):
        return _question(begun, sitting.items, number)
    new = next(((one, left_of(one)) for one in waves if left_of(one)), None)
    return _question(*new, number) if new else None


def _again(waves: Sequence[Asked], again: str) -> Question | None:
    """»form.question«, both by number, so that neither the address nor the phone's history tells what was asked."""
    which, _dot, place = again.partition(".")
    if not (which.isdecimal() and place.isdecimal() and len(again) <= 6):
        return None
    for at, one in enumerate(waves, 1):
        for number, item in enumerate(one.instrument.items, 1):
            if (at, number) == (int(which), int(place)) and find_item(one, item.id):
                return _question(one, (item.id,), "1")
    return None


def _question(one: Asked, items: Sequence[str], number: str) -> Question:
    seen = visible(one, items)
    at = rules.place(seen, left_in(one, items), number)
    shared = one.response.shared if one.response else ""
    return Question(one, one.instrument.item(seen[at]), tuple(items), at + 1, len(seen), one.values, shared)


def _chosen_here(found: Question, sitting: Sitting) -> bites.Values:
    """What a key that only writes may show: what this very session handed in, and nobody has changed since."""
    own = is_own(found.asked, found.item, sitting.given)
    return found.asked.values if own else bites.empty(found.asked.instrument)


def _operations(one: Asked, item: Item) -> set[UUID]:
    if one.response is None:
        return set()
    told = Answer.objects.filter(response=one.response, variable__in=item.variables, given__isnull=False)
    return set(told.values_list("given__operation", flat=True))


def _told(one: Asked) -> list[Told]:
    return [
        Told(item, place, one.values)
        for place, item in enumerate(one.instrument.items, 1)
        if find_item(one, item.id) and not one.is_left(item)
    ]
