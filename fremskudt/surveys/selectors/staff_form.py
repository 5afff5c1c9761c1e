"""The staff forms within reach: which wait, and one of them with its answers so far. Each look is an event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.models import Assignment, Case, Citizen
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.selectors.case import Opened, log_read, log_reads, open_case
from fremskudt.casework.selectors.taking_part import said_of
from fremskudt.instruments import Bite, Instrument, Item, Missing
from fremskudt.surveys.models import Response, Wave
from fremskudt.surveys.rules import asking, bites
from fremskudt.surveys.rules import staff_form as rules
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors import known
from fremskudt.surveys.selectors.asked import Asked, asked_of
from fremskudt.surveys.selectors.known import Proposals
from fremskudt.surveys.selectors.respondent import code_of


@dataclass(frozen=True)
class Row:
    """One form about one citizen in one wave; or, as `ask`, a study that they have not been asked about."""

    citizen: Citizen
    instrument: Instrument
    wave: Wave
    due_on: date
    state: str  # ask, new, begun or done

    @property
    def wave_pk(self) -> str:
        return str(self.wave.pk)


@dataclass(frozen=True)
class Listing:
    ask: list[Row]
    this_month: list[Row]
    later: list[Row]
    done: list[Row]
    page: int
    more: bool


@dataclass(frozen=True)
class Form:
    """A form about a citizen, as far as it is filled in."""

    opened: Opened
    asked: Asked
    proposals: Proposals = field(default_factory=Proposals)  # what the course says, for what nobody has come to yet

    @property
    def instrument(self) -> Instrument:
        return self.asked.instrument

    @property
    def wave(self) -> Wave:
        return self.asked.wave

    @property
    def values(self) -> bites.Values:
        return self.asked.values

    @property
    def wave_pk(self) -> str:
        return str(self.wave.pk)

    @property
    def bites(self) -> list[Bite]:
        return self.asked.bites

    def after(self, bite: Bite) -> Bite | None:
        """The next bite in the form's order; None after the last."""
        ids = [each.id for each in self.bites]
        return next(iter(self.bites[ids.index(bite.id) + 1 :]), None) if bite.id in ids else None

    @property
    def items(self) -> list[Item]:
        """The questions that are shown."""
        return [item for bite in self.bites for item in self.asked.shown(bite)]

    @property
    def next_bite(self) -> Bite | None:
        return self.asked.next_bite

    def bite(self, id: str) -> Bite:
        """The bite asked for; without a name the first that holds something nobody has come to. 404 for no bite."""
        found = next((bite for bite in self.bites if bite.id == id), None) if id else self.next_bite
        if found is None:
            raise Http404
        return found


@transaction.atomic
def list_forms(reach: Reach, page: int) -> Listing:
    """A page of the forms about those the reader follows: whom to ask first, the nearest first, what is done last."""
    rows = sorted(_rows(reach, timezone.localdate()), key=_order)
    found = rows[span(page)]
    shown, today = found[:SHOWN], timezone.localdate()
    waiting = [row for row in shown if row.state in {"new", "begun"}]
    citizens = {row.citizen.pk: row.citizen for row in shown}
    log_reads(reach, list(citizens.values()), "staff_forms.read", Purpose.CARE)
    return Listing(
        ask=[row for row in shown if row.state == "ask"],
        this_month=[row for row in waiting if rules.is_this_month(row.due_on, today)],
        later=[row for row in waiting if not rules.is_this_month(row.due_on, today)],
        done=[row for row in shown if row.state == "done"],
        page=page,
        more=len(found) > SHOWN,
    )


def _order(row: Row) -> tuple[bool, bool, date, int]:
    return row.state != "ask", row.state == "done", row.due_on, row.citizen.pk


@transaction.atomic
def read_form(reach: Reach, code: str, slug: str, wave: str, bite: str = "") -> Form:
    """The form as it is shown, with what the course says of the bite, and an event."""
    form = find_form(reach, code, slug, wave)
    if bite or form.next_bite:
        items, case = form.bite(bite).items, form.opened.case
        form = replace(form, proposals=known.proposals(case, form.instrument, items, form.wave.opens_on))
    log_read(reach, form.opened, "staff_form.read")
    return form


def find_form(reach: Reach, code: str, slug: str, wave: str) -> Form:
    """The form an answer is held against, or 404. Shows nothing, so no event. NotNow where it is not open."""
    opened = open_case(reach, code, Permission.STAFF_FORM_FILL)
    if slug not in rules.FORMS:
        raise Http404
    return Form(opened, _asked(opened, slug, wave, timezone.localdate()))


