"""»Hvordan går det?« of one citizen: what could be asked today, what is answered, and what keeps us from asking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.selectors.case import Opened, log_read
from fremskudt.instruments import Bite, Item, Missing
from fremskudt.surveys.rules.asking import NO_YES, Stage
from fremskudt.surveys.rules.questions import NOTHING_NOW, today_bite
from fremskudt.surveys.selectors.asked import Asked
from fremskudt.surveys.selectors.questions_course import Person, find_person
from fremskudt.surveys.selectors.questions_rows import Row, rows_of


@dataclass(frozen=True)
class Theme:
    """One bite of the form: how many of its questions are answered, skipped and left. Never what was answered."""

    bite: Bite
    n_answered: int
    n_skipped: int
    n_left: int


@dataclass(frozen=True)
class Told:
    """How far somebody is in a wave, for the one who asks."""

    row: Row

    @property
    def asked(self) -> Asked:
        return self.row.asked

    @cached_property
    def left(self) -> list[Item]:
        return left_in(self.asked)

    @cached_property
    def shown(self) -> list[Item]:
        return [item for bite in self.asked.bites for item in self.asked.shown(bite)]

    @cached_property
    def themes(self) -> list[Theme]:
        return [_theme(self.asked, bite) for bite in self.asked.bites]

    @property
    def n_answered(self) -> int:
        return sum(theme.n_answered for theme in self.themes)

    @property
    def n_skipped(self) -> int:
        return sum(theme.n_skipped for theme in self.themes)

    @property
    def is_begun(self) -> bool:
        return self.asked.response is not None

    @property
    def is_late(self) -> bool:
        return self.asked.stage is Stage.LATE

    @property
    def shared(self) -> str:
        """May the contact see the answers: yes, no, or nothing said yet."""
        return self.asked.response.shared if self.asked.response else ""


@dataclass(frozen=True)
class Page:
    person: Person
    every: Sequence[Row]  # of all waves of the town's studies, what closes first on top

    @cached_property
    def rows(self) -> list[Told]:
        """What is open now, of studies the citizen takes part in."""
        shut = {Stage.BEFORE, Stage.CLOSED}
        return [Told(row) for row in self.every if row.takes_part and row.asked.stage not in shut]

    @property
    def not_asked(self) -> list[str]:
        """Titles of studies that are going on, about which nobody has asked."""
        return _titles(row for row in self.every if row.asked.stage is Stage.OPEN and not row.told)

    @property
    def said_no(self) -> list[str]:
        return _titles(row for row in self.every if row.asked.stage is Stage.OPEN and row.told and not row.takes_part)

    @property
    def opens_on(self) -> date | None:
        """When the next wave opens, where one is planned."""
        later = (row.asked for row in self.every if row.takes_part and row.asked.stage is Stage.BEFORE)
        return min((one.wave.opens_on for one in later), default=None)

    @property
    def of_each_study(self) -> list[Asked]:
        """One wave of each study the citizen takes part in: the newest that has opened, else the first to come."""
        mine = [row.asked for row in self.every if row.takes_part]
        newest = sorted(mine, key=lambda one: one.wave.opens_on, reverse=True)
        first = {one.study.pk: one for one in newest}
        return list((first | {one.study.pk: one for one in reversed(newest) if one.stage is not Stage.BEFORE}).values())

    def to_stop(self) -> list[Asked]:
        """The same; NotNow where they take part in none."""
        require(Verdict.yes() if self.of_each_study else Verdict.no(NO_YES))
        return self.of_each_study

    @property
    def opened(self) -> Opened:
        return self.person.opened

    @property
    def askable(self) -> list[Told]:
        """Where we may ask, and something is left."""
        return [one for one in self.rows if one.row.verdict and one.left]

    @property
    def next(self) -> Told | None:
        return self.askable[0] if self.askable else None

    @property
    def bite(self) -> tuple[Item, ...]:
        """What could be asked today."""
        return today_bite(self.next.left, met_before=self.person.met_before) if self.next else ()

    @property
    def n_left(self) -> int:
        return len(self.next.left) if self.next else 0

    @property
    def has_left(self) -> bool:
        return any(one.left for one in self.rows)

    @property
    def verdict(self) -> Verdict:
        """May anything be asked now? The reason is of what closes first."""
        waiting = [one.row.verdict for one in self.rows if one.left]
        if self.askable or not waiting:
            return Verdict.yes() if self.askable else Verdict.no(NOTHING_NOW)
        return waiting[0]

    def to_ask(self) -> list[Asked]:
        """All that can be asked now; NotNow with the reason where nothing can."""
        require(self.verdict)
        return [one.asked for one in self.askable]

    @property
    def is_shared(self) -> bool:
        """Whether the citizen lets us see anything, in whichever wave."""
        return any(row.asked.response and row.asked.response.shared == "yes" for row in self.every)

    def told(self, wave: str) -> Told:
        """The wave asked for (its id; 404 where it is not theirs); without one the first that can be asked."""
        if not wave:
            require(Verdict.yes() if self.rows else Verdict.no(NOTHING_NOW))
            return (self.askable or self.rows)[0]
        found = next((one for one in self.rows if str(one.asked.wave.pk) == wave), None)
        if found is None:
            raise Http404
        return found


@transaction.atomic
def read_questions(reach: Reach, code: str) -> Page:
    page = find_questions(reach, code)
    log_read(reach, page.opened, "questions.read")
    return page


@transaction.atomic
def read_question(reach: Reach, code: str, wave: str) -> tuple[Page, Told]:
    """The wave that is read aloud from; NotNow where we may not ask."""
    page = find_questions(reach, code)
    told = page.told(wave)
    require(told.row.verdict)
    log_read(reach, page.opened, "questions.ask")
    return page, told


@transaction.atomic
def read_link(reach: Reach, code: str) -> Page:
    """How the link is given; NotNow where we may not ask."""
    page = find_questions(reach, code)
    require(page.verdict)
    log_read(reach, page.opened, "questions.link")
    return page


@transaction.atomic
def read_stops(reach: Reach, code: str) -> Page:
    """What keeps us from asking, and what may."""
    page = find_questions(reach, code)
    log_read(reach, page.opened, "questions.stops")
    return page


def find_questions(reach: Reach, code: str) -> Page:
    """The page an act is held against. Shows nothing, so no event."""
    person = find_person(reach, code)
    return Page(person, rows_of(person.opened.citizen, person.course, timezone.localdate()))


def _titles(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(row.asked.study.title for row in rows))


def left_in(asked: Asked) -> list[Item]:
    """What nobody has come to yet and is shown, in the form's order."""
    return [item for bite in asked.bites for item in asked.shown(bite) if asked.is_left(item)]


def _theme(asked: Asked, bite: Bite) -> Theme:
    items = asked.shown(bite)
    n_left = sum(asked.is_left(item) for item in items)
    n_skipped = sum(isinstance(asked.values[item.variables[0]], Missing) for item in items) - n_left
    return Theme(bite, len(items) - n_left - n_skipped, n_skipped, n_left)
