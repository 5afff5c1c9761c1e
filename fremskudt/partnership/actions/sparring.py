"""Plan supervision and sparring, call it off, write down what was learnt, and ask the leader for a talk today."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fremskudt.access import mail
from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Event, Organisation, User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.partnership.models import Sparring, SparringNote
from fremskudt.partnership.rules import sparring as rules

ASK, NOT_SENT = "sparring.ask", "sparring.ask_unsent"


def plan(
    *, municipality: Organisation, kind: str, at: datetime, place: str, about: str, houses: Iterable[Organisation],
    by: User,
) -> Sparring:  # fmt: skip
    """A date that those houses see from now on. The same, pressed twice, is one."""
    told = {"municipality": municipality, "kind": kind, "at": at, "place": place, "about": about, "by": by}
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        already = Sparring.objects.filter(cancelled_at=None, **told).first()
        if already:
            return already
        sparring = Sparring.objects.create(made_at=timezone.now(), **told)
        sparring.invited.set(houses)
        _record(by, "sparring.plan", sparring, "free_text")
    return sparring


def call_off(*, sparring: Sparring, may: Verdict, by: User) -> None:
    """It is not held; its notes stay. `may` says whether this person may. Called off twice, it is once."""
    with transaction.atomic():
        held = _locked(sparring)
        if held.cancelled_at is not None:
            return
        require(may)
        held.cancelled_at = timezone.now()
        held.save(update_fields=["cancelled_at"])
        _record(by, "sparring.cancel", held, "coded")


def note(*, sparring: Sparring, words: str, by: User) -> SparringNote:
    """What was learnt, for all who were invited. The same words again are the same note."""
    with transaction.atomic():
        held = _locked(sparring)
        require(rules.may_note(is_called_off=held.cancelled_at is not None))
        already = held.notes.filter(by=by, words=words, is_own=False, removed_at=None).first()
        if already:
            return already
        written = SparringNote.objects.create(sparring=held, words=words, made_at=timezone.now(), by=by)
        _record(by, "sparring.note", held, "free_text")
    return written


def own_note(*, words: str, by: User) -> SparringNote:
    """For oneself: nobody else reads it. The same words again are the same note."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        already = SparringNote.objects.filter(by=by, words=words, is_own=True, removed_at=None).first()
        if already:
            return already
        written = SparringNote.objects.create(words=words, is_own=True, made_at=timezone.now(), by=by)
        record(by=by, action="sparring.own_note", subject=by.key, purpose=Purpose.OWN, fields="free_text")
    return written


def remove_note(*, note: SparringNote, by: User) -> None:
    """Its writer takes it away. Nobody reads it from now on; for ten minutes it can be put back."""
    with transaction.atomic():
        if SparringNote.objects.filter(pk=note.pk, by=by, removed_at=None).update(removed_at=timezone.now()):
            record(by=by, action="sparring.note_remove", subject=_subject(note, by), purpose=Purpose.OWN)


def put_back(*, note: SparringNote, by: User) -> bool:
    """Whether it could still be put back."""
    fresh = timezone.now() - rules.UNDO_LASTS
    with transaction.atomic():
        n_back = SparringNote.objects.filter(pk=note.pk, by=by, removed_at__gte=fresh).update(removed_at=None)
        if n_back:
            record(by=by, action="sparring.note_back", subject=_subject(note, by), purpose=Purpose.OWN)
    return bool(n_back)


def ask(*, leaders: Sequence[User], by: User) -> bool:
    """Mail the leaders that somebody would like a talk today; whether they know. Pressed twice, it is one mail.

    Written first, so that two who press at once take turns; the mail goes after that, outside any transaction.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        if _was_asked_lately(by):
            return True
        record(by=by, action="sparring.ask", subject=by.key, purpose=Purpose.OWN)
    mails = [mail.talk(to=one.email, language=one.language, name=by.name) for one in leaders]
    if sum(mail.send(each) for each in mails):
        return True
    with transaction.atomic():
        record(by=by, action="sparring.ask_unsent", subject=by.key, purpose=Purpose.OWN)
    return False


def _was_asked_lately(by: User) -> bool:
    lately = Event.objects.filter(actor=by.key, action__in=[ASK, NOT_SENT], at__gte=timezone.now() - rules.ASKED_LASTS)
    return lately.order_by("-number").values_list("action", flat=True).first() == ASK


def _locked(sparring: Sparring) -> Sparring:
    return Sparring.objects.select_for_update().get(pk=sparring.pk)


def _subject(note: SparringNote, by: User) -> str:
    return f"sparring:{note.sparring_id}" if note.sparring_id and not note.is_own else by.key


def _record(by: User, action: str, sparring: Sparring, fields: str) -> None:
    record(
        by=by, action=action, subject=f"sparring:{sparring.pk}", purpose=Purpose.ADMINISTRATION, fields=fields
    )  # fmt: skip
