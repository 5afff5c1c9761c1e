"""A press, and the rest of a contact: only for the one who wants to write more."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.actions.contact import NextTime, Written
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.models import Contact
from fremskudt.casework.rules import contact as rules

OLD_PAGE = _("Siden var for gammel. Tryk en gang til.")
OTHER = "other"
CLOCK = ["%H:%M", "%H.%M"]
BAD_CLOCK = _("Skriv tiden som 14.30.")
TOO_MANY_MINUTES = _("Skriv minutter mellem 0 og 1440.")
CLOCK_WIDGET = {"type": "time"}


class PressForm(forms.Form):
    """One tile of those on the page, and the number of the page."""

    operation = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": OLD_PAGE, "invalid": OLD_PAGE})
    tile = forms.ChoiceField(choices=[])

    def __init__(self, *args: Any, tiles: list[str], missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tile = self.fields["tile"]
        tile.choices = [(one, one) for one in tiles]  # type: ignore[attr-defined]
        tile.error_messages.update({"required": missing, "invalid_choice": missing})

    @property
    def fault(self) -> str:
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


class NoteField(forms.CharField):
    """Long text. Told when it is too long, instead of being cut by the browser."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4}), required=False, **kwargs)
        too_long = _(
            "Noten er på %(show_value)d tegn. Der er plads til %(limit_value)d. Gør den kortere, eller del den."
        )
        self.validators.append(MaxLengthValidator(most, too_long))

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def clock(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, required=False, input_formats=CLOCK, widget=forms.TimeInput(attrs=CLOCK_WIDGET, format="%H:%M"),
        error_messages={"invalid": BAD_CLOCK},
    )  # fmt: skip


def amount(label: Any, most: int, fault: Any) -> forms.IntegerField:
    told = dict.fromkeys(("invalid", "min_value", "max_value"), fault)
    box = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, widget=box, error_messages=told)


class FillInForm(forms.Form):
    """Everything may be skipped. `contact` is the line as it stands."""

    operation = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": OLD_PAGE, "invalid": OLD_PAGE})
    minutes = forms.ChoiceField(label=_("Tid"), required=False, widget=forms.RadioSelect, choices=[])
    minutes_other = amount(_("Antal minutter"), rules.LONGEST_MINUTES, TOO_MANY_MINUTES)
    steps = forms.MultipleChoiceField(
        label=_("Små skridt"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    note = NoteField(label=_("Note"), most=rules.LONGEST_NOTE)
    on = DayField(label=_("Dag"), required=False, error_messages={})
    time = clock(_("Klokken"))
    is_sure = forms.BooleanField(label=_("Det var før den dag, borgeren blev fundet"), required=False)
    kilometres = amount(_("Kilometer"), rules.MOST_KILOMETRES, _("Skriv kilometer mellem 0 og 1000."))
    companion = forms.CharField(
        label=_("Hvem var med?"), required=False, max_length=80,
        help_text=_("En rolle er nok: en kollega, en fra værestedet."),
        error_messages={"max_length": _("Skriv højst 80 tegn.")},
    )  # fmt: skip
    next_on = DayField(label=_("Dag"), required=False, is_planned=True)
    next_time = clock(_("Klokken"))
    next_place = forms.ChoiceField(label=_("Sted"), required=False, choices=[])
    next_what = forms.CharField(
        label=_("Hvad skal I?"), required=False, max_length=120,
        error_messages={"max_length": _("Skriv højst 120 tegn.")},
    )  # fmt: skip

    def __init__(self, sent: Any = None, *, contact: Contact, initial: dict[str, Any] | None = None) -> None:
        super().__init__(sent, initial={**as_written(contact), **(initial or {})})
        self.contact = contact
        presets = [(str(one), str(one)) for one in rules.MINUTE_CHOICES]
        self._choose("minutes", [*presets, (OTHER, gettext("Andet"))])
        self._choose("steps", [(key, gettext(name)) for key, name in rules.STEPS.items()])
        self._choose("next_place", [(key, gettext(name)) for key, name in rules.PLACES.items()])
        for kind, name in rules.HELP.items():
            self.fields[f"help_{kind}"] = forms.BooleanField(label=gettext(name), required=False)
            told = gettext("%(what)s, minutter") % {"what": gettext(name)}
            minutes = amount(told, rules.LONGEST_MINUTES, TOO_MANY_MINUTES)
            minutes.widget.attrs["class"] = "form-input"
            self.fields[f"help_{kind}_minutes"] = minutes

    @classmethod
    def from_draft(cls, fields: dict[str, list[str]]) -> dict[str, Any]:
        """What a draft holds, as the form shows it."""
        return {name: values if name == "steps" else values[0] for name, values in fields.items()}

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def help_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"help_{kind}"], self[f"help_{kind}_minutes"]) for kind in rules.HELP]

    def is_open(self, *names: str) -> bool:
        """Whether a fold stands open: something in it is written, or wrong."""
        return any(self[name].errors or self[name].value() not in (None, "", False) for name in names)

    @property
    def has_help(self) -> bool:
        return self.is_open(*(field.name for row in self.help_rows for field in row))

    @property
    def has_more(self) -> bool:
        return self.is_open("kilometres", "companion") or any(self[name].errors for name in ("on", "time", "is_sure"))

    @property
    def has_next(self) -> bool:
        return self.is_open("next_on", "next_time", "next_what") or bool(self["next_place"].errors)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._clean_when(cleaned)
        if cleaned.get("minutes") == OTHER and cleaned.get("minutes_other") is None and not self.errors:
            self.add_error("minutes_other", gettext("Skriv, hvor mange minutter."))
        wants_next = any(cleaned.get(name) for name in ("next_on", "next_time", "next_what"))
        if wants_next and not cleaned.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", gettext("Skriv dagen for jeres næste aftale."))
        if wants_next and not cleaned.get("next_time") and "next_time" not in self.errors:
            self.add_error("next_time", gettext("Skriv, hvad klokken er, når I ses."))
        return cleaned

    def _clean_when(self, cleaned: dict[str, Any]) -> None:
        if {"on", "time"} & set(self.errors):
            return
        verdict = rules.may_be_at(
            self._at(cleaned), timezone.localtime(), self.contact.case.found_on, is_sure=bool(cleaned.get("is_sure"))
        )
        if not verdict:
            self.add_error("time" if verdict.reason == rules.IN_THE_FUTURE else "on", gettext(verdict.reason))

    def _at(self, cleaned: dict[str, Any]) -> datetime:
        """When it was; to the second as it stands, where nobody wrote another time."""
        stands = timezone.localtime(self.contact.at)
        on, at = cleaned.get("on") or stands.date(), cleaned.get("time") or stands.time()
        if (on, at.replace(second=0, microsecond=0)) == (stands.date(), stands.time().replace(second=0, microsecond=0)):
            return stands
        return timezone.make_aware(datetime.combine(on, at))

    @property
    def written(self) -> Written:
        told, contact = self.cleaned_data, self.contact
        return Written(
            outcome=told.get("outcome") or contact.outcome, place=told.get("place") or contact.place,
            way=told.get("way") or contact.way, at=self._at(told), minutes=self._minutes(),
            kilometres=told["kilometres"], companion=told["companion"], note=told["note"], help=self._help(),
            steps=frozenset(told["steps"]),
        )  # fmt: skip

    def _minutes(self) -> int | None:
        told = self.cleaned_data
        if told["minutes"] in {"", OTHER}:
            other: int | None = told["minutes_other"]
            return other
        return int(told["minutes"])

    def _help(self) -> dict[str, int | None]:
        """What was ticked, and what somebody wrote minutes beside without ticking."""
        told = self.cleaned_data
        minutes = {kind: told[f"help_{kind}_minutes"] for kind in rules.HELP}
        return {kind: minutes[kind] for kind in rules.HELP if told[f"help_{kind}"] or minutes[kind]}

    @property
    def next(self) -> NextTime | None:
        told = self.cleaned_data
        if not told.get("next_on"):
            return None
        at = timezone.make_aware(datetime.combine(told["next_on"], told["next_time"]))
        return NextTime(at, told.get("next_place") or rules.Place.HOME, told.get("next_what", ""))


