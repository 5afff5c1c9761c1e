"""Everything that says where people stand in some waves of some municipalities, by three questions however many.

Shows nothing by itself and writes no event. From a citizen to a respondent's code is a computation; nothing is stored.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from fremskudt.access.reach import Reach
from fremskudt.casework.models import Barring, Case, Citizen, ContactAgreement, Pause
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.rules.contact_agreement import is_not_now
from fremskudt.casework.rules.participant_list import ACTIVE, POSSIBLE
from fremskudt.casework.rules.pseudonym import has_right_check
from fremskudt.surveys.models import Respondent, Wave
from fremskudt.surveys.rules.turnout import Person
from fremskudt.surveys.selectors.respondent import code_of
from fremskudt.surveys.selectors.round_notes import noted

OF_CASE = {"case": OuterRef("pk")}


class Rest(NamedTuple):
    """What in somebody's course keeps us from asking today: ended, pause or not_now, and until when."""

    kind: str = ""
    until: date | None = None


NO_REST = Rest()


@dataclass(frozen=True)
class Known:
    """One person of a study: a citizen of the town, a line of its list, or both."""

    study: int
    person: Person  # `municipality` is its id
    citizen: Citizen | None  # nothing: came with a file, or the tie is cut
    respondents: tuple[int, ...]  # more than one where records were merged
    is_of_file: bool = False
    rest: Rest = NO_REST
    told: tuple[tuple[date, datetime, bool], ...] = ()  # of the study: the day, when, and whether it was no yes

    def newest(self, on: date) -> bool | None:
        """Whether the newest answer to the study said up to a day was a no; None where there was none."""
        said = [(at, is_no) for day, at, is_no in self.told if day <= on]
        return max(said)[1] if said else None


class Done(NamedTuple):
    """A response, as far as the states ask."""

    mode: str
    answered_on: date
    is_of_file: bool
    version: str  # hash of the instrument it was begun with


class Told(NamedTuple):
    """Something noted about a respondent. `word`: a reason, an instrument or a question; `day`: until when."""

    wave: int | None
    word: str
    day: date | None
    on: date | None
    over_on: date | None


@dataclass
class Facts:
    people: dict[int, list[Known]]  # study → everybody
    done: dict[tuple[int, int], Done]  # (respondent, wave)
    told: dict[str, dict[int, list[Told]]] = field(default_factory=lambda: defaultdict(dict))  # kind → respondent

    def of(self, kind: str, known: Known, wave: int | None = None) -> list[Told]:
        """What of this kind is noted about a person; of one wave, or of any."""
        rows = self.told.get(kind)
        if not rows:
            return []
        found = [one for pk in known.respondents for one in rows.get(pk, ())]
        return [one for one in found if one.wave == wave] if wave and found else found


def facts_of(waves: Collection[Wave], towns: Mapping[int, Collection[int]], reach: Reach | None = None) -> Facts:
    """Of these waves, and of each study's municipalities. With `reach` nothing of whom the reader is barred from."""
    slugs = {wave.study_id: wave.study.slug for wave in waves}
    every = {town for of_study in towns.values() for town in of_study}
    courses, lines = _courses(every, reach), _lines(slugs)
    facts, here = Facts({}, {}), timezone.get_current_timezone()
    said: dict[tuple[str, int], list[tuple[date, datetime, bool]]] = {}
    for kind, of, wave, word, day, at, over in noted(slugs, waves, every):
        if kind == "said":
            study, answer = word.split()
            said.setdefault((study, of), []).append((at.astimezone(here).date(), at, answer != "yes"))
        elif kind == "done":
            mode, version = word.split()
            facts.done[of, wave] = Done(mode, day, at is not None, version)
        else:
            facts.told[kind].setdefault(of, []).append(Told(wave, word or "", day, _day(at, here), _day(over, here)))
    for study in {wave.study_id: wave.study for wave in waves}.values():
        asked = _Study(study.pk, study.slug, study.ends_on, towns.get(study.pk, ()), lines.get(study.pk, {}))
        facts.people[study.pk] = _people(asked, {} if study.cut_at else courses, said)
    return facts


@dataclass
class _Course:
    """The courses of one citizen, those of merged records too, read in the order in which they were found."""

    citizen: Citizen
    is_barred: bool
    codes: set[str] = field(default_factory=set)
    started_on: date | None = None
    ended_on: date | None = None
    rest: Rest = NO_REST

    def add(self, code: str, started_on: date | None, ended_on: date | None, rest: Rest) -> None:
        self.codes.add(code)
        self.started_on = min(filter(None, (self.started_on, started_on)), default=None)
        self.ended_on, self.rest = ended_on, rest


