"""A role card of the one who is followed, for the addresses that name one."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from fremskudt.casework.models import Citizen, RoleCard
from tests.cast import Cast


def role_pages(
    people: Cast, followed: Citizen, citizens: dict[str, dict[str, Any]]
) -> dict[str, dict[str, dict[str, Any]]]:
    card = role_of(followed, people)
    named = {key: {**code, "pk": card.pk} for key, code in citizens.items()}
    return {
        "casework:roles": citizens,
        "casework:role_new": citizens,
        "casework:role_again": named,
        "casework:role_end": named,
    }


def role_of(citizen: Citizen, people: Cast, **more: Any) -> RoleCard:
    """The drop-in centre comes along on Thursdays, unless it is said otherwise."""
    today = timezone.localdate()
    told = {
        "case": citizen.cases.get(), "organisation": people.drop_in, "role": "Følgesvend",
        "does": "Går med til aftaler", "by": people.therapist, **more,
    }  # fmt: skip
    when = {"until_on": today + timedelta(days=30), "confirmed_on": today, "made_at": timezone.now()}
    return RoleCard.objects.get_or_create(**told, defaults=when)[0]
