"""A contact: pressed, filled in, corrected and taken back. A double press is one line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import User
from fremskudt.basics.verdict import NotNow, require
from fremskudt.basics.words import gettext_noop as _
from fremskudt.casework.actions import appointment as appointments
from fremskudt.casework.actions.case import has_ended, locked
from fremskudt.casework.models import Case, Contact, Draft, HelpGiven, SmallStep
from fremskudt.casework.rules import contact as rules
from fremskudt.casework.rules.course import may_write
from fremskudt.casework.selectors.draft import form_of

OLD_PAGE = _("Siden var for gammel. Åbn den igen, og tryk en gang til.")


@dataclass(frozen=True)
class Written:
    """Everything that stands on the page of one contact. `minutes` is None where nobody has said."""

    outcome: str
    place: str
    way: str
    at: datetime
    minutes: int | None = None
    kilometres: int | None = None
    companion: str = ""
    note: str = ""
    help: Mapping[str, int | None] = field(default_factory=dict)  # kind → minutes
    steps: frozenset[str] = frozenset()

    @property
    def columns(self) -> dict[str, Any]:
        """As they stand in the line; what nobody has said is what such a contact usually takes."""
        usual = rules.usual_minutes(self.outcome, self.place, self.way)
        minutes = usual if self.minutes is None else self.minutes
        told = {
            name: getattr(self, name) for name in ("outcome", "place", "way", "at", "kilometres", "companion", "note")
        }
        return {**told, "minutes": minutes, "minutes_are_estimated": self.minutes is None}


@dataclass(frozen=True)
class NextTime:
    """The next appointment, when it is agreed in the same breath."""

    at: datetime
    place: str
    what_for: str


def log(*, case: Case, outcome: str, place: str, way: str, operation: UUID, by: User) -> Contact:
    """One press, now. The same page pressed again is the line that is there already."""
    with transaction.atomic():
        held = locked(case)
        if already := _pressed(operation, by, held):
            return already
        require(may_write(has_ended=has_ended(held)))
        now = timezone.now()
        written = Written(outcome, place, way, now)
        made = Contact.objects.create(case=held, made_at=now, by=by, operation=operation, **written.columns)
        _record(by, "contact.log", held, "coded")
    return made


def fill_in(
    *, contact: Contact, written: Written, operation: UUID, by: User, next_time: NextTime | None = None
) -> Contact:
    """The rest of what was just pressed: within ten minutes the same act and the same line, later a correction."""
    with transaction.atomic():
        held = locked(contact.case)
        line = _line(contact)
        fresh = rules.may_take_back(is_mine=line.by_id == by.pk, made_at=line.made_at, now=timezone.now())
        saved = _rewrite(line, written) if fresh else _replace(line, held, written, operation, by)
        _plan(held, next_time, by)
        _forget_draft(contact, by)
        _record(by, "contact.fill_in", held, "coded,free_text")
    return saved


def correct(*, contact: Contact, written: Written, operation: UUID, by: User) -> Contact:
    """A new line in the place of the old one, which stays folded beneath it."""
    with transaction.atomic():
        held = locked(contact.case)
        if already := _pressed(operation, by, held):
            return already
        saved = _replace(_line(contact), held, written, operation, by)
        _forget_draft(contact, by)
        _record(by, "contact.correct", held, "coded,free_text")
    return saved


def take_back(*, contact: Contact, by: User) -> None:
    """Undo, for ten minutes, by whoever wrote it. What it had replaced stands again. Pressed twice, once."""
    with transaction.atomic():
        held = locked(contact.case)
        line = Contact.objects.get(pk=contact.pk)
        if line.undone_at is not None:
            return
        now = timezone.now()
        require(rules.may_take_back(is_mine=line.by_id == by.pk, made_at=line.made_at, now=now))
        line.undone_at, line.replaces = now, None
        line.save(update_fields=["undone_at", "replaces"])
        _forget_draft(contact, by)
        _record(by, "contact.undo", held, "coded")


def _pressed(operation: UUID, by: User, case: Case) -> Contact | None:
    """The line of this page's press. A number that was used for somebody else is no press on this page."""
    found = Contact.objects.filter(by=by, operation=operation).first()
    if found and found.case_id != case.pk:
        raise NotNow(OLD_PAGE)
    return found


def _line(contact: Contact) -> Contact:
    line = Contact.objects.select_related("replaced_by").get(pk=contact.pk)
    require(rules.may_correct(is_undone=line.undone_at is not None, is_replaced=hasattr(line, "replaced_by")))
    return line


def _rewrite(line: Contact, written: Written) -> Contact:
    for name, value in written.columns.items():
        setattr(line, name, value)
    line.save(update_fields=list(written.columns))
    line.help_given.all().delete()
    line.small_steps.all().delete()
    _note_rest(line, written)
    return line


def _replace(line: Contact, case: Case, written: Written, operation: UUID, by: User) -> Contact:
    made = Contact.objects.create(
        case=line.case, made_at=timezone.now(), by=by, operation=operation, replaces=line, **written.columns
    )
    _note_rest(made, written)
    return made


def _note_rest(line: Contact, written: Written) -> None:
    HelpGiven.objects.bulk_create(
        HelpGiven(contact=line, kind=kind, minutes=minutes) for kind, minutes in sorted(written.help.items())
    )
    on = timezone.localdate(line.at)
    SmallStep.objects.bulk_create(
        SmallStep(case=line.case, contact=line, on=on, kind=kind, made_at=timezone.now(), by=line.by)
        for kind in sorted(written.steps)
    )


def _plan(case: Case, next_time: NextTime | None, by: User) -> None:
    """The next appointment; the same one pressed twice is one."""
    if next_time is None:
        return
    appointments.plan(
        case=case, at=next_time.at, place=next_time.place, place_words="", area=None, what_for=next_time.what_for,
        owner=by, with_user=None, alone_because="", by=by,
    )  # fmt: skip


def _forget_draft(contact: Contact, by: User) -> None:
    Draft.objects.filter(user=by, form=form_of(contact.pk)).delete()


def _record(by: User, action: str, case: Case, fields: str) -> None:
    audit.record(by=by, action=action, subject=case.citizen.key, purpose=Purpose.CARE, fields=fields)
