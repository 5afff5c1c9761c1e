"""Sheets for a whole wave at once: one for each whom we may ask, and a list of whose is which."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit, cipher, links
from fremskudt.access.actor import actor_of
from fremskudt.access.audit import Purpose
from fremskudt.access.models import PersonalLink, User
from fremskudt.basics.codes import new_code
from fremskudt.casework.models import Citizen
from fremskudt.instruments import Instrument
from fremskudt.surveys.actions import instrument
from fremskudt.surveys.actions import respondent as respondents
from fremskudt.surveys.actions.sheet import ends_at
from fremskudt.surveys.models import Invitation, Respondent, Response, Sheet, Wave
from fremskudt.surveys.rules.ways import Way
from fremskudt.surveys.selectors import instrument as instruments
from fremskudt.surveys.selectors.respondent import code_of


class Printed(NamedTuple):
    """One sheet of the pack. The code is here and on the paper, and nowhere else."""

    citizen: str
    code: str
    instrument: Instrument


def print_wave(*, wave: Wave, people: Sequence[Citizen], language: str, by: User) -> list[Printed]:
    """A new sheet for each of these, of whom the selector has just found that we may ask.

    Who is new to the study gets their line first, each by itself; then all sheets are made at once, so that nobody
    waits long for the database. The rows stand in the order of the respondents' codes and the events in that of the
    citizens': the two orders tell nothing of who is who.
    """
    known = _respondents(wave, people)
    versions = _versions(wave, list(known))
    with transaction.atomic():
        for version in {one.hash: one for one in versions.values()}.values():
            instrument.keep(version)
        codes = _make([(known[code], versions[code]) for code in sorted(known)], wave, language, by)
        keys = sorted(citizen.key for citizen in people)
        _record(keys, "invitation.make", by)
        _record(keys, "sheet.print", by)
        subject = f"study:{wave.study.slug} wave:{wave.pk}"
        audit.record(by=by, action="sheets.print", subject=subject, purpose=Purpose.EVALUATION)
    mine = {code_of(wave.study.slug, citizen): citizen.code for citizen in people}
    return [Printed(mine[code], codes[code], versions[code]) for code in sorted(known, key=mine.__getitem__)]


def _respondents(wave: Wave, people: Sequence[Citizen]) -> dict[str, Respondent]:
    codes = {code_of(wave.study.slug, citizen): citizen for citizen in people}
    known = {one.code: one for one in Respondent.objects.filter(study=wave.study, code__in=list(codes))}
    for code, citizen in codes.items():
        if code not in known:
            with transaction.atomic():
                known[code] = respondents.find_or_make(study=wave.study, citizen=citizen)
    return known


def _versions(wave: Wave, codes: Sequence[str]) -> dict[str, Instrument]:
    """What is begun is finished with the version it was begun with."""
    begun = Response.objects.filter(wave=wave, instrument=wave.instrument, respondent__code__in=codes)
    hashes = dict(begun.values_list("respondent__code", "instrument_hash"))
    newest = instruments.newest(wave.instrument)
    return {code: instruments.of_hash(hashes[code]) if code in hashes else newest for code in codes}


def _make(each: Sequence[tuple[Respondent, Instrument]], wave: Wave, language: str, by: User) -> dict[str, str]:
    """The sheets, their keys and the rows of having asked. Respondent's code → the code on the sheet."""
    now = timezone.now()
    sheets = Sheet.objects.bulk_create(
        Sheet(
            respondent=person, wave=wave, instrument_version=version.version, instrument_hash=version.hash,
            language=language, printed_at=now, printed_by=by,
        )
        for person, version in each
    )  # fmt: skip
    codes = {sheet.respondent.code: new_code() for sheet in sheets}
    made = PersonalLink.objects.bulk_create(_link(sheet, codes[sheet.respondent.code], now, by) for sheet in sheets)
    for sheet, link in zip(sheets, made, strict=True):
        sheet.link = link
    Sheet.objects.bulk_update(sheets, ["link"])
    Invitation.objects.bulk_create(
        Invitation(respondent=person, wave=wave, way=Way.PAPER, made_at=now, by=by) for person, _version in each
    )
    return codes


def _link(sheet: Sheet, code: str, now: datetime, by: User) -> PersonalLink:
    return PersonalLink(
        token_hash=cipher.blind_index("sheet", 0, code), subject=f"sheet:{sheet.pk}", purpose=links.SHEET, made_at=now,
        made_by=by, expires_at=ends_at(sheet.wave),
    )  # fmt: skip


def _record(keys: Sequence[str], action: str, by: User) -> None:
    """One event for each citizen, in one go: so many one by one would hold the log for everybody else."""
    audit.record_reads(by=actor_of(by), action=action, subjects=keys, purpose=Purpose.EVALUATION, fields="")