class CorrectForm(FillInForm):
    """The same line written anew: how it went, where and by what way too."""

    outcome = forms.ChoiceField(label=_("Hvordan gik det?"), widget=forms.RadioSelect, choices=[])
    place = forms.ChoiceField(label=_("Sted"), widget=forms.RadioSelect, choices=[])
    way = forms.ChoiceField(label=_("Hvordan?"), widget=forms.RadioSelect, choices=[])

    def __init__(self, sent: Any = None, *, contact: Contact, initial: dict[str, Any] | None = None) -> None:
        super().__init__(sent, contact=contact, initial=initial)
        for name, names in (("outcome", rules.OUTCOMES), ("place", rules.PLACES), ("way", rules.WAYS)):
            self._choose(name, [(key, gettext(text)) for key, text in names.items()])
            self.fields[name].error_messages.update(
                dict.fromkeys(("required", "invalid_choice"), _("Vælg en fra listen."))
            )
        for name in ("next_on", "next_time", "next_place", "next_what"):
            del self.fields[name]

    @property
    def next(self) -> None:
        return None

    has_next = False


def as_written(contact: Contact) -> dict[str, Any]:
    """What the form shows of a line that is there."""
    at = timezone.localtime(contact.at)
    shown: dict[str, Any] = {
        "operation": uuid4(), "on": at.date(), "time": at.time(), "kilometres": contact.kilometres,
        "companion": contact.companion, "note": contact.note, "outcome": contact.outcome, "place": contact.place,
        "way": contact.way, "steps": [step.kind for step in contact.small_steps.all()],
        "next_place": contact.place if contact.place != rules.Place.NOWHERE else rules.Place.HOME,
    }  # fmt: skip
    if not contact.minutes_are_estimated and contact.minutes is not None:
        preset = contact.minutes in rules.MINUTE_CHOICES
        shown["minutes"] = str(contact.minutes) if preset else OTHER
        shown["minutes_other"] = None if preset else contact.minutes
    for given in contact.help_given.all():
        shown[f"help_{given.kind}"], shown[f"help_{given.kind}_minutes"] = True, given.minutes
    return shown
