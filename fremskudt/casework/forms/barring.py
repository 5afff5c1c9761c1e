"""Which worker must not see which citizen, why, and when it is looked at again."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.access.reach import Reach
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules import barring as rules
from fremskudt.casework.selectors import barring as barrings

NO_CITIZEN = _("Ingen borger i kommunen har den kode. Se efter på siden Fordeling.")
NO_WORKER = _("Vælg en fra listen.")
ELSEWHERE = _("Medarbejderen hører til i en anden kommune end borgeren.")
ALREADY = _("Medarbejderen er spærret i forvejen.")


class WorkerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: User) -> str:
        places = ", ".join(sorted({membership.organisation.name for membership in obj.memberships.all()}))
        return f"{obj.name} ({places})"


class BarringForm(forms.Form):
    code = forms.CharField(
        label=_("Borgerens kode"),
        help_text=_("Som den står på siden Fordeling eller på papiret."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Skriv borgerens kode."), "max_length": NO_CITIZEN},
    )
    worker = WorkerField(
        label=_("Medarbejder"),
        queryset=User.objects.none(),
        empty_label=_("Vælg"),
        error_messages={"required": _("Vælg en medarbejder."), "invalid_choice": NO_WORKER},
    )
    reason = forms.CharField(
        label=_("Grund"),
        help_text=_("Kun de, der kan spærre, ser grunden."),
        max_length=rules.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Skriv grunden."),
            "max_length": _("Skriv det kortere: højst %(limit_value)d tegn."),
        },
    )
    review_on = forms.DateField(
        label=_("Se på den igen"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"],
        error_messages={"required": _("Vælg en dag."), "invalid": _("Skriv dagen som 24-12-2026.")},
    )

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach
        self.fields["worker"].queryset = barrings.workers(reach)  # type: ignore[attr-defined]
        self.fields["review_on"].initial = rules.review_day(timezone.localdate())

    def clean_code(self) -> Citizen:
        citizen = barrings.find_citizen(self.reach, self.cleaned_data["code"])
        if citizen is None:
            raise forms.ValidationError(NO_CITIZEN)
        return citizen

    def clean_review_on(self) -> date:
        day: date = self.cleaned_data["review_on"]
        if not rules.may_review_on(day, timezone.localdate()):
            raise forms.ValidationError(_("Vælg en dag efter i dag og højst to år frem."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        citizen, worker = cleaned.get("code"), cleaned.get("worker")
        if citizen and worker and not barrings.works_in(worker, citizen.municipality_id):
            self.add_error("worker", str(ELSEWHERE))
        elif citizen and worker and barrings.is_barred(citizen, worker):
            self.add_error("worker", str(ALREADY))
        return cleaned
