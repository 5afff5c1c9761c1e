"""A sheet of paper: printed for one person, typed in once, typed a second time, corrected."""

from collections.abc import Collection, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from fremskudt.access import audit, cipher, links
from fremskudt.access.audit import Purpose
from fremskudt.access.models import PersonalLink, User
from fremskudt.basics.codes import new_code
from fremskudt.basics.verdict import require
from fremskudt.surveys.actions import answer, instrument
from fremskudt.surveys.actions.invitation import held, invite
from fremskudt.surveys.models import Correction, Respondent, Response, Sheet, Wave
from fremskudt.surveys.models import Given as HandingIn
from fremskudt.surveys.rules import typing as rules
from fremskudt.surveys.rules.bites import Given, Values
from fremskudt.surveys.rules.kinds import Mode
from fremskudt.surveys.rules.typing import Difference
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors.asked import Asked, asked_by_sheet, values_of
from fremskudt.surveys.selectors.sheet import fields_of

LASTS = timedelta(days=30)  # past the last day of the wave; it can be typed in for ever
SPACE = UUID("6a1c6f0e-5d3b-4b8a-9a39-0f6f2a7c1d44")  # of the operations of sheets
THERE, PAPER = "there", "paper"
FIRST, SECOND = "first", "second"


class AnsweredOtherwise(Exception):
    """Some of what is typed was answered otherwise, and nobody has said which of the two to keep."""

    def __init__(self, items: Collection[str]) -> None:
        super().__init__(f"{len(items)} items")
        self.items = items


class TypedDifferently(Exception):
    """The second typing differs from the first, and nobody has chosen for each difference."""

    def __init__(self, found: Collection[Difference]) -> None:
        super().__init__(f"{len(found)} differences")
        self.found = found


def print_for(*, asked: Asked, by: User, language: str = "da") -> tuple[Sheet, str]:
    """A new sheet, and its code, which is nowhere else. Earlier ones go on. NotNow where we may not ask."""
    with transaction.atomic():
        invite(asked=asked, way=Way.PAPER, by=by)
        instrument.keep(asked.instrument)
        sheet = Sheet.objects.create(
            respondent=held(asked), wave=asked.wave, instrument_version=asked.instrument.version,
            instrument_hash=asked.instrument.hash, language=language, printed_at=timezone.now(), printed_by=by,
        )  # fmt: skip
        sheet.link, code = _link(sheet, asked.wave, by)
        sheet.save(update_fields=["link"])
        audit.record(by=by, action="sheet.print", subject=asked.subject, purpose=Purpose.EVALUATION)
    return sheet, code


def ends_at(wave: Wave) -> datetime:
    """When one can no longer answer by the code: at the end of the thirtieth day past the wave."""
    return timezone.make_aware(datetime.combine(wave.closes_on + LASTS + timedelta(days=1), time.min))


def type_in(*, sheet: Sheet, given: Given, shared: str, keep: str, by: User) -> bool:
    """What was typed from the sheet; items without a key are left open. No where it was typed already: once is once.

    Only what nobody has answered is filled in. Where an answer was given otherwise and differs, `keep` says which of
    the two stands; while it says nothing, AnsweredOtherwise. NotNow for another version of the questions.
    """
    with transaction.atomic():
        sheet = _locked(sheet)
        if sheet.typed_at:
            return False
        asked = asked_by_sheet(sheet)
        require(rules.may_type(printed=sheet.instrument_hash, begun=asked.instrument.hash))
        turned = rules.sort(asked.instrument, given, asked.values)
        if turned.clashes and keep not in {THERE, PAPER}:
            raise AnsweredOtherwise(turned.clashes)
        wanted = {*turned.new, *(turned.clashes if keep == PAPER else ())}
        if wanted or asked.response is None:
            _give(sheet, asked, {id: given[id] for id in given if id in wanted}, "type", by)
        _share(asked, shared)
        Sheet.objects.filter(pk=sheet.pk).update(typed_at=timezone.now(), typed_by=by)
        audit.record(by=by, action="sheet.type", subject=asked.subject, purpose=Purpose.EVALUATION, fields="coded")
    return True


