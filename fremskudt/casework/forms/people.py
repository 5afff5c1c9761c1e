"""One of a few people, chosen by name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User

GONE = _("Vælg en fra listen. Den har ændret sig.")


class PersonField(forms.ChoiceField):
    """One of those who are offered (`offer`); the cleaned value is the person, None where none need be chosen."""

    def __init__(self, *, nobody: object = "", **more: Any) -> None:
        errors = {"invalid_choice": GONE, **more.pop("error_messages", {})}
        super().__init__(error_messages=errors, **more)
        self.people: dict[str, User] = {}
        self.nobody = nobody

    def offer(self, people: Iterable[User], chosen: User | None = None) -> None:
        self.people = {str(user.pk): user for user in people}
        self.choices = [("", self.nobody or _("Vælg")), *((key, user.name) for key, user in self.people.items())]
        if chosen is not None and str(chosen.pk) in self.people:
            self.initial = str(chosen.pk)

    def clean(self, value: Any) -> User | None:
        return self.people.get(super().clean(value))
