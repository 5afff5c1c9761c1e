"""A paper sheet within reach, and what may be shown of it. Each look is an event.

A worker reaches the sheets of those they follow; a leader those of the town; and anybody who types, a sheet whose code
they have typed from the paper in this session (`held`). Never the sheet of somebody the reader is barred from.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.basics.verdict import Verdict
from fremskudt.casework.models import Citizen, TakingPart
from fremskudt.casework.models.citizen import ROOT
from fremskudt.casework.selectors.taking_part import taking_part
from fremskudt.instruments import Instrument, Item, Missing
from fremskudt.surveys.models import Answer, Response, Sheet, Study
from fremskudt.surveys.rules import asking
from fremskudt.surveys.rules import typing as rules
from fremskudt.surveys.rules.bites import Given, Values
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.asked import Asked, asked_by_sheet
from fremskudt.surveys.selectors.respondent import code_of


@dataclass(frozen=True)
class Page:
    """One sheet, and what it may show."""

    sheet: Sheet
    asked: Asked
    verdict: Verdict  # may it be typed?
    sees: bool  # may the reader see what stands of it?
    fields: frozenset[str]  # variables that stand as this sheet said, or that nobody has come to

    @property
    def instrument(self) -> Instrument:
        """The version that stands on the paper."""
        return instruments.of_hash(self.sheet.instrument_hash)

    @property
    def items(self) -> list[Item]:
        """The questions that stand as this sheet said. What was answered otherwise is not this page's to show."""
        return [item for item in self.instrument.items if self.fields.issuperset(item.variables)]

    @property
    def is_late(self) -> bool:
        return timezone.localdate() > self.sheet.wave.closes_on

    @property
    def is_typed_twice(self) -> bool:
        return rules.is_typed_twice(self.sheet.pk)


@transaction.atomic
def read_sheet(reach: Reach, pk: int, held: Collection[int]) -> Page:
    page = find_sheet(reach, pk, held)
    audit.record(
        by=reach.actor, action="sheet.read", subject=page.asked.subject, purpose=Purpose.EVALUATION, fields="coded"
    )
    return page


def find_sheet(reach: Reach, pk: int, held: Collection[int]) -> Page:
    """For an act upon it, or 404. Shows nothing, so no event."""
    sheet = get_object_or_404(in_towns(reach), pk=pk)
    is_near = pk in held or sheet.respondent.municipality_id in reach.towns(Permission.ROUND_RUN)
    may_reach = not _is_barred(reach, sheet) if is_near else _follows(reach, sheet)
    if not may_reach:
        raise Http404
    asked = asked_by_sheet(sheet)
    had_it = [at for who, at in _hands(sheet) if who == reach.user_id and at]
    is_shared = bool(asked.response and asked.response.shared == "yes")
    sees = rules.may_see(
        is_shared=is_shared, follows=is_shared and _follows(reach, sheet),
        had_it_on=timezone.localdate(max(had_it)) if had_it else None, today=timezone.localdate(),
    )  # fmt: skip
    verdict = rules.may_type(printed=sheet.instrument_hash, begun=asked.instrument.hash) and asking.may_give(
        asked.stage, takes_part=not _has_stopped(sheet), is_paper=True, is_cut=asked.study.cut_at is not None,
        is_of_file=asked.is_of_file, is_same_version=True,
    )  # fmt: skip
    return Page(sheet, asked, verdict, sees, fields_of(sheet, asked.response))


@dataclass(frozen=True)
class Clash:
    """One question that was answered otherwise; `there` is None where the reader may not see it."""

    item: Item
    there: Values | None
    paper: Values


def list_clashes(page: Page, items: Collection[str], given: Given) -> list[Clash]:
    """What stands against what is typed, for who is asked which to keep. The page that shows it has its event."""
    return [
        Clash(
            page.instrument.item(id),
            {name: page.asked.values[name] for name in page.instrument.item(id).variables} if page.sees else None,
            rules.typed_values(page.instrument, id, given[id]),
        )
        for id in items
    ]


def fields_of(sheet: Sheet, response: Response | None) -> frozenset[str]:
    """Variables that stand as this sheet was typed, or that nobody has come to; not those given otherwise."""
    told = Answer.objects.filter(response=response).filter(Q(given__sheet=sheet) | Q(missing=Missing.NOT_ASKED))
    return frozenset(told.order_by().values_list("variable", flat=True)) if response else frozenset()


def by_code(study: Study, people: Sequence[Citizen]) -> dict[str, Citizen]:
    """Nobody once the ties of the study are cut."""
    return {} if study.cut_at else {code_of(study.slug, citizen): citizen for citizen in people}


def _follows(reach: Reach, sheet: Sheet) -> bool:
    return _is_among(sheet, Citizen.objects.visible_to(reach))


def _is_barred(reach: Reach, sheet: Sheet) -> bool:
    everybody = Citizen.objects.filter(merged_into=None)
    return _is_among(sheet, everybody.exclude(pk__in=everybody.not_barred(reach).values("pk")))


def _has_stopped(sheet: Sheet) -> bool:
    """Whether the person's yes to the study is taken back. (One was there when the sheet was printed.)"""
    slug = sheet.wave.study.slug
    told = TakingPart.objects.filter(study=slug).exclude(answer="yes").annotate(root=ROOT).values("root")
    who = by_code(sheet.wave.study, list(Citizen.objects.filter(pk__in=told))).get(sheet.respondent.code)
    return who is not None and not taking_part([who.pk], slug)


def _is_among(sheet: Sheet, people: QuerySet[Citizen]) -> bool:
    """Whether the sheet's code is that of one of these, who are few."""
    inside = people.filter(municipality=sheet.respondent.municipality_id)
    return sheet.respondent.code in by_code(sheet.wave.study, list(inside))


def in_towns(reach: Reach) -> QuerySet[Sheet]:
    within = Sheet.objects.filter(respondent__municipality__in=reach.towns(Permission.SHEET_TYPE))
    return within.select_related("respondent", "wave__study")


def _hands(sheet: Sheet) -> list[tuple[int | None, datetime | None]]:
    """Who typed it, and when: the first time, and the second."""
    return [(sheet.typed_by_id, sheet.typed_at), (sheet.checked_by_id, sheet.checked_at)]
