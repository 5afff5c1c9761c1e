"""Fields that several forms of the team share: whom one takes along, and which municipality it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User


class CompanyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A colleague, or nobody."""

    def __init__(self, **kwargs: Any) -> None:
        errors = {"invalid_choice": _("Vælg en kollega fra listen.")}
        super().__init__(
            queryset=User.objects.none(), required=False, empty_label=_("Ingen"), error_messages=errors, **kwargs
        )

    def label_from_instance(self, obj: User) -> str:
        return obj.name


class TownForm(forms.Form):
    """Which municipality, asked only of those who work in several."""

    town = forms.ChoiceField(
        label=_("Kommune"),
        error_messages={"required": _("Vælg en kommune."), "invalid_choice": _("Vælg en kommune.")},
    )

    def __init__(self, *args: Any, towns: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.towns = {str(town.pk): town for town in towns}
        self.has_choice = len(towns) > 1
        if self.has_choice:
            self.fields["town"].choices = [(key, town.name) for key, town in self.towns.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["town"]

    @property
    def municipality(self) -> Organisation:
        """The one that was chosen, or the only one."""
        return self.towns[self.cleaned_data["town"]] if self.has_choice else next(iter(self.towns.values()))