def _asked(opened: Opened, slug: str, wanted: str, today: date) -> Asked:
    """Of the waves open for the course the one asked for, else the one that closes first and is not filled in."""
    fitting = _fitting(opened, slug, wanted, today)
    said = said_of([opened.citizen.pk])
    agreed = [wave for wave in fitting if said.get((opened.citizen.pk, wave.study.slug))]
    if not agreed:
        was_asked = all((opened.citizen.pk, wave.study.slug) in said for wave in fitting)
        ask_first = gettext(rules.ASK_FIRST) % {"alias": opened.alias}
        require(Verdict.no(asking.NO_YES if was_asked else ask_first))
    found = [asked_of(opened.citizen, wave) for wave in agreed]
    return found[0] if len(found) == 1 else next((one for one in found if one.next_bite), found[0])


def _fitting(opened: Opened, slug: str, wanted: str, today: date) -> Sequence[Wave]:
    """At least one; NotNow where there is none."""
    ended_on = opened.case.ending.on if opened.has_ended else None
    if opened.case.started_on is None:
        require(Verdict.no(rules.NOT_STARTED))
    open_now = _open_waves([opened.citizen.municipality_id], today).filter(instrument=slug)
    fitting = [wave for wave in open_now if _may_fill(wave, opened.case.started_on, ended_on, today)]
    if wanted:
        fitting = [wave for wave in fitting if str(wave.pk) == wanted]
        require(Verdict.yes() if fitting else Verdict.no(rules.OTHER_WAVE))
    require(Verdict.yes() if fitting else Verdict.no(rules.NO_WAVE))
    return fitting


def _may_fill(wave: Wave, started_on: date | None, ended_on: date | None, today: date) -> Verdict:
    return rules.may_fill(
        started_on=started_on, ended_on=ended_on, opens_on=wave.opens_on, closes_on=wave.closes_on, today=today
    )


def _open_waves(towns: Iterable[int], today: date) -> QuerySet[Wave]:
    taking_part = Wave.objects.filter(
        study__municipalities__in=towns, instrument__in=rules.FORMS, opens_on__lte=today, closes_on__gte=today,
        study__cut_at=None,
    )  # fmt: skip
    return taking_part.select_related("study").distinct().order_by("closes_on", "pk")


def _rows(reach: Reach, today: date) -> list[Row]:
    """A study that somebody has said no to asks for nothing; one they were not asked about, for that."""
    cases = _newest_cases(reach)
    towns = {case.citizen.municipality_id for case in cases}
    waves = list(_open_waves(towns, today).prefetch_related("study__municipalities"))
    states, said = _states(waves), said_of([case.citizen.pk for case in cases])
    found: dict[tuple[int, int, str], Row] = {}
    for case in cases:
        for wave in _waves_for(case, waves, today):
            agreed = said.get((case.citizen.pk, wave.study.slug))
            if agreed is False:
                continue
            state = states.get((wave.pk, code_of(wave.study.slug, case.citizen)), "new") if agreed else "ask"
            key = (case.citizen.pk, wave.study_id, "") if state == "ask" else (case.citizen.pk, wave.pk, state)
            found.setdefault(key, _row(case, wave, state, today))
    return list(found.values())


def _waves_for(case: Case, waves: Iterable[Wave], today: date) -> list[Wave]:
    ended_on = case.ending.on if hasattr(case, "ending") else None
    return [
        wave
        for wave in waves
        if case.citizen.municipality_id in {town.pk for town in wave.study.municipalities.all()}
        and _may_fill(wave, case.started_on, ended_on, today)
    ]


def _row(case: Case, wave: Wave, state: str, today: date) -> Row:
    due_on = rules.due_day(wave.instrument, wave.closes_on, case.started_on or today, today)
    return Row(case.citizen, instruments.newest(wave.instrument), wave, due_on, state)


def _newest_cases(reach: Reach) -> list[Case]:
    """The newest course of each citizen the reader follows, where it has started."""
    follows = Assignment.objects.of(OuterRef("pk")).filter(user=reach.user_id, ended_at=None)
    citizens = Citizen.objects.visible_to(reach).filter(municipality__in=reach.towns(Permission.STAFF_FORM_FILL))
    mine = {citizen.pk: citizen for citizen in citizens.filter(Exists(follows))}
    of_mine = Q(citizen__in=mine) | Q(citizen__merged_into__in=mine)
    newest: dict[int, Case] = {}
    for case in Case.objects.filter(of_mine).select_related("ending", "citizen").order_by("found_on", "pk"):
        newest[case.citizen.merged_into_id or case.citizen_id] = case
    for pk, case in newest.items():
        case.citizen = mine[pk]  # the record that stands for the person, also where the course came with a merged one
    return [case for case in newest.values() if case.started_on]


def _states(waves: list[Wave]) -> dict[tuple[int, str], str]:
    """(wave, respondent's code) → begun or done."""
    left = Count("answers", filter=Q(answers__missing=Missing.NOT_ASKED))
    given = Response.objects.filter(wave__in=waves).annotate(left=left)
    return {
        (wave, code): "begun" if waiting else "done"
        for wave, code, waiting in given.values_list("wave", "respondent__code", "left")
    }
