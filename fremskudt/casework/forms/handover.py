"""The warm handover: who receives and when all meet, the receiver's yes, and the rhythm afterwards."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.actions.handover import Meeting
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.since import SinceForm
from fremskudt.casework.models import Handover
from fremskudt.casework.rules import transition as rules

SHORTER = _("Skriv det kortere: højst %(limit_value)d tegn.")
WE, RECEIVER, CITIZEN = "we", "receiver", "citizen"
CAME = {WE: "we_came", RECEIVER: "receiver_came", CITIZEN: "citizen_came"}


class HandoverForm(forms.Form):
    receiver = forms.CharField(
        label=_("Hvem tager imod?"),
        help_text=_("Navn eller rolle, fx bostøtten."),
        max_length=rules.LONGEST_NAME,
        error_messages={"required": _("Skriv, hvem der tager imod."), "max_length": SHORTER},
    )
    on = DayField(label=_("Fælles møde, dag"), is_planned=True, required=False)
    time = forms.TimeField(
        label=_("Fælles møde, klokken"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Skriv klokken som 13.30.")},
    )
    came = forms.MultipleChoiceField(
        label=_("Hvem var der?"),
        help_text=_("Når mødet har været."),
        choices=[(WE, _("Vi")), (RECEIVER, _("Den nye")), (CITIZEN, _("Borgeren"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Vælg en fra listen.")},
    )

    def __init__(self, *args: Any, began: date, handover: Handover | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.began = began
        if handover:
            self.initial = {**_initial(handover), **self.initial}

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        if day and not (verdict := rules.may_be_on(day, self.began, timezone.localdate())):
            raise forms.ValidationError(_(verdict.reason))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if {"on", "time"} & self.errors.keys():
            return cleaned
        on, time = cleaned.get("on"), cleaned.get("time")
        if bool(on) != (time is not None):
            self.add_error("time" if on else "on", str(_("Skriv både dag og klokken.")))
        elif cleaned.get("came") and (self.at is None or self.at > timezone.now()):
            self.add_error("came", str(_("Mødet har ikke været endnu.")))
        return cleaned

    @property
    def at(self) -> datetime | None:
        on, time = self.cleaned_data.get("on"), self.cleaned_data.get("time")
        return timezone.make_aware(datetime.combine(on, time)) if on and time is not None else None

    @property
    def meeting(self) -> Meeting:
        """Who came is unknown until somebody ticks one of the three."""
        came = self.cleaned_data["came"]
        known = {name: key in came for key, name in CAME.items()} if came else {}
        return Meeting(receiver=self.cleaned_data["receiver"], at=self.at, **known)


class AcceptForm(SinceForm):
    accepted_by = forms.CharField(
        label=_("Hvem sagde ja?"),
        max_length=rules.LONGEST_NAME,
        error_messages={"required": _("Skriv, hvem der sagde ja."), "max_length": SHORTER},
    )
    on = DayField(label=_("Hvornår?"))


class RhythmForm(forms.Form):
    every_days = forms.TypedChoiceField(
        label=_("Hvor tit ses vi nu?"),
        coerce=int,
        choices=[(days, _(name)) for days, name in rules.RHYTHMS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en."), "invalid_choice": _("Vælg en fra listen.")},
    )


def _initial(handover: Handover) -> dict[str, Any]:
    at = timezone.localtime(handover.meeting_at) if handover.meeting_at else None
    return {
        "receiver": handover.receiver, "on": at and at.date(), "time": at and at.time(),
        "came": [key for key, name in CAME.items() if getattr(handover, name)],
    }  # fmt: skip