def check(*, sheet: Sheet, given: Given, chosen: Mapping[str, str], by: User) -> int | None:
    """The second typing. How many questions differed; None where it had a second one already.

    TypedDifferently while a difference has no choice (`chosen`: item → "first" or "second").
    """
    with transaction.atomic():
        sheet = _locked(sheet)
        if sheet.checked_at:
            return None
        require(rules.may_check(typed_at=sheet.typed_at, checked_at=sheet.checked_at))
        asked = asked_by_sheet(sheet)
        found = rules.differences(asked.instrument, asked.values, given, fields_of(sheet, asked.response))
        if any(chosen.get(one.item) not in {FIRST, SECOND} for one in found):
            raise TypedDifferently(found)
        right = {one.item: given.get(one.item) for one in found if chosen[one.item] == SECOND}
        if right:
            _note(_give(sheet, asked, right, "check", by), asked, "second_typing", by)
        Sheet.objects.filter(pk=sheet.pk).update(checked_at=timezone.now(), checked_by=by, n_differences=len(found))
        audit.record(by=by, action="sheet.check", subject=asked.subject, purpose=Purpose.EVALUATION, fields="coded")
    return len(found)


def correct(*, sheet: Sheet, given: Given, operation: UUID, by: User) -> int:
    """What was mistyped is put right, of what this sheet brought; how many questions changed. Once an operation."""
    with transaction.atomic():
        sheet = _locked(sheet)
        require(rules.may_correct(typed_at=sheet.typed_at))
        asked = asked_by_sheet(sheet)
        if HandingIn.objects.filter(response=asked.response, operation=_operation(sheet, str(operation))).exists():
            return 0
        found = rules.differences(asked.instrument, asked.values, given, fields_of(sheet, asked.response))
        right = {one.item: given.get(one.item) for one in found}
        if right:
            _note(_give(sheet, asked, right, str(operation), by), asked, "mistyped", by)
            audit.record(
                by=by, action="sheet.correct", subject=asked.subject, purpose=Purpose.EVALUATION, fields="coded"
            )
    return len(right)


def _locked(sheet: Sheet) -> Sheet:
    """The sheet and the person's line, held so that nobody types it or answers meanwhile."""
    held_sheet = Sheet.objects.select_for_update().get(pk=sheet.pk)
    Respondent.objects.select_for_update().get(pk=held_sheet.respondent_id)
    return held_sheet


def _give(sheet: Sheet, asked: Asked, given: Given, what: str, by: User) -> Response:
    return answer.give(
        asked=asked, items=list(given), given=given, operation=_operation(sheet, what), mode=Mode.PAPER,
        by=by, helped_by=None, sheet=sheet,
    )  # fmt: skip


def _operation(sheet: Sheet, what: str) -> UUID:
    """The same each time, so that what is pressed twice is done once."""
    return uuid5(SPACE, f"{sheet.pk} {what}")


def _note(response: Response, asked: Asked, why: str, by: User) -> None:
    """What stood before of everything that a correction changed. `asked` is as it was before."""
    before, after, now = asked.values, values_of(response, asked.instrument), timezone.now()
    Correction.objects.bulk_create(
        Correction(response=response, variable=name, why=why, at=now, by=by, **_pair("old", before, name),
                   **_pair("new", after, name))
        for name in asked.instrument.variables if before[name] != after[name]
    )  # fmt: skip


def _pair(which: str, values: Values, name: str) -> dict[str, int | str | None]:
    value = values[name]
    is_number = isinstance(value, int)
    return {f"{which}_value": value if is_number else None, f"{which}_missing": "" if is_number else str(value or "")}


def _share(asked: Asked, said: str) -> None:
    of_them = Response.objects.filter(
        respondent__study=asked.study, respondent__code=asked.code, wave=asked.wave, instrument=asked.instrument.id
    )
    for response in of_them:
        of_them.filter(pk=response.pk).update(shared=rules.shared_after(response.shared, said))


def _link(sheet: Sheet, wave: Wave, by: User) -> tuple[PersonalLink, str]:
    """The key that the sheet's code is. Only a keyed hash of the code is kept, and it names the sheet alone."""
    while True:
        code = new_code()
        try:
            with transaction.atomic():
                return PersonalLink.objects.create(
                    token_hash=cipher.blind_index("sheet", 0, code), subject=f"sheet:{sheet.pk}", purpose=links.SHEET,
                    made_at=timezone.now(), made_by=by, expires_at=ends_at(wave),
                ), code  # fmt: skip
        except IntegrityError:  # one in 110 thousand million: draw again
            continue