def _courses(towns: Collection[int], reach: Reach | None) -> dict[int, _Course]:
    """Id of a citizen → the courses. As the participant list has it: begun first, ended last."""
    kept = Q(citizen__merged_into=None, citizen__municipality__in=towns)
    cases = Case.objects.filter(kept | Q(citizen__merged_into__municipality__in=towns)).annotate(
        root=ROOT,
        root_code=Coalesce("citizen__merged_into__code", "citizen__code"),
        town=Coalesce("citizen__merged_into__municipality", "citizen__municipality"),
        pause=Subquery(Pause.objects.open().filter(**OF_CASE).values("look_again_on")[:1]),
        not_now=Subquery(ContactAgreement.objects.filter(**OF_CASE).values("not_now_until")[:1]),
        is_barred=_is_barred(reach),
    )
    fields = ("root", "root_code", "town", "citizen__code", "started_on", "ending__on", "pause", "not_now", "is_barred")
    found: dict[int, _Course] = {}
    today = timezone.localdate()
    for root, code, town, own, started_on, ended_on, pause, not_now, barred in cases.order_by(
        "found_on", "pk"
    ).values_list(*fields):
        if root not in found:
            found[root] = _Course(Citizen(pk=root, code=code, municipality_id=town), barred, {code})
        found[root].add(own, started_on, ended_on, _rest(ended_on, pause, not_now, today))
    return found


def _is_barred(reach: Reach | None) -> Any:
    if reach is None or reach.user_id is None:
        return Value(False)
    mine = Barring.objects.annotate(root=ROOT).filter(user=reach.user_id, lifted_at=None)
    return Exists(mine.filter(root=OuterRef("root")))


def _rest(ended_on: date | None, pause: date | None, not_now: date | None, today: date) -> Rest:
    if ended_on:
        return Rest("ended", ended_on)
    if pause:
        return Rest("pause", pause)
    if not_now and is_not_now(not_now, today):
        return Rest("not_now", None if not_now == date.max else not_now)
    return NO_REST


class _Line(NamedTuple):
    pk: int
    study: int
    code: str
    town: int
    status: int
    started_on: date | None
    ended_on: date | None
    delivery: int | None


def _lines(studies: Iterable[int]) -> dict[int, dict[str, _Line]]:
    """Study → code → its line of the participant list, wherever it is."""
    fields = ("pk", "study", "code", "municipality", "status", "started_on", "ended_on", "delivery")
    found: dict[int, dict[str, _Line]] = {}
    for row in Respondent.objects.filter(study__in=studies).order_by().values_list(*fields):
        line = _Line._make(row)
        found.setdefault(line.study, {})[line.code] = line
    return found


class _Study(NamedTuple):
    pk: int
    slug: str
    ends_on: date
    towns: Collection[int]
    lines: dict[str, _Line]


def _people(study: _Study, courses: dict[int, _Course], said: dict[Any, Any]) -> list[Known]:
    """Each citizen once, with the lines that are theirs; then the lines that are nobody's here.

    A line says which town somebody belongs to, so that one who moves between two is counted in one of them.
    """
    found, taken = [], set()
    for root, course in courses.items():
        own = code_of(study.slug, course.citizen)
        mine = _lines_of(study, course, own)
        taken |= {line.code for line in mine}
        town = mine[0].town if mine else course.citizen.municipality_id
        if course.is_barred or town not in study.towns:
            continue
        person = _listed(mine[0]) if mine and mine[0].delivery else _followed(own, town, course)
        found.append(
            Known(
                study.pk, person, course.citizen, tuple(line.pk for line in mine), bool(mine and mine[0].delivery),
                course.rest, tuple(said.get((study.slug, root), ())),
            )
        )  # fmt: skip
    rest = [line for line in study.lines.values() if line.code not in taken and line.town in study.towns]
    return _untied(found, rest, study) + [
        Known(study.pk, _listed(line), None, (line.pk,), bool(line.delivery)) for line in rest
    ]


def _untied(found: list[Known], rest: list[_Line], study: _Study) -> list[Known]:
    """The citizens, without those whom a line that leads nowhere any more stands for: nobody counts twice.

    Nobody can say whose such a line is. It is of one who had said yes, has taken it back and has no line: as many of
    these are left out as there are such lines in the town. Where a study is over and all its codes are cut, all are.
    """
    today = timezone.localdate()
    cut = Counter(line.town for line in rest if line.delivery is None and has_right_check(line.code))
    tied = {int(known.person.municipality) for known in found if known.respondents}
    closed = {town for town in cut if study.ends_on < today and town not in tied}
    kept = []
    for known in found:
        town = int(known.person.municipality)
        if town in closed:
            continue
        if not known.respondents and cut[town] and known.newest(today) and not all(no for _day, _at, no in known.told):
            cut[town] -= 1
            continue
        kept.append(known)
    return kept


def _lines_of(study: _Study, course: _Course, own: str) -> list[_Line]:
    """The citizen's own first, then those of records that were merged into it."""
    others = [code_of(study.slug, Citizen(code=code)) for code in sorted(course.codes - {course.citizen.code})]
    return [study.lines[code] for code in (own, *others) if code in study.lines]


def _listed(line: _Line) -> Person:
    return Person(line.code, str(line.town), line.status, line.started_on, line.ended_on)


def _followed(code: str, town: int, course: _Course) -> Person:
    status = ACTIVE if course.started_on else POSSIBLE
    return Person(code, str(town), status, course.started_on, course.ended_on)


def _day(at: datetime | None, here: tzinfo) -> date | None:
    return at.astimezone(here).date() if at else None
