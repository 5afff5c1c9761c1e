"""Role cards: agree on who does what, agree on it again, and end it. Nobody gets one whom no yes covers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions.case import in_writing, locked
from fremskudt.casework.models import Case, Citizen, RoleCard
from fremskudt.casework.rules import role_card as rules
from fremskudt.casework.selectors.role_card_holder import around


def add(
    *,
    case: Case,
    organisation: int | None,
    user: int | None,
    outside: str,
    role: str,
    does: str,
    does_not: str,
    borrowed_from: str,
    until_on: date,
    by: User,
) -> RoleCard:
    """A card for a house, somebody of it, or somebody outside (ids). The same one, pressed twice, is one."""
    whose = {"organisation_id": organisation, "user_id": user, "outside": outside}
    words = {"role": role, "does": does, "does_not": does_not, "borrowed_from": borrowed_from, "until_on": until_on}
    with transaction.atomic():
        held = in_writing(case)
        already = RoleCard.objects.standing().filter(case=held, **whose, **words).first()
        if already:
            return already
        citizen = _kept(held)
        require(around(citizen, [user]).may_hold(organisation, user, outside))
        card = _write(held, by=by, **whose, **words)
        record(by=by, action="role_card.add", subject=citizen.key, purpose=Purpose.CARE, fields="free_text")
    return card


def again(
    *, card: RoleCard, role: str, does: str, does_not: str, borrowed_from: str, until_on: date, by: User
) -> RoleCard:
    """Agreed anew with the same holder: a new card that stands instead. The old one stays as it was."""
    words = {"role": role, "does": does, "does_not": does_not, "borrowed_from": borrowed_from, "until_on": until_on}
    with transaction.atomic():
        held = in_writing(_newest(card))
        old = RoleCard.objects.select_related("replaced_by").get(pk=card.pk)
        newer = getattr(old, "replaced_by", None)
        if newer and all(getattr(newer, name) == value for name, value in words.items()):
            return newer  # type: ignore[no-any-return]
        require(rules.may_agree_again(is_ended=old.ended_at is not None, is_replaced=newer is not None))
        citizen = _kept(held)
        require(around(citizen, [old.user_id]).may_keep(old))
        whose = {"organisation_id": old.organisation_id, "user_id": old.user_id, "outside": old.outside}
        made = _write(held, by=by, replaces=old, **whose, **words)
        record(by=by, action="role_card.again", subject=citizen.key, purpose=Purpose.CARE, fields="free_text")
    return made


def end(*, card: RoleCard, by: User) -> None:
    """The role is no more. Also after a farewell: nobody is held to what was agreed before. Ended twice, it is once."""
    with transaction.atomic():
        held = locked(card.case)
        n_ended = RoleCard.objects.standing().filter(pk=card.pk).update(ended_at=timezone.now())
        if n_ended:
            record(by=by, action="role_card.end", subject=_kept(held).key, purpose=Purpose.CARE, fields="coded")


def _newest(card: RoleCard) -> Case:
    """The course that goes on now, where the card is of an earlier one."""
    return Case.objects.of(_kept(card.case)).order_by("-found_on", "-pk").first() or card.case


def _kept(case: Case) -> Citizen:
    """The record that is kept, which the ledger speaks of, where two were merged."""
    return case.citizen.merged_into or case.citizen


def _write(case: Case, *, by: User, **told: object) -> RoleCard:
    now = timezone.now()
    return RoleCard.objects.create(case=case, confirmed_on=timezone.localdate(now), made_at=now, by=by, **told)
