"""Contacts and requests for the tests, made as plain rows."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from fremskudt.access.models import User
from fremskudt.casework.models import Case, Citizen, Contact, UrgentRequest

ONE = UUID(int=1)


def case_of(citizen: Citizen) -> Case:
    return Case.objects.get(citizen=citizen)


def met(citizen: Citizen, by: User, at: datetime | None = None, **more: Any) -> Contact:
    """A contact, met at home unless it is said otherwise."""
    now = timezone.now()
    told = {"outcome": "met", "place": "home", "way": "in_person", "minutes": 45, "operation": uuid4(), **more}
    return Contact.objects.create(case=case_of(citizen), at=at or now, made_at=at or now, by=by, **told)


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def found(citizen: Citizen, days: int) -> None:
    """As if the course began so many days ago."""
    Case.objects.filter(citizen=citizen).update(found_on=timezone.localdate() - timedelta(days=days))


def asked(citizen: Citizen) -> UrgentRequest:
    """The citizen's request; the same however often a test asks for it."""
    return UrgentRequest.objects.get_or_create(
        case=case_of(citizen), municipality=citizen.municipality,
        defaults={"asked_at": timezone.now(), "made_at": timezone.now(), "by": citizen.made_by},
    )[0]  # fmt: skip


def addresses(followed: Citizen, citizens: dict[str, dict[str, Any]], by: User) -> dict[str, dict[str, dict[str, Any]]]:
    """The pages of one contact, near and far."""
    one = Contact.objects.filter(case=case_of(followed), operation=ONE).first() or met(followed, by, operation=ONE)
    numbered = {key: {**arguments, "pk": one.pk} for key, arguments in citizens.items()}
    return {f"casework:{name}": numbered for name in ("contact", "contact_undo", "contact_correct")}


def hidden(page: str, name: str = "operation") -> str:
    """The value of a hidden field of the page."""
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def address(name: str, citizen: Citizen, *more: object) -> str:
    return reverse(f"casework:{name}", args=[citizen.code, *more])
