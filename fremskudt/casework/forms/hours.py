"""A line of hours: when, what, where, how long."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.access.reach import Reach
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.rules import hours as rules
from fremskudt.casework.selectors import hours as selectors

WHOLE = _("Skriv et helt tal.")
HOW_LONG = _("Skriv, hvor længe det varede.")


def _number(label: Any, most: int, too_much: Any, **more: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    errors = {"required": HOW_LONG, "invalid": WHOLE, "min_value": WHOLE, "max_value": too_much}
    about = {"required": False, "widget": widget, "error_messages": errors, **more}
    return forms.IntegerField(label=label, min_value=0, max_value=most, **about)


class HoursForm(forms.Form):
    on = DayField(label=_("Hvilken dag?"))
    kind = forms.ChoiceField(
        label=_("Hvad var det?"),
        choices=[("", _("Vælg")), *((kind, _(words)) for kind, words in rules.WORK.items())],
        error_messages={"required": _("Vælg, hvad det var."), "invalid_choice": _("Vælg fra listen.")},
    )
    organisation = forms.ModelChoiceField(
        label=_("Hvor hører timerne til?"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"required": _("Vælg et sted."), "invalid_choice": _("Vælg fra listen.")},
    )
    is_volunteer = forms.BooleanField(label=_("Det var frivillige timer"), required=False)
    hours = _number(
        _("Timer"),
        24,
        _("Højst 24 timer på en dag."),
        required=True,
        help_text=_("Skriv 0, hvis det var under en time."),
    )
    minutes = _number(_("Minutter"), 59, _("Højst 59 minutter. Skriv resten som timer."))
    kilometres = _number(_("Kilometer"), rules.MOST_KILOMETRES, _("Højst 1000 kilometer på en dag."))

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = selectors.organisations(reach)  # type: ignore[attr-defined]
        self.fields["organisation"].initial = selectors.own_place(reach)
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not rules.may_be_on(day, timezone.localdate()):
            raise forms.ValidationError(_("Vælg en dag inden for de sidste tre år."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not {"hours", "minutes"} & self.errors.keys():
            minutes = rules.minutes_of(cleaned.get("hours"), cleaned.get("minutes"))
            if not 0 < minutes <= rules.LONGEST:
                self.add_error("hours", str(_("Højst 24 timer på en dag.") if minutes else HOW_LONG))
            cleaned["in_all"] = minutes
        return cleaned
