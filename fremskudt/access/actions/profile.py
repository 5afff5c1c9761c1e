"""Somebody changes what the site calls them, and in which language it speaks to them."""

from django.db import transaction

from fremskudt.access.audit import Purpose, record
from fremskudt.access.models import User


@transaction.atomic
def edit(*, name: str, language: str, by: User) -> None:
    by.name, by.language = name.strip(), language
    by.save(update_fields=["name", "language"])
    record(by=by, action="profile.edit", subject=by.key, purpose=Purpose.OWN, fields="identifying")
