"""Where somebody goes on to, chosen together. A new choice is a new line; the one before is closed, not changed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.casework.actions.case import in_writing
from fremskudt.casework.models import Case, Transition


def choose(*, case: Case, target: str, target_words: str, on: date, by: User) -> Transition:
    """From that day this is where they are going. The same choice again is the same line."""
    with transaction.atomic():
        held = in_writing(case)
        now = find_open(held)
        if now and (now.target, now.target_words) == (target, target_words):
            return now
        if now:
            now.closed_on = max(on, now.chosen_on)
            now.save(update_fields=["closed_on"])
        made = Transition.objects.create(
            case=held, target=target, target_words=target_words, chosen_on=on, made_at=timezone.now(), by=by
        )
        write_event(by, "transition.choose", held, "coded,free_text" if target_words else "coded")
    return made


def find_open(case: Case) -> Transition | None:
    """The choice in force, with its handover."""
    return Transition.objects.filter(case=case, closed_on=None).select_related("handover").first()


def write_event(by: User, action: str, case: Case, fields: str = "coded") -> None:
    record(by=by, action=action, subject=case.citizen.key, purpose=Purpose.CARE, fields=fields)
