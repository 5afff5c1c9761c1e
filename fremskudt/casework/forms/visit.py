"""Going out: where in words, with whom, and when one is back. Everything has a usual answer, so one press is enough."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.casework.actions.visit import Plan
from fremskudt.casework.forms.team import CompanyField, TownForm
from fremskudt.casework.models import Appointment
from fremskudt.casework.rules import visit as rules
from fremskudt.casework.rules.contact import PLACES, Place

SHORTER = {"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")}
LENGTHS = {30: _("En halv time"), 60: _("1 time"), 90: _("Halvanden time"), 120: _("2 timer")}


class OutForm(TownForm):
    """To no citizen in particular: a round, a shelter, a meeting far off."""

    minutes = forms.TypedChoiceField(
        label=_("Hvornår er du tilbage?"), coerce=int, choices=[(key, LENGTHS[key]) for key in rules.MINUTES],
        initial=rules.USUAL, widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvor længe."), "invalid_choice": _("Vælg, hvor længe.")},
    )  # fmt: skip
    place_words = forms.CharField(
        label=_("Hvor er du?"), required=False, max_length=200, error_messages=SHORTER,
        help_text=_("Skriv det, en kollega skal bruge for at finde dig."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    with_user = CompanyField(label=_("Hvem er med?"))
    field_order: tuple[str, ...] = ("town", "place_words", "with_user", "minutes")

    def __init__(self, *args: Any, company: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with_user"].queryset = company  # type: ignore[attr-defined]

    @property
    def plan(self) -> Plan:
        told = self.cleaned_data
        return Plan(minutes=told["minutes"], place_words=told["place_words"], with_user=told["with_user"])


class StartForm(OutForm):
    """To a citizen. The reason is only asked for where a notice asks for two."""

    place = forms.ChoiceField(
        label=_("Hvad for et sted?"), choices=[(key, _(name)) for key, name in PLACES.items() if key != Place.NOWHERE],
        error_messages={"required": _("Vælg et sted."), "invalid_choice": _("Vælg et sted.")},
    )  # fmt: skip
    alone_because = forms.CharField(
        label=_("Hvorfor går du alligevel?"), required=False, max_length=200, error_messages=SHORTER,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Det står i borgerens log, at du valgte det."),
    )  # fmt: skip
    field_order = ("place", "place_words", "with_user", "minutes", "alone_because")

    @property
    def plan(self) -> Plan:
        told = self.cleaned_data
        return Plan(**{name: told[name] for name in ("minutes", "place", "place_words", "with_user", "alone_because")})


def usual(appointment: Appointment | None, user: User) -> Plan:
    """What one press means: as it was planned, or at home, alone, for an hour."""
    if appointment is None:
        return Plan(place=Place.HOME)
    other = appointment.with_user if appointment.owner_id == user.pk else appointment.owner
    return Plan(
        place=appointment.place, place_words=appointment.place_words, with_user=other,
        alone_because=appointment.alone_because, is_as_planned=True,
    )  # fmt: skip
