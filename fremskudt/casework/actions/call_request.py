"""Somebody asks to be rung: written down sealed, taken by one, closed, emptied when its time is over (F10, F11, F18).

Name, number and words are sealed under a key of the row's own, bound to its code: when the key goes, no copy of them
can be opened.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fremskudt.access import audit, cipher
from fremskudt.access.actions.keys import know_version
from fremskudt.access.actor import SYSTEM, Actor
from fremskudt.access.audit import Purpose
from fremskudt.access.links import actor_of
from fremskudt.access.models import Area, Organisation, PersonalLink, User
from fremskudt.basics.codes import new_code
from fremskudt.basics.verdict import NotNow, require
from fremskudt.casework.actions import case as cases
from fremskudt.casework.actions import channel, identity
from fremskudt.casework.actions.citizen import create
from fremskudt.casework.models import CallRequest, Citizen, SaidYes
from fremskudt.casework.rules import call_request as rules
from fremskudt.casework.rules.channel import WayIn
from fremskudt.casework.rules.identity import normal_phone
from fremskudt.casework.rules.said_yes import Heard, may_hear
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.call_request import SEALED, bound, key_owner, opened, subject
from fremskudt.casework.selectors.own_consents import newest_case
from fremskudt.partnership.models import Batch

NOBODY = Actor("nobody")


def ask(
    *, municipality: Organisation, who: str, operation: UUID, name: str = "", phone: str = "", words: str = "",
    is_urgent: bool = False, area: Area | None = None, batch: Batch | None = None,
    organisation: Organisation | None = None, by: User | None = None, said_yes_on: date | None = None,
    said_how: str = "", citizen: Citizen | None = None, link: PersonalLink | None = None,
) -> CallRequest:  # fmt: skip
    """One request; the same page sent again is the one that is there. `by` and `link` are None of a public page.

    A professional (or a peer) is `by`, with `said_yes_on` and `said_how`; the holder of the own link is `citizen`.
    BadIdentityError for a phone that cannot be one.
    """
    texts = {"name": name, "phone": normal_phone(phone) or "", "words": words}
    coded: dict[str, Any] = {
        "municipality": municipality, "who": who, "is_urgent": is_urgent, "area": area, "batch": batch,
        "organisation": organisation, "by": by, "said_yes_on": said_yes_on, "said_how": said_how, "citizen": citizen,
    }  # fmt: skip
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=municipality.pk)  # two taps at once take turns
        if already := CallRequest.objects.filter(operation=operation).first():
            return already
        call = CallRequest(code=new_code(), operation=operation, made_at=timezone.now(), **coded)
        _seal(call, texts)
        call.save(force_insert=True)
        actor = by or (actor_of(link) if link else NOBODY)
        audit.record(
            by=actor, action="call_request.ask", subject=subject(call),
            purpose=Purpose.OWN if link else Purpose.CARE, fields="coded,identifying,free_text",
        )  # fmt: skip
    return call


def take(*, call: CallRequest, by: User) -> None:
    """»Tag den«: one of two who press at once has it, and the other is told when. Pressed twice by the same, once."""
    with transaction.atomic():
        held = _held(call)
        if held.taken_by_id == by.pk and held.closed_at is None:
            return
        verdict = rules.may_take(is_taken_by_other=held.taken_by_id is not None, is_closed=held.closed_at is not None)
        if not verdict:
            raise NotNow(_(verdict.reason) % {"at": _clock(held.taken_at)})
        held.taken_at, held.taken_by = timezone.now(), by
        held.save(update_fields=["taken_at", "taken_by"])
        _record("call_request.take", held, by)


def close(*, call: CallRequest, outcome: str, by: User) -> None:
    """How it went. The same pressed twice is one; another outcome afterwards is not now."""
    with transaction.atomic():
        held = _held(call)
        if held.outcome == outcome and held.closed_by_id == by.pk:
            return
        require(rules.may_close(is_closed=held.closed_at is not None, outcome=outcome))
        _close(held, outcome, by)
        _record("call_request.close", held, by)


def reopen(*, call: CallRequest, by: User) -> None:
    """Take back that it was closed, within the time of an undo. Pressed twice, once."""
    with transaction.atomic():
        held = _held(call)
        if held.closed_at is None:
            return
        is_recent = held.closed_by_id == by.pk and may_undo(held.closed_at, timezone.now())
        require(rules.may_reopen(is_recent=is_recent, outcome=held.outcome))
        held.closed_at, held.closed_by, held.outcome = None, None, ""
        held.save(update_fields=["closed_at", "closed_by", "outcome"])
        _record("call_request.reopen", held, by)


def begin(
    *, call: CallRequest, alias: str, form: str, witness: str, words: str, said_at: datetime, by: User,
    apart_from: Iterable[Citizen] = (), birth_year: int | None = None,
) -> Citizen:  # fmt: skip
    """Who asked becomes a citizen with a course, and the request is closed. AliasTakenError as in create.

    Name and number go into the citizen's own sealed row where they are the person's; a relative's stay behind. A yes
    that is worth nothing (no witness, a day ahead) is refused; the day of it is the course's first.
    """
    with transaction.atomic():
        held, said_on = _held(call), timezone.localdate(said_at)
        if already := pressed_before(held, by, alias):
            return already
        require(
            rules.may_begin(
                is_closed=held.closed_at is not None, is_emptied=held.emptied_at is not None,
                has_citizen=held.citizen_id is not None,
            )
        )  # fmt: skip
        require(may_hear(Heard(form, witness, said_on), today=timezone.localdate(), known_on=None))
        citizen = create(
            municipality=held.municipality, alias=alias, birth_year=birth_year, apart_from=apart_from, by=by
        )
        case = newest_case(citizen)
        channel.write(case=case, way=WayIn(said_on, found_by=rules.FOUND_BY[held.who]), by=by)
        cases.start(case=case, on=said_on, by=by)
        SaidYes.objects.create(
            call=held, citizen=citizen, form=form, witness=witness, words=words, said_at=said_at,
            made_at=timezone.now(), by=by,
        )  # fmt: skip
        _hand_over(held, citizen, by)
        held.citizen = citizen
        _close(held, rules.BEGAN, by)
        _record("call_request.begin", held, by)
    return citizen


def pressed_before(call: CallRequest, by: User, alias: str) -> Citizen | None:
    """Whom the same press began a course with a moment ago."""
    made = call.citizen if call.outcome == rules.BEGAN and call.closed_by_id == by.pk else None
    is_recent = call.closed_at is not None and may_undo(call.closed_at, timezone.now())
    return made if made and made.alias == alias and is_recent else None


def empty_expired(now: datetime) -> int:
    """Let go of what was sealed, with its key, where its time is over; how many this worker emptied. Each once."""
    due = CallRequest.objects.filter(
        Q(closed_at__lte=now - rules.CLOSED_KEPT) | Q(closed_at=None, made_at__lte=now - rules.UNANSWERED_KEPT),
        emptied_at=None,
    )
    return sum(_empty(call, now) for call in list(due.select_related("citizen").defer(*SEALED).order_by("pk")))


def _empty(call: CallRequest, now: datetime) -> bool:
    if not rules.is_expired(made_at=call.made_at, closed_at=call.closed_at, now=now):
        return False
    gone = dict.fromkeys([*SEALED, "wrapped_key", "key_version"])
    with transaction.atomic():
        # as it was found: who has opened it again meanwhile keeps it
        same = CallRequest.objects.filter(pk=call.pk, emptied_at=None, closed_at=call.closed_at)
        if not same.update(emptied_at=now, **gone):
            return False
        audit.record(
            by=SYSTEM, action="call_request.empty", subject=subject(call), purpose=Purpose.ADMINISTRATION,
            fields="identifying,free_text",
        )  # fmt: skip
    return True


def _seal(call: CallRequest, texts: dict[str, str]) -> None:
    """Under a key of the row's own, each text bound to its column of this very row."""
    key, wrapped = cipher.new_wrapped_key(key_owner(call))
    know_version(wrapped.version)
    call.key_version, call.wrapped_key = wrapped.version, wrapped.key
    for column, text in texts.items():
        setattr(call, column, cipher.seal(key, text, bound(call, column)) if text else None)


def _hand_over(call: CallRequest, citizen: Citizen, by: User) -> None:
    if call.who not in rules.OWN_NUMBER:
        return
    told = opened(call)
    if told.name or told.phone:
        identity.write(citizen=citizen, name=told.name, phone=told.phone, by=by)


def _close(call: CallRequest, outcome: str, by: User) -> None:
    call.closed_at, call.closed_by, call.outcome = timezone.now(), by, outcome
    call.save(update_fields=["closed_at", "closed_by", "outcome", "citizen"])


def _held(call: CallRequest) -> CallRequest:
    """Held to the end of the transaction, so that two who press at once take turns."""
    rows = CallRequest.objects.select_for_update(of=("self",)).select_related("citizen", "municipality")
    return rows.get(pk=call.pk)


def _clock(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "H.i") if at else ""


def _record(action: str, call: CallRequest, by: User) -> None:
    audit.record(by=by, action=action, subject=subject(call), purpose=Purpose.CARE, fields="coded")
