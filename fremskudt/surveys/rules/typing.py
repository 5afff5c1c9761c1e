"""A paper sheet typed in: the key of each answer, what a handing in may touch, and how two typings are compared.

Source: screens.md L4 and section 4; ideas.md section 9 (one key per answer, a share typed twice); F34, F35.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from fremskudt.basics.verdict import Verdict
from fremskudt.basics.words import gettext_noop as _
from fremskudt.instruments import Instrument, Item, Missing, shown
from fremskudt.surveys.rules.bites import NONE_OF_THEM, Given, Values, answered, empty

TWICE = 5  # one sheet in so many is typed by a second hand
TEN = "t"
OTHER_VERSION = _(
    "Arket er trykt med en anden version af spørgsmålene end den, der er begyndt på. Print et nyt ark, og tast det."
)
TYPED_ALREADY = _("Arket er allerede tastet. Se det, der står.")
NOT_TYPED = _("Arket er ikke tastet første gang endnu.")
NOTHING_TO_PRINT = _("Der er ingen spørgsmål at printe lige nu.")
NOT_SEEN = _("Svarene er skjult for dig. Borgeren har valgt det.")
CHECKED_ALREADY = _("Arket er allerede tastet to gange.")
NO_ANSWER = {Missing.SKIPPED, Missing.REFUSED, Missing.DONT_KNOW}  # somebody said so


def marks(item: Item) -> dict[int | str, str]:
    """Answer → the key that is pressed for it and that stands beside its box, in the order of the boxes.

    A code from 0 to 9 is its own digit and 10 is T; options of which many can be ticked are numbered from 1, with
    »none of them« as 0. No key (an empty text) where there is none; a number with more digits is typed as it is.
    """
    scale = item.scale
    if scale.kind == "multiple":
        numbered: dict[int | str, str] = {
            str(option.slug): str(at) if at < 10 else "" for at, option in enumerate(scale.options, start=1)
        }
        return {**numbered, NONE_OF_THEM: "0"}
    return {code: key_of(code) for code in scale.codes}


def key_of(code: int) -> str:
    """The key for one code; empty where there is none."""
    if code == 10:
        return TEN
    return str(code) if 0 <= code <= 9 else ""


def is_typed_twice(sheet: int) -> bool:
    """Whether a sheet (its number) is one of those that are typed a second time: every fifth, as they were printed."""
    return sheet % TWICE == 0


def may_type(*, printed: str, begun: str) -> Verdict:
    """May a sheet be typed? `printed` is the fingerprint of the questions on it, `begun` of those answered so far."""
    return Verdict.yes() if printed == begun else Verdict.no(OTHER_VERSION)


def may_check(*, typed_at: datetime | None, checked_at: datetime | None) -> Verdict:
    """May it be typed the second time?"""
    if typed_at is None:
        return Verdict.no(NOT_TYPED)
    return Verdict.no(CHECKED_ALREADY) if checked_at else Verdict.yes()


def may_correct(*, typed_at: datetime | None) -> Verdict:
    """May what was typed be put right?"""
    return Verdict.yes() if typed_at else Verdict.no(NOT_TYPED)


def may_see(*, is_shared: bool, follows: bool, had_it_on: date | None, today: date) -> bool:
    """May a worker see what stands of a sheet that is typed?

    Whom the citizen has said may see it and who follows them, may. Whoever had the paper in the hand (`had_it_on`: the
    day they typed it, None: they did not) may that day, to mend what went wrong; later it is nobody's to read.
    """
    return (is_shared and follows) or had_it_on == today


def typed_values(instrument: Instrument, item: str, answer: object) -> Values:
    """The variables of one item as they were typed, whatever the rest of the form hides."""
    after = answered(instrument, [item], {item: answer}, empty(instrument))  # type: ignore[dict-item]
    return {name: after[name] for name in instrument.item(item).variables}


def is_answer(values: Values) -> bool:
    """Whether there is an answer, and not a reason for none."""
    return any(isinstance(value, int) for value in values.values())


def is_left_open(values: Values) -> bool:
    """Whether nobody has said anything: not asked, hidden, or a cross that nobody could read."""
    return not is_answer(values) and not any(value in NO_ANSWER for value in values.values())


@dataclass(frozen=True)
class Sorted:
    """What becomes of each typed item: it is new, it stands already, or it is asked which of two to keep."""

    new: tuple[str, ...]
    stands: tuple[str, ...]
    clashes: tuple[str, ...]


def sort(instrument: Instrument, given: Given, values: Values) -> Sorted:
    """Typed answers against those that were given otherwise. An answer never gives way to a row without one.

    A question that somebody skipped or wiped elsewhere counts as theirs: a cross for it on an old sheet is a clash.
    """
    new, stands, clashes = [], [], []
    for id, answer in given.items():
        typed = typed_values(instrument, id, answer)
        before = {name: values[name] for name in typed}
        if is_left_open(before):
            new.append(id)
        elif not is_answer(typed) or typed == before:
            stands.append(id)
        else:
            clashes.append(id)
    return Sorted(tuple(new), tuple(stands), tuple(clashes))


@dataclass(frozen=True)
class Difference:
    """One question that two typings of a sheet do not say the same of."""

    item: str
    first: Values
    second: Values


def differences(instrument: Instrument, first: Values, given: Given, fields: Collection[str]) -> list[Difference]:
    """Where the second typing differs from the first, in the order of the form.

    `fields` are the variables that can be compared: those the first typing handed in and those nobody has come to.
    A row without any key and »skipped« are the same: on the paper they are.
    """
    found, known = [], _known(instrument, given)
    for item in instrument.items:
        if any(name not in fields for name in item.variables):
            continue
        before = {name: first[name] for name in item.variables}
        is_silent = item.id not in given or shown(item, known) is False
        typed: Values = dict.fromkeys(before) if is_silent else {name: known[name] for name in before}
        if _compared(before) != _compared(typed):
            found.append(Difference(item.id, before, typed))
    return found


def _compared(values: Values) -> Values:
    silent = {None, Missing.NOT_ASKED, Missing.NOT_SHOWN, Missing.SKIPPED}
    return {name: None if value in silent else value for name, value in values.items()}


def _known(instrument: Instrument, given: Given) -> Values:
    """Everything that was typed, by variable."""
    found: Values = {}
    for id, answer in given.items():
        found |= typed_values(instrument, id, answer)
    return found


def gaps(instrument: Instrument, given: Given) -> list[str]:
    """Items without a key that come before the last one with a key and are shown: rows that were passed over.

    What follows the last key is no gap: there the citizen stopped, and may be asked the rest another day.
    """
    known = _known(instrument, given)
    typed = [at for at, item in enumerate(instrument.items) if item.id in given]
    before = instrument.items[: max(typed, default=0)]
    return [item.id for item in before if item.id not in given and shown(item, known) is not False]


def errors_per_thousand(*, n_differences: int, n_fields: int) -> float | None:
    """Differences for each 1,000 fields typed twice; None while nothing is."""
    return 1000 * n_differences / n_fields if n_fields else None


def shared_after(before: str, said: str) -> str:
    """May the contact see the answers ("yes", "no", "": not said), once a sheet says so too? A no always counts.

    A yes on paper does not undo a no that was said elsewhere: nobody knows which came last.
    """
    return said if said == "no" or not before else before
