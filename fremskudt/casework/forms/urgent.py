"""Somebody asks for help today; and who is on duty which day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateformat import format as as_words
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation, User
from fremskudt.casework.forms.contact import clock
from fremskudt.casework.forms.people import PersonField
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules import urgent as rules
from fremskudt.casework.rules.contact import IN_THE_FUTURE
from fremskudt.casework.selectors.duty import Week


class UrgentForm(forms.Form):
    """Who (or nobody in particular), where coarsely, what. The team reads it, so no name and no address."""

    citizen = forms.ChoiceField(label=_("Hvem beder om hjælp?"), required=False, choices=[])
    area = forms.CharField(
        label=_("Hvor, cirka?"), required=False, max_length=rules.LONGEST_AREA,
        help_text=_("Kun området, for eksempel Havnen. Aldrig en adresse."),
        error_messages={"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Hvad er der brug for?"), required=False, max_length=rules.LONGEST_WORDS,
        help_text=_("Hele teamet kan læse det. Skriv ikke navn."),
        error_messages={"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")},
    )  # fmt: skip
    time = clock(_("Klokken"))

    def __init__(self, *args: Any, citizens: Iterable[Citizen], towns: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.citizens = {one.code: one for one in citizens}
        self.towns = {str(town.pk): town for town in towns}
        known = [(code, one.alias) for code, one in self.citizens.items()]
        field = self.fields["citizen"]
        field.choices = [("", _("En, vi ikke kender endnu")), *known]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = _("Vælg en fra listen.")
        if len(towns) > 1:
            choices = [(key, town.name) for key, town in self.towns.items()]
            self.fields["town"] = forms.ChoiceField(label=_("Kommune"), choices=choices)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in ("citizen", "area", "words")):
            self.add_error("area", str(_("Skriv, hvor det er, eller vælg, hvem det er.")))
        at = self.asked_at
        if at and not rules.may_have_asked(at, timezone.localtime()):
            self.add_error("time", gettext(IN_THE_FUTURE))
        return cleaned

    @property
    def town_field(self) -> forms.BoundField | None:
        return self["town"] if "town" in self.fields else None

    @property
    def asked_at(self) -> datetime | None:
        """Today at that hour; None is now."""
        at = self.cleaned_data.get("time")
        return timezone.make_aware(datetime.combine(timezone.localdate(), at)) if at else None

    @property
    def who(self) -> Citizen | None:
        return self.citizens.get(self.cleaned_data["citizen"])

    @property
    def town(self) -> Organisation:
        """Where the citizen belongs, else what was chosen, else the only one."""
        if self.who:
            return self.who.municipality
        return self.towns[self.cleaned_data.get("town") or next(iter(self.towns))]


class DutyForm(forms.Form):
    """One choice for each day of the week."""

    def __init__(self, *args: Any, week: Week, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.week = week
        for day in week.days:
            field = PersonField(label=capfirst(as_words(day, "l j. F")), nobody=_("Ingen"), required=False)
            field.widget.attrs["class"] = "form-input form-select"  # its label says no »må springes over«
            field.offer(week.team)
            field.initial = str(week.on_duty.get(day, ""))
            self.fields[day.isoformat()] = field

    @property
    def days(self) -> dict[Any, User | None]:
        return {day: self.cleaned_data[day.isoformat()] for day in self.week.days}
