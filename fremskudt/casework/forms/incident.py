"""A threat or violence in three fields; and the days of which the file is made."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import FIRST, DayField
from fremskudt.casework.forms.team import TownForm
from fremskudt.casework.rules.barring import review_day
from fremskudt.casework.rules.contact import PLACES, Place
from fremskudt.casework.rules.incident import LONGEST

SHORTER = {"max_length": _("Skriv det kortere: højst %(limit_value)d tegn.")}
BOX = forms.Textarea(attrs={"rows": 3})
BAD_TIME = _("Skriv klokken som 14.30.")


class IncidentForm(TownForm):
    on = DayField(label=_("Hvilken dag?"))
    time = forms.TimeField(
        label=_("Hvad var klokken, cirka?"), input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": BAD_TIME, "invalid": BAD_TIME},
    )  # fmt: skip
    place_kind = forms.ChoiceField(
        label=_("Hvor var det?"), required=False,
        choices=[("", _("Vælg")), *((key, _(name)) for key, name in PLACES.items() if key != Place.NOWHERE)],
        error_messages={"invalid_choice": _("Vælg et sted.")},
    )  # fmt: skip
    what = forms.CharField(
        label=_("Hvad skete der?"), max_length=LONGEST, widget=BOX,
        help_text=_("Skriv »borgeren«. Ikke navn eller dæknavn."),
        error_messages={"required": _("Skriv kort, hvad der skete."), **SHORTER},
    )  # fmt: skip
    done = forms.CharField(
        label=_("Hvad gjorde I?"), max_length=LONGEST, widget=BOX,
        error_messages={"required": _("Skriv kort, hvad I gjorde."), **SHORTER},
    )  # fmt: skip
    needed = forms.CharField(
        label=_("Hvad er der brug for nu?"), required=False, max_length=LONGEST, widget=BOX,
        help_text=_("For dig eller for andre."), error_messages=SHORTER,
    )  # fmt: skip
    field_order = ("town", "what", "done", "needed", "on", "time", "place_kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.fields["on"].initial, self.fields["time"].initial = now.date(), now.time()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("on") and cleaned.get("time") and self._at(cleaned) > timezone.now():
            self.add_error("time", str(_("Tiden ligger i fremtiden. Skriv, hvornår det var.")))
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """What the action takes."""
        words = {name: self.cleaned_data[name] for name in ("place_kind", "what", "done", "needed")}
        return {**words, "happened_at": self._at(self.cleaned_data), "municipality": self.municipality}

    @staticmethod
    def _at(cleaned: dict[str, Any]) -> datetime:
        return timezone.make_aware(datetime.combine(cleaned["on"], cleaned["time"]))


class SeenForm(forms.Form):
    incident = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class ExportForm(forms.Form):
    """From one day to another; the last year unless it is said."""

    first = DayField(label=_("Fra"))
    last = DayField(label=_("Til og med"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["first"].initial = max(FIRST, review_day(today, -12) + timedelta(days=1))
        self.fields["last"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", str(_("Slut ligger før start.")))
        return cleaned
