"""Where each person stands in a wave: in one state and no other, so that the states sum to everybody.

What was answered comes first: whoever answered counts, also outside their dates. Then whether they could answer at all,
then what they said, then what was told of why, and last whether anybody asked. Of a wave that is over, the last day on
which they could have begun is the day that counts, so that what happens later does not write its history anew.

Unit: persons. Source: screens.md L3 and V2, ideas.md sections 5 and 8, F36; the issue's own list of reasons.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from fremskudt.basics.words import gettext_noop as _
from fremskudt.surveys.rules.asking import Stage, Window
from fremskudt.surveys.rules.turnout import Opening, Person, is_expected
from fremskudt.surveys.rules.why_no_answer import WHY, Why


class Standing(StrEnum):
    """The keys stand in addresses and tests; they are not stored."""

    WHOLE = "whole"
    IN_PROGRESS = "in_progress"  # answered in part, and may go on
    STOPPED = "stopped"  # answered in part, and will not
    ASKED = "asked"  # asked, and has not answered
    SAID_NO = "said_no"  # to the study, or this time
    NOT_FOUND = "not_found"
    HELD_BACK = "held_back"
    COULD_NOT = "could_not"  # not able, admitted, in prison
    NOT_ASKED = "not_asked"
    GONE = "gone"  # moved, died: could not answer at all
    NOT_YET = "not_yet"  # had not started
    ENDED = "ended"  # had ended before


@dataclass(frozen=True)
class Meaning:
    """What a state counts as. `staff_words` are those of a form that staff fill in; empty: the same."""

    words: str
    eligible: bool = True
    asked: bool = False
    answered: bool = False
    staff_words: str = ""


MEANING: Mapping[Standing, Meaning] = {
    Standing.WHOLE: Meaning(_("Svaret helt"), asked=True, answered=True, staff_words=_("Udfyldt")),
    Standing.IN_PROGRESS: Meaning(_("I gang"), asked=True, answered=True, staff_words=_("Begyndt")),
    Standing.STOPPED: Meaning(_("Svaret en del"), asked=True, answered=True, staff_words=_("Udfyldt en del")),
    Standing.ASKED: Meaning(_("Spurgt, ikke svaret"), asked=True),
    Standing.SAID_NO: Meaning(_("Sagt nej"), asked=True),
    Standing.NOT_FOUND: Meaning(_("Ikke truffet")),
    Standing.HELD_BACK: Meaning(_("Holdt tilbage")),
    Standing.COULD_NOT: Meaning(_("Kunne ikke")),
    Standing.NOT_ASKED: Meaning(_("Ikke spurgt"), staff_words=_("Ikke udfyldt")),
    Standing.GONE: Meaning(_("Flyttet eller død"), eligible=False),
    Standing.NOT_YET: Meaning(_("Ikke begyndt"), eligible=False),
    Standing.ENDED: Meaning(_("Sluttet før"), eligible=False),
}
OF_WHY: Mapping[str, Standing] = {
    Why.SAID_NO: Standing.SAID_NO,
    Why.NOT_ABLE: Standing.COULD_NOT,
    Why.ADMITTED: Standing.COULD_NOT,
    Why.IN_PRISON: Standing.COULD_NOT,
    Why.NOT_ASKED: Standing.NOT_ASKED,
    Why.BROKEN_OFF: Standing.ASKED,  # without an answer: only begun on paper, or all of it taken back
    Why.MOVED: Standing.GONE,
    Why.DIED: Standing.GONE,
}


class Situation(NamedTuple):
    """What is known of one person in one wave, on the day that counts (see `day_that_counts`)."""

    person: Person
    begun: bool = False  # there is a response
    is_whole: bool = False
    stage: Stage = Stage.OPEN  # this person's
    may_go_on: bool = True  # a yes to the study stands today, and the answers did not come in a file
    said_no: bool = False  # to the study
    why: str = ""  # the reason that stands, of this wave or for good; a key of WHY
    is_held: bool = False
    is_invited: bool = False  # in this wave; later than `why` where that is »not found«
    is_staff: bool = False  # staff fill the form in: nobody is asked, and no reason holds it back


def day_that_counts(of: Window, today: date) -> date:
    """Today, and once nobody can begin any more the last day on which somebody could."""
    return min(today, of.start_by)


def standing_of(one: Situation, of: Window) -> Standing:
    """The one state. Unknown dates rule nobody out; a person nobody has asked anything is not asked."""
    if one.begun:
        return _answered(one)
    if not one.is_staff and OF_WHY.get(one.why) is Standing.GONE:
        return Standing.GONE
    if outside := _outside(one.person, of):
        return outside
    if one.said_no:
        return Standing.SAID_NO
    return Standing.NOT_ASKED if one.is_staff else _silent(one)


def _answered(one: Situation) -> Standing:
    if one.is_whole:
        return Standing.WHOLE
    is_over = not one.may_go_on or one.stage is Stage.CLOSED
    is_stopped = not one.is_staff and one.why in WHY and WHY[one.why].stops
    return Standing.STOPPED if is_over or is_stopped else Standing.IN_PROGRESS


def _outside(person: Person, of: Window) -> Standing | None:
    """In a wave is whoever was active on one of the days on which one could begin."""
    if is_expected(person, Opening(0, of.opens_on, of.start_by)):
        return None
    return Standing.ENDED if person.ended_on and person.ended_on < of.opens_on else Standing.NOT_YET


def _silent(one: Situation) -> Standing:
    """Somebody who could have answered, and has not."""
    if one.why in OF_WHY:
        return OF_WHY[one.why]
    if one.is_held:
        return Standing.HELD_BACK
    if one.is_invited:
        return Standing.ASKED
    return Standing.NOT_FOUND if one.why == Why.NOT_FOUND else Standing.NOT_ASKED


def is_accounted_for(standing: Standing, *, why: str, is_over: bool) -> bool:
    """Whether nothing is owed: an answer that is finished, or a reason. `is_over`: nobody can begin any more.

    While they may still be asked, »not found« and a hold are a wait. Afterwards they are the reason.
    """
    if standing in {Standing.NOT_FOUND, Standing.HELD_BACK}:
        return is_over
    if standing in {Standing.ASKED, Standing.NOT_ASKED}:
        return why in WHY and WHY[why].stops
    return standing is not Standing.IN_PROGRESS


@dataclass(frozen=True)
class Tally:
    """How many stand where, of one wave. `n_accounted`: of those who could answer."""

    counts: Mapping[Standing, int]
    n_accounted: int = 0

    def of(self, standing: Standing) -> int:
        return self.counts.get(standing, 0)

    @cached_property
    def n_all(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def n_eligible(self) -> int:
        """Who could have answered."""
        return sum(n for standing, n in self.counts.items() if MEANING[standing].eligible)

    @cached_property
    def n_asked(self) -> int:
        return sum(n for standing, n in self.counts.items() if MEANING[standing].asked)

    @property
    def n_whole(self) -> int:
        return self.of(Standing.WHOLE)

    @property
    def n_part(self) -> int:
        return self.of(Standing.IN_PROGRESS) + self.of(Standing.STOPPED)

    @property
    def n_answered(self) -> int:
        """Whole or in part: as many as there are responses."""
        return self.n_whole + self.n_part

    @property
    def n_silent(self) -> int:
        """Could have answered, and did not."""
        return self.n_eligible - self.n_answered

    @property
    def n_unaccounted(self) -> int:
        return self.n_eligible - self.n_accounted

    @property
    def pct_whole(self) -> int | None:
        """Of those who could answer, in whole percent; None for nobody. Never shown without both numbers."""
        return round(100 * self.n_whole / self.n_eligible) if self.n_eligible else None


def tally(people: Iterable[tuple[Standing, bool]]) -> Tally:
    """Of each person's state and whether they are accounted for."""
    found = list(people)
    counts = Counter(standing for standing, _accounted in found)
    return Tally(counts, sum(accounted and MEANING[standing].eligible for standing, accounted in found))
