"""A citizen is told of something, joins, turns it down, leaves it: each on a day, each to be undone for ten minutes."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import in_writing, locked
from fremskudt.casework.models import ActivityOffer, Case
from fremskudt.casework.rules import activity_offer as rules
from fremskudt.casework.rules.activity_offer import Mark
from fremskudt.partnership.models import Activity


def offer(
    *, case: Case, activity: Activity | None, kind: str, words: str, on: date, is_joined: bool, by: User
) -> ActivityOffer:
    """Told of it that day, and perhaps joined at once. The same of the same day, pressed twice, is one line."""
    told = {"activity": activity, "kind": activity.kind if activity else kind, "words": words, "offered_on": on}
    with transaction.atomic():
        held = in_writing(case)
        already = ActivityOffer.objects.standing().filter(case=held, left_on=None, **told).first()
        if already:
            return already
        joined_on = on if is_joined else None
        made = ActivityOffer.objects.create(case=held, joined_on=joined_on, made_at=timezone.now(), by=by, **told)
        _record(by, "activity_offer.offer", held, "coded,free_text")
    return made


def join(*, offer: ActivityOffer, on: date, by: User) -> None:
    """Is in it from that day. Refused once the course is said farewell to, as what is new is."""
    with transaction.atomic():
        held = in_writing(offer.case)
        if _mark(offer, Mark.JOINED, on):
            _record(by, "activity_offer.join", held, "coded")


def decline(*, offer: ActivityOffer, on: date, by: User) -> None:
    """Did not want to, that day. Nothing is asked about why."""
    with transaction.atomic():
        held = in_writing(offer.case)
        if _mark(offer, Mark.DECLINED, on):
            _record(by, "activity_offer.decline", held, "coded")


def leave(*, offer: ActivityOffer, on: date, by: User) -> None:
    """Is in it no more. Also after a farewell: what is over may be written."""
    with transaction.atomic():
        held = locked(offer.case)
        if _mark(offer, Mark.LEFT, on):
            _record(by, "activity_offer.leave", held, "coded")


def undo(*, offer: ActivityOffer, mark: Mark, marked_at: datetime, by: User) -> None:
    """The newest act was a mistake. Taken back already, nothing happens."""
    with transaction.atomic():
        held = locked(offer.case)
        line = ActivityOffer.objects.get(pk=offer.pk)
        is_there = line.undone_at is None and getattr(line, f"{mark}_on") is not None
        if not is_there:
            return
        now, state = timezone.now(), state_of(line)
        is_at_once = mark is Mark.OFFERED and state is Mark.JOINED and line.joined_on == line.offered_on
        require(rules.may_take_back(mark, state=mark if is_at_once else state, marked_at=marked_at, now=now))
        field = "undone_at" if mark is Mark.OFFERED else f"{mark}_on"
        setattr(line, field, now if mark is Mark.OFFERED else None)
        line.save(update_fields=[field])
        _record(by, "activity_offer.undo", held, "coded")


def state_of(offer: ActivityOffer) -> Mark:
    return rules.state_of(offer.joined_on, offer.declined_on, offer.left_on)


def _mark(offer: ActivityOffer, mark: Mark, on: date) -> bool:
    """Write the day of it; whether anything was written. The course is locked, so two who press take turns."""
    line = ActivityOffer.objects.get(pk=offer.pk)
    state = state_of(line)
    if state is mark and line.undone_at is None:
        return False
    verdict = rules.may_mark(
        mark, state=state, is_undone=line.undone_at is not None, on=on, offered_on=line.offered_on,
        joined_on=line.joined_on, today=timezone.localdate(),
    )  # fmt: skip
    require(verdict)
    setattr(line, f"{mark}_on", on)
    line.save(update_fields=[f"{mark}_on"])
    return True


def _record(by: User, action: str, case: Case, fields: str) -> None:
    kept = case.citizen.merged_into or case.citizen
    record(by=by, action=action, subject=kept.key, purpose=Purpose.CARE, fields=fields)
