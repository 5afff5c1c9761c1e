"""The syntax of an area: its name, and the drive there from the office."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.access.rules import area as rules

NUMBER = _("Skriv et helt tal.")
TOO_BIG = _("Tallet er for stort.")


class NumberField(forms.IntegerField):
    def __init__(self, *, most: int, **kwargs: Any) -> None:
        errors = {"invalid": NUMBER, "min_value": NUMBER, "max_value": TOO_BIG}
        super().__init__(required=False, min_value=0, max_value=most, error_messages=errors, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric"})


class AreaForm(forms.Form):
    name = forms.CharField(
        label=_("Områdets navn"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Et stort område, som ikke peger på nogen: en bydel eller et postnummer. Ikke en gade."),
        error_messages={
            "required": _("Skriv områdets navn."), "max_length": _("Navnet er for langt. Skriv højst 60 tegn.")
        },
    )  # fmt: skip
    n_inhabitants = NumberField(label=_("Indbyggere, cirka"), most=2_000_000)
    drive_minutes = NumberField(label=_("Minutter i bil fra kontoret"), most=600)
    drive_km = NumberField(label=_("Kilometer fra kontoret"), most=1000)
    field_order = ("municipality", "name", "n_inhabitants", "drive_minutes", "drive_km")

    def __init__(self, *args: Any, municipalities: list[Organisation] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipalities = {str(one.pk): one for one in municipalities or []}
        self.has_choice = len(self.municipalities) > 1
        if self.has_choice:
            self.fields["municipality"] = forms.ChoiceField(
                label=_("Kommune"), choices=[(key, one.name) for key, one in self.municipalities.items()],
                error_messages={"required": _("Vælg en kommune."), "invalid_choice": _("Vælg en kommune.")},
            )  # fmt: skip
            self.order_fields(self.field_order)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_n_inhabitants(self) -> int | None:
        n: int | None = self.cleaned_data["n_inhabitants"]
        if not (verdict := rules.may_be(n)):
            raise forms.ValidationError(gettext(verdict.reason) % {"n": rules.FEWEST})
        return n

    def name_is_taken(self) -> None:
        self.add_error("name", gettext(rules.NAME_TAKEN))

    @property
    def municipality(self) -> Organisation:
        """Where the area lies. Never from the form when there is nothing to choose."""
        only = next(iter(self.municipalities))
        return self.municipalities[self.cleaned_data.get("municipality", only)]

    @property
    def told(self) -> dict[str, Any]:
        return {key: self.cleaned_data[key] for key in ("name", "n_inhabitants", "drive_minutes", "drive_km")}
