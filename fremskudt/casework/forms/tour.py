"""A tour: day, area, with whom; and a visit that is laid into it."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, User
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.team import CompanyField
from fremskudt.casework.rules import tour as rules
from fremskudt.casework.rules.contact import PLACES, Place
from fremskudt.partnership.selectors.house_rules import House

SHORTER = {"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")}
NO_AREA = _("Vælg et område.")
BAD_TIME = _("Skriv klokken som 14.30.")


class TourForm(forms.Form):
    area = forms.ModelChoiceField(
        label=_("Område"), queryset=Area.objects.none(), empty_label=_("Vælg"),
        error_messages={"required": NO_AREA, "invalid_choice": NO_AREA},
    )  # fmt: skip
    on = DayField(label=_("Dag"), is_planned=True)
    is_evening = forms.BooleanField(label=_("Aftentur"), required=False)
    with_user = CompanyField(label=_("Hvem er med?"))

    def __init__(self, *args: Any, areas: QuerySet[Area], company: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]
        self.fields["with_user"].queryset = company  # type: ignore[attr-defined]
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not rules.may_be_on(day, timezone.localdate()):
            raise forms.ValidationError(_("Vælg en dag fra i dag og højst et år frem."))
        return day


class TourVisitForm(forms.Form):
    time = forms.TimeField(
        label=_("Klokken"), input_formats=["%H:%M", "%H.%M"],
        error_messages={"required": BAD_TIME, "invalid": BAD_TIME},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    place = forms.ChoiceField(
        label=_("Hvad for et sted?"), choices=[(key, _(name)) for key, name in PLACES.items() if key != Place.NOWHERE],
        error_messages={"required": _("Vælg et sted."), "invalid_choice": _("Vælg et sted.")},
    )  # fmt: skip
    house = forms.ChoiceField(label=_("Hvilket værested eller herberg?"), required=False)
    has_called = forms.BooleanField(label=_("Vi har ringet"), required=False)
    what_for = forms.CharField(
        label=_("Hvad skal I?"), required=False, max_length=120, error_messages=SHORTER, help_text=_("Én linje.")
    )
    with_user = CompanyField(label=_("Hvem er med?"))
    alone_because = forms.CharField(
        label=_("Hvorfor går du alligevel?"), required=False, max_length=200, error_messages=SHORTER,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Kun hvor der skal to til. Det står i borgerens log."),
    )  # fmt: skip

    def __init__(self, *args: Any, houses: list[House], company: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.houses = {str(house.pk): house for house in houses}
        choices = [("", _("Ingen af dem")), *((key, house.name) for key, house in self.houses.items())]
        self.fields["house"].choices = choices  # type: ignore[attr-defined]
        self.fields["with_user"].queryset = company  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A visit to a free space is on its own terms."""
        cleaned: dict[str, Any] = super().clean() or {}
        house = self.houses.get(cleaned.get("house", ""))
        if cleaned.get("place") == Place.REFUGE and self.houses and house is None and "house" not in self.errors:
            self.add_error("house", gettext("Vælg, hvilket sted det er."))
        must_call = cleaned.get("place") == Place.REFUGE and house is not None and house.must_call_first
        if not (verdict := rules.may_come(must_call_first=must_call, have_called=cleaned.get("has_called", False))):
            self.add_error("has_called", gettext(verdict.reason))
        return cleaned

    def agreed(self, on: date) -> dict[str, Any]:
        """What planning the appointment takes, on that day."""
        told = self.cleaned_data
        house = self.houses.get(told["house"]) if told["place"] == Place.REFUGE else None
        kept = {name: told[name] for name in ("place", "what_for", "with_user", "alone_because")}
        at = timezone.make_aware(datetime.combine(on, told["time"]))
        return {**kept, "at": at, "place_words": house.name if house else ""}
