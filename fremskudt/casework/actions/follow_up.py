"""Looks at how it goes, planned by themselves after a farewell and a handover, and noted by a person."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.models import Case, Citizen, Ending, FollowUp
from fremskudt.casework.rules import follow_up as rules


def plan_after_ending(*, ending: Ending, by: User) -> None:
    """One and six months on, for the one who said farewell."""
    _plan(ending.case, rules.after_ending(ending.on), by)


def plan_after_handover(*, case: Case, on: date, by: User) -> None:
    """Four and twelve weeks after the receiver said yes, for the one who handed over."""
    _plan(case, rules.after_handover(on), by)


def note(*, follow_up: FollowUp, on: date, is_reached: bool, words: str, by: User) -> None:
    """How it went. Not to have reached somebody is an answer too, and ends nothing."""
    with transaction.atomic():
        held = FollowUp.objects.select_for_update(of=("self",)).select_related("case__citizen").get(pk=follow_up.pk)
        if (held.done_on, held.is_reached, held.words, held.done_by_id) == (on, is_reached, words, by.pk):
            return
        require(rules.may_note(is_done=held.done_on is not None, is_dropped=held.dropped_at is not None))
        held.done_on, held.is_reached, held.words, held.done_by = on, is_reached, words, by
        held.save(update_fields=["done_on", "is_reached", "words", "done_by"])
        fields = "coded,free_text" if words else "coded"
        _record(by, "follow_up.done", held.case.citizen, fields)


def drop(*, cases: Iterable[Case], kinds: Iterable[str], citizen: Citizen, by: User) -> None:
    """Nothing of these kinds is left to look at in these courses: somebody came back, or it was no farewell."""
    with transaction.atomic():
        waiting = FollowUp.objects.waiting().filter(case__in=cases, kind__in=list(kinds))
        if waiting.update(dropped_at=timezone.now()):
            _record(by, "follow_up.drop", citizen)


def _plan(case: Case, days: Mapping[rules.Kind, date], by: User) -> None:
    """One of each kind. What was dropped is planned anew; what is done stays as it was noted."""
    with transaction.atomic():
        done = set(FollowUp.objects.filter(case=case).exclude(done_on=None).values_list("kind", flat=True))
        for kind, day in days.items():
            if kind.value not in done:
                FollowUp.objects.update_or_create(
                    case=case, kind=kind.value,
                    defaults={"due_on": day, "owner": by, "made_at": timezone.now(), "by": by, "dropped_at": None},
                )  # fmt: skip
        _record(by, "follow_up.plan", case.citizen)


def _record(by: User, action: str, citizen: Citizen, fields: str = "coded") -> None:
    record(by=by, action=action, subject=citizen.key, purpose=Purpose.CARE, fields=fields)
