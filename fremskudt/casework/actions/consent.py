"""The acts of the ledger of who may know what: an answer, a yes withdrawn, all sharing stopped.

Nothing is ever changed: an answer is a new entry, and what ends an entry is a row of its own. The citizen's row is
locked, so that two who answer at once take turns.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.actor import Actor
from fremskudt.access.audit import Purpose as Why
from fremskudt.access.links import actor_of
from fremskudt.access.models import PersonalLink, User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.casework.actions.case import has_ended
from fremskudt.casework.actions.meeting import close_uncovered
from fremskudt.casework.models import Case, Citizen, ConsentEnd, ConsentEntry, Meeting
from fremskudt.casework.rules import consent_answer as rules
from fremskudt.casework.rules.consent import Answer, Recipient, Topic
from fremskudt.casework.selectors.consent_cards import said_of
from fremskudt.casework.selectors.consent_recipients import stands

TWICE = timedelta(minutes=10)  # the same answer again within this is the same press


def answer(
    *,
    case: Case,
    recipient: Recipient,
    answer: str,
    purpose: str,
    topics: Collection[str],
    direction: str,
    form: str,
    witness: str,
    place: str,
    words: str,
    said_at: datetime,
    until_on: date | None,
    meeting: Meeting | None = None,
    by: User | None,
    link: PersonalLink | None = None,
) -> ConsentEntry:
    """Write down what was answered to exactly these words; the same answer pressed twice is one.

    An answer ends the older yeses to exactly the same recipient for the same purpose whose topics it covers
    (rules/consent_answer.replaces), and takes away the meeting seats that no yes carries any more.
    """
    now = timezone.now()
    with transaction.atomic():
        citizen = _locked(case.citizen)
        entry = ConsentEntry(
            citizen=citizen, answer=answer, purpose=purpose, topics=_in_order(topics), direction=direction,
            organisation_id=recipient.organisation, user_id=recipient.user, role="".join(sorted(recipient.roles)[:1]),
            outside=recipient.outside, meeting=meeting, form=form, witness=witness, place=place, words=words,
            said_at=said_at, until_on=until_on if answer == Answer.YES else None, made_at=now, by=by,
        )  # fmt: skip
        already = _pressed_before(entry)
        if already:
            return already
        require(_may_answer(entry, case, now))
        require(stands(citizen, recipient))
        entry.save(force_insert=True)
        new = said_of(entry, citizen.pk)
        older = ConsentEntry.objects.of(citizen).standing().exclude(pk=entry.pk).filter(answer=Answer.YES)
        _end((old for old in older if rules.replaces(new, said_of(old, citizen.pk))), "replaced", now, by)
        close_uncovered(citizen=citizen, by=by)
        _note_event(citizen, "consent.answer", "coded,free_text", by, link)
    return entry


def withdraw(*, entry: ConsentEntry, by: User | None, link: PersonalLink | None = None) -> ConsentEnd | None:
    """Stop all that the recipient of this yes may know; from the next request on they see nothing by it.

    Every yes to exactly the same recipient ends, whatever it was for, so that the receipt »kan ikke længere se noget«
    is true. Always possible, also after a farewell. None where there was nothing left to stop; withdrawn before, the
    first time stands.
    """
    now = timezone.now()
    with transaction.atomic():
        citizen = _locked(entry.citizen)
        to = rules.recipient_key(said_of(entry, citizen.pk))
        ended = _end(
            (one for one in _holding(citizen) if rules.recipient_key(said_of(one, citizen.pk)) == to),
            "withdrawn", now, by,
        )  # fmt: skip
        if not ended:
            return ConsentEnd.objects.filter(entry=entry).first()
        close_uncovered(citizen=citizen, by=by)
        _note_event(citizen, "consent.withdraw", "coded", by, link)
    return ended[0]


def stop_all(*, citizen: Citizen, by: User | None, link: PersonalLink | None = None, actor: Actor | None = None) -> int:
    """Stop every yes of the citizen; the answer is how many there were. Pressed again, nothing is left to stop.

    `actor` is whom the log names where the link itself must not stand beside the citizen (the code on a sheet).
    """
    now = timezone.now()
    with transaction.atomic():
        kept = _locked(citizen)
        ended = _end(_holding(kept), "withdrawn", now, by)
        if ended:
            close_uncovered(citizen=kept, by=by)
            _note_event(kept, "consent.stop_all", "coded", by, link, actor)
    return len(ended)


def _locked(citizen: Citizen) -> Citizen:
    """The record that is kept of the citizen, held to the end of the transaction."""
    held = Citizen.objects.select_for_update(of=("self",)).get(pk=citizen.pk)
    return _locked(Citizen(pk=held.merged_into_id)) if held.merged_into_id else held


def _holding(citizen: Citizen) -> Iterable[ConsentEntry]:
    """Every yes that nobody has ended and whose last day is not over; a yes that lapsed by itself is left as it was."""
    today = timezone.localdate()
    return ConsentEntry.objects.of(citizen).standing().filter(answer=Answer.YES, until_on__gte=today)


def _end(entries: Iterable[ConsentEntry], why: str, at: datetime, by: User | None) -> list[ConsentEnd]:
    return ConsentEnd.objects.bulk_create(ConsentEnd(entry=entry, why=why, at=at, by=by) for entry in entries)


def _may_answer(entry: ConsentEntry, case: Case, now: datetime) -> Verdict:
    told = rules.Told(
        answer=entry.answer, purpose=entry.purpose, topics=frozenset(entry.topics.split()), direction=entry.direction,
        form=entry.form, witness=entry.witness, said_at=entry.said_at, said_on=timezone.localdate(entry.said_at),
        until_on=entry.until_on, has_meeting=entry.meeting_id is not None,
    )  # fmt: skip
    known_on = min(Case.objects.of(entry.citizen).values_list("found_on", flat=True))
    return rules.may_answer(told, now=now, today=timezone.localdate(now), known_on=known_on, has_ended=has_ended(case))


def _pressed_before(entry: ConsentEntry) -> ConsentEntry | None:
    """The newest answer to the same recipient for the same, when it says the same and was written a moment ago."""
    same = ("purpose", "organisation_id", "user_id", "role", "outside", "meeting_id")
    told = ("answer", "topics", "direction", "form", "witness", "place", "words", "until_on", "by_id")
    newest = ConsentEntry.objects.of(entry.citizen).filter(**{name: getattr(entry, name) for name in same})
    last = newest.select_related("end").order_by("-pk").first()
    if last is None or hasattr(last, "end") or entry.made_at - last.made_at > TWICE:
        return None
    return last if all(getattr(last, name) == getattr(entry, name) for name in told) else None


def _in_order(topics: Collection[str]) -> str:
    """As the database keeps them. An unknown one stays, so that the rule refuses it."""
    known = [topic for topic in Topic if topic in topics]
    return " ".join([*known, *sorted(set(topics) - set(known))])


def _note_event(  # noqa: PLR0917
    citizen: Citizen, action: str, fields: str, by: User | None, link: PersonalLink | None, actor: Actor | None = None
) -> None:
    who, why = (by, Why.CARE) if by else (actor_of(link) if link else actor, Why.OWN)
    if who is None:
        raise ValueError(f"{action} needs somebody who did it")
    audit.record(by=who, action=action, subject=citizen.key, purpose=why, fields=fields)
