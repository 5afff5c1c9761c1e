"""Plan what makes the team seen, change it, say afterwards how many were handed out, and call it off."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import Area, Organisation, User
from fremskudt.basics.verdict import require
from fremskudt.partnership.models import Campaign
from fremskudt.partnership.rules import visibility as rules
from fremskudt.partnership.rules.undo import LASTS


def plan(
    *, municipality: Organisation, kind: str, title: str, place: str, area: Area | None, on: date,
    until_on: date | None, n_planned: int | None, by: User,
) -> Campaign:  # fmt: skip
    """Something on a day. The same, pressed twice, is one."""
    told = {
        "municipality": municipality, "kind": kind, "title": title, "place": place, "area": area, "on": on,
        "until_on": until_on, "n_planned": n_planned, "by": by,
    }  # fmt: skip
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=municipality.pk)
        already = Campaign.objects.filter(cancelled_at=None, **told).first()
        if already:
            return already
        campaign = Campaign.objects.create(made_at=timezone.now(), **told)
        _record(by, "campaign.plan", campaign, "free_text")
    return campaign


def change(
    *, campaign: Campaign, kind: str, title: str, place: str, area: Area | None, on: date, until_on: date | None,
    n_planned: int | None, by: User,
) -> None:  # fmt: skip
    told = {
        "kind": kind, "title": title, "place": place, "area": area, "on": on, "until_on": until_on,
        "n_planned": n_planned,
    }  # fmt: skip
    with transaction.atomic():
        held = _locked(campaign)
        require(rules.may_make_code(is_cancelled=held.cancelled_at is not None))
        if all(getattr(held, name) == value for name, value in told.items()):
            return
        for name, value in told.items():
            setattr(held, name, value)
        held.save(update_fields=list(told))
        _record(by, "campaign.change", held, "free_text")


def count(*, campaign: Campaign, n_out: int | None, by: User) -> None:
    """How many were handed out, or how many came; None takes the number away. Written again, the newest holds."""
    with transaction.atomic():
        held = _locked(campaign)
        require(rules.may_make_code(is_cancelled=held.cancelled_at is not None))
        if held.n_out == n_out:
            return
        held.n_out = n_out
        held.save(update_fields=["n_out"])
        _record(by, "campaign.count", held, "coded")


def cancel(*, campaign: Campaign, by: User) -> None:
    """It does not happen. Its codes stay as they are: paper may be out. For ten minutes it can be taken back."""
    with transaction.atomic():
        held = _locked(campaign)
        if held.cancelled_at is not None:
            return
        held.cancelled_at = timezone.now()
        held.save(update_fields=["cancelled_at"])
        _record(by, "campaign.cancel", held, "coded")


def take_back(*, campaign: Campaign, by: User) -> bool:
    """Whether it could still be taken back that it was called off."""
    fresh = timezone.now() - LASTS
    with transaction.atomic():
        n_back = Campaign.objects.filter(pk=campaign.pk, cancelled_at__gte=fresh).update(cancelled_at=None)
        if n_back:
            _record(by, "campaign.cancel_undo", campaign, "coded")
    return bool(n_back)


def _locked(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _record(by: User, action: str, campaign: Campaign, fields: str) -> None:
    record(
        by=by, action=action, subject=f"campaign:{campaign.pk}", purpose=Purpose.ADMINISTRATION, fields=fields
    )  # fmt: skip
