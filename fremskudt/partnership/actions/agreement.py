"""Write an agreement, sign it, look at it again, note who backs it, end it, and the steering group's yes.

Every act locks the house first, so that a version is never signed while somebody writes the next one.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from fremskudt.access import audit
from fremskudt.access.audit import Purpose
from fremskudt.access.models import Organisation, User
from fremskudt.basics.verdict import Verdict, require
from fremskudt.partnership.models import Agreement, AgreementReview
from fremskudt.partnership.rules import agreement as rules
from fremskudt.partnership.selectors import agreement as selectors

SIGNER = {rules.OURS: "signed_by_us", rules.THEIRS: "signed_by_them"}


def write(*, house: Organisation, base: int | None, told: dict[str, Any], by: User) -> Agreement:
    """A new version that both must sign; until then the earlier one holds. The same, pressed twice, is one.

    `base` is the version it was written from; where somebody has written another meanwhile, the rule says no.
    """
    with transaction.atomic():
        _lock(house)
        newest = Agreement.objects.filter(organisation=house).first()
        if newest and newest.by_id == by.pk and all(getattr(newest, key) == value for key, value in told.items()):
            return newest
        require(rules.may_write(is_newest=base == (newest.pk if newest else None)))
        made = Agreement.objects.create(organisation=house, replaces=newest, made_at=timezone.now(), by=by, **told)
        audit.record(
            by=by, action="agreement.write", subject=f"org:{house.pk}", purpose=Purpose.ADMINISTRATION,
            fields="free_text",
        )  # fmt: skip
    return made


def sign(*, agreement: Agreement, side: str, by: User) -> None:
    """This very version, for one side. Signed twice by the same person, it is once."""
    with transaction.atomic():
        held = _locked(agreement)
        if selectors.signer_of(held, side) == by.pk:
            return
        require(selectors.may_sign(held, side, by.pk))
        setattr(held, SIGNER[side], by)
        setattr(held, f"{SIGNER[side]}_at", timezone.now())
        held.save(update_fields=[SIGNER[side], f"{SIGNER[side]}_at"])
        _record(by, "agreement.sign", held, "coded")


def back(*, agreement: Agreement, backed_on: date, backed_by: str, by: User) -> None:
    """Note that the partner's own management backs it: who and when."""
    with transaction.atomic():
        held = _locked(agreement)
        if (held.backed_on, held.backed_by) == (backed_on, backed_by):
            return
        ended = rules.has_ended(held, timezone.localdate())
        require(rules.may_back(is_replaced=selectors.is_replaced(held), has_ended=ended))
        held.backed_on, held.backed_by = backed_on, backed_by
        held.save(update_fields=["backed_on", "backed_by"])
        _record(by, "agreement.back", held, "free_text")


def review(*, agreement: Agreement | None, on: date, words: str, next_on: date, by: User) -> None:
    """Both have looked at it again, and know when they do it next. The same, pressed twice, is one."""
    require(rules.may_tend(holds=agreement is not None))
    assert agreement is not None  # noqa: S101  said by the rule
    with transaction.atomic():
        held = _locked(agreement)
        told = {"on": on, "words": words, "next_on": next_on, "by": by}
        if held.reviews.filter(**told).exists():
            return
        require(rules.may_tend(holds=_holds(held)))
        AgreementReview.objects.create(agreement=held, made_at=timezone.now(), **told)
        _record(by, "agreement.review", held, "free_text")


def end(*, house: Organisation, on: date, by: User) -> None:
    """The one that holds ends on that day, and so does a newer one that waits."""
    with transaction.atomic():
        _lock(house)
        today = timezone.localdate()
        versions = list(Agreement.objects.filter(organisation=house))
        held, waiting = rules.holding(versions, today), rules.waiting(versions, today)
        require(rules.may_tend(holds=held is not None))
        changed = [one for one in (held, waiting) if one and one.ends_on != on]
        for one in changed:
            one.ends_on = on
            one.save(update_fields=["ends_on"])
        if changed:
            _record(by, "agreement.end", changed[0], "coded")


def confirm(*, agreement: Agreement, may: Verdict, by: User) -> None:
    """The steering group has seen this version; once. `may` says whether this person may."""
    with transaction.atomic():
        held = _locked(agreement)
        require(may)
        require(rules.may_tend(holds=_holds(held)))
        if held.steering_seen_at is None:
            held.steering_seen_by, held.steering_seen_at = by, timezone.now()
            held.save(update_fields=["steering_seen_by", "steering_seen_at"])
            _record(by, "agreement.confirm", held, "coded")


def _holds(agreement: Agreement) -> bool:
    versions = list(Agreement.objects.filter(organisation=agreement.organisation_id))
    return rules.holding(versions, timezone.localdate()) == agreement


def _lock(house: Organisation) -> None:
    Organisation.objects.select_for_update().get(pk=house.pk)


def _locked(agreement: Agreement) -> Agreement:
    Organisation.objects.select_for_update().get(pk=agreement.organisation_id)
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


def _record(by: User, action: str, agreement: Agreement, fields: str) -> None:
    audit.record(
        by=by, action=action, subject=f"org:{agreement.organisation_id}", purpose=Purpose.ADMINISTRATION,
        fields=fields,
    )  # fmt: skip
