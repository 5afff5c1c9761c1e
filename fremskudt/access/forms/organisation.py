"""The syntax of an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.access.actions.organisation import KINDS_WITHIN


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Skriv organisationens navn."),
            "max_length": _("Navnet er for langt. Skriv højst 120 tegn."),
        },
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def name_is_taken(self) -> None:
        self.add_error("name", _("Navnet er optaget. Der er allerede en organisation med det navn i kommunen."))


class OrganisationForm(NameForm):
    kind = forms.ChoiceField(
        label=_("Hvad er det?"),
        choices=lambda: [("", _("Vælg")), *((kind.value, kind.label) for kind in KINDS_WITHIN)],
        error_messages={"required": _("Vælg, hvad det er."), "invalid_choice": _("Vælg, hvad det er.")},
    )
    field_order = ("kind", "name")
