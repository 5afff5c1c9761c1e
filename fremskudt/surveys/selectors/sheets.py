"""The paper sheets within reach: which wait to be typed once or twice, and the one whose code is typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from fremskudt.access import audit, cipher
from fremskudt.access.audit import Purpose
from fremskudt.access.links import SHEET
from fremskudt.access.reach import Reach
from fremskudt.access.roles import Permission
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules.page import SHOWN, span
from fremskudt.casework.rules.typed_code import readings
from fremskudt.instruments import Instrument, Missing
from fremskudt.surveys.models import Answer, Response, Sheet, Study, Wave
from fremskudt.surveys.rules import typing as rules
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.sheet import by_code, in_towns

Codes = dict[int, dict[str, Citizen]]  # study → respondent's code → the citizen


@dataclass(frozen=True)
class Row:
    """A sheet in the list: by the citizen's code where the reader follows them, else by the respondent's."""

    sheet: Sheet
    who: str
    subject: str
    instrument: Instrument


@dataclass(frozen=True)
class Rate:
    """How often two typings differ, over all the reader's town has typed twice."""

    n_differences: int
    n_fields: int
    per_thousand: float


@dataclass(frozen=True)
class Listing:
    waiting: Sequence[Row]
    twice: Sequence[Row]
    rate: Rate | None
    wave: Wave | None
    page: int
    more: bool


@transaction.atomic
def list_sheets(reach: Reach, page: int, wave: int | None = None) -> Listing:
    """What waits to be typed, and to be typed a second time; for a leader how often two typings differ."""
    followed, barred = _codes(reach)
    mine = _within(reach, followed, barred)
    chosen = Wave.objects.filter(pk=wave, sheets__in=mine).select_related("study").first() if wave else None
    waiting, twice = _waiting(mine), _twice(mine)
    if chosen:
        waiting, twice = waiting.filter(wave=chosen), twice.filter(wave=chosen)
    found = [_row(sheet, followed) for sheet in waiting[span(page)]]
    second = [_row(sheet, followed) for sheet in twice[:SHOWN]] if page == 1 else []
    listing = Listing(found[:SHOWN], second, _rate(reach), chosen, page, len(found) > SHOWN)
    subjects = list(dict.fromkeys(row.subject for row in [*listing.waiting, *listing.twice]))
    audit.record_reads(
        by=reach.actor, action="sheets.read", subjects=subjects, purpose=Purpose.EVALUATION, fields="coded"
    )
    return listing


def find_by_code(reach: Reach, typed: str) -> Sheet | None:
    """The sheet whose code was typed or scanned (also as the whole address); one too old to answer by as well."""
    codes = readings(typed.strip().rstrip("/").rpartition("/")[2])
    hashes = [cipher.blind_index("sheet", 0, code) for code in codes]
    towns = reach.towns(Permission.SHEET_TYPE)
    found = Sheet.objects.filter(
        link__purpose=SHEET, link__token_hash__in=hashes, respondent__municipality__in=towns
    ).exclude(_of(_codes(reach)[1]))
    return found.select_related("wave").first()


def _codes(reach: Reach) -> tuple[Codes, Codes]:
    """By the code of each study of the reader's towns: whom they follow, and whom they are barred from."""
    towns = reach.towns(Permission.SHEET_TYPE)
    studies = list(Study.objects.filter(municipalities__in=towns, cut_at=None, waves__sheets__isnull=False).distinct())
    followed, barred = _people(reach)
    return {study.pk: by_code(study, followed) for study in studies}, {
        study.pk: by_code(study, barred) for study in studies
    }


def _people(reach: Reach) -> tuple[list[Citizen], list[Citizen]]:
    towns = reach.towns(Permission.SHEET_TYPE)
    inside = Citizen.objects.filter(municipality__in=towns, merged_into=None)
    barred = inside.exclude(pk__in=inside.not_barred(reach).values("pk"))
    return list(Citizen.objects.visible_to(reach).filter(municipality__in=towns)), list(barred)


def _within(reach: Reach, followed: Codes, barred: Codes) -> QuerySet[Sheet]:
    of_town = Q(respondent__municipality__in=reach.towns(Permission.ROUND_RUN))
    return in_towns(reach).filter(of_town | _of(followed)).exclude(_of(barred))


def _of(codes: Codes) -> Q:
    """Sheets of these people; none of nobody."""
    found = Q(pk__in=[])
    for study, people in codes.items():
        if people:
            found |= Q(respondent__study=study, respondent__code__in=list(people))
    return found


def _waiting(sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """The newest sheet of each person and wave, while nobody has typed one, the form is not full, and it is not old."""
    same = Sheet.objects.filter(respondent=OuterRef("respondent"), wave=OuterRef("wave"))
    response = Response.objects.filter(respondent=OuterRef("respondent"), wave=OuterRef("wave"))
    left = Answer.objects.filter(response=OuterRef("pk"), missing=Missing.NOT_ASKED)
    found = sheets.filter(link__expires_at__gt=timezone.now()).exclude(Exists(same.filter(typed_at__isnull=False)))
    newest = found.exclude(Exists(same.filter(pk__gt=OuterRef("pk"))))
    return newest.exclude(Exists(response.exclude(Exists(left)))).order_by("wave__closes_on", "printed_at", "pk")


def _twice(sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """Those that are typed once, of which the rule says that they are typed twice."""
    chosen = sheets.annotate(turn=F("pk") % rules.TWICE).filter(turn=0)
    return chosen.filter(typed_at__isnull=False, checked_at=None, link__expires_at__gt=timezone.now()).order_by("pk")


def _row(sheet: Sheet, followed: Codes) -> Row:
    citizen = followed.get(sheet.wave.study_id, {}).get(sheet.respondent.code)
    subject = citizen.key if citizen else f"respondent:{sheet.wave.study.slug}/{sheet.respondent.code}"
    who = citizen.code if citizen else sheet.respondent.code
    return Row(sheet, who, subject, instruments.of_hash(sheet.instrument_hash))


def _rate(reach: Reach) -> Rate | None:
    """For those who run the rounds, once something is typed twice."""
    towns = reach.towns(Permission.ROUND_RUN)
    checked = Sheet.objects.filter(respondent__municipality__in=towns, checked_at__isnull=False)
    if not towns:
        return None
    told = Q(givens__answers__isnull=False) & ~Q(givens__answers__missing=Missing.NOT_SHOWN)
    n_of_each = checked.annotate(n_fields=Count("givens__answers", filter=told))
    sums = n_of_each.aggregate(Sum("n_differences"), Sum("n_fields"))
    n_differences, n_fields = sums["n_differences__sum"] or 0, sums["n_fields__sum"] or 0
    rate = rules.errors_per_thousand(n_differences=n_differences, n_fields=n_fields)
    return None if rate is None else Rate(n_differences, n_fields, rate)
