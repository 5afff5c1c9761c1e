"""The month's random check: drawn once, judged line by line, signed when every line has been judged."""

import secrets
from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.models import Event, LogCheck, LogCheckLine, Organisation, User
from fremskudt.access.rules import sample
from fremskudt.access.selectors.log import organisations_in
from fremskudt.access.selectors.log_check import reads_in
from fremskudt.basics.verdict import require


def draw(*, municipality: Organisation, month: date, by: User, seed: str = "") -> LogCheck:
    """Draw the sample of a month that is over. The seed is made here and now, unless a test brings its own."""
    require(sample.may_draw(month=month, today=timezone.localdate(), already=_is_drawn(municipality, month)))
    seed = seed or secrets.token_hex(16)
    numbers = list(reads_in(organisations_in([municipality.pk]), month).values_list("number", flat=True))
    drawn = sample.draw(numbers, seed)
    with transaction.atomic():
        # Two who press at once: the second waits here, and then finds that it is drawn.
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        require(sample.may_draw(month=month, today=timezone.localdate(), already=_is_drawn(municipality, month)))
        check = LogCheck.objects.create(
            municipality=municipality, month=month, drawn_at=timezone.now(), drawn_by=by, seed=seed,
            n_reads=len(numbers),
        )  # fmt: skip
        LogCheckLine.objects.bulk_create(LogCheckLine(check_of=check, event_number=number) for number in drawn)
        _tell(by, "log_check.draw", f"org:{municipality.pk}")
    return check


def judge(*, line: LogCheckLine, verdict: str, note: str = "", by: User) -> LogCheckLine:
    """»I orden« (fine), »Spørg om grund« (asked, with a note of what was asked), or open again."""
    with transaction.atomic():
        check = LogCheck.objects.select_for_update().get(pk=line.check_of_id)
        actor = Event.objects.filter(number=line.event_number).values_list("actor", flat=True).first() or ""
        require(sample.may_judge(actor=actor, judge=by.key, signed=check.signed_at is not None))
        line.verdict, line.note = verdict, note
        line.judged_at, line.judged_by = (None, None) if verdict == "open" else (timezone.now(), by)
        line.save(update_fields=["verdict", "note", "judged_at", "judged_by"])
        _tell(by, "log_check.verdict", actor, "coded,free_text" if note else "coded")
    return line


def sign(*, check: LogCheck, by: User) -> LogCheck:
    with transaction.atomic():
        check = LogCheck.objects.select_for_update().get(pk=check.pk)
        n_open = check.lines.filter(verdict="open").count()
        require(sample.may_sign(n_open=n_open, signed=check.signed_at is not None))
        check.signed_at, check.signed_by = timezone.now(), by
        check.save(update_fields=["signed_at", "signed_by"])
        _tell(by, "log_check.sign", f"org:{check.municipality_id}")
    return check


def _is_drawn(municipality: Organisation, month: date) -> bool:
    return LogCheck.objects.filter(municipality=municipality, month=month).exists()


def _tell(by: User, action: str, subject: str, fields: str = "coded") -> None:
    audit.record(by=by, action=action, subject=subject, purpose=audit.Purpose.CHECK, fields=fields)
