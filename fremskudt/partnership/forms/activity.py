"""What a house invites to, and how many came. A text that tells who somebody is, is not kept."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.partnership.models import Activity
from fremskudt.partnership.rules import activity as rules

SHORTER = _("Skriv det kortere: højst %(limit_value)d tegn. Intet er slettet.")
LISTED = _("Vælg en fra listen. Den har ændret sig.")
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
CLOCKS = ["%H:%M", "%H.%M", "%H:%M:%S"]
WRONG_DAY = _("Skriv dagen som 24-12-2026.")
FEW = 12  # so many people are one tap; more are written
HOURS = (0, 1, 2, 3, 4, 6, 8)


def box(label: Any, longest: int, needed: Any, **more: Any) -> forms.CharField:
    """No `maxlength` in the page: the browser would drop the rest of a long paste."""
    return forms.CharField(
        label=label, widget=forms.TextInput(attrs={"dir": "auto"}), error_messages={"required": needed},
        validators=[MaxLengthValidator(longest, SHORTER)], **more,
    )  # fmt: skip


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=DAYS,
        error_messages={"required": _("Skriv en dag."), "invalid": WRONG_DAY}, **more,
    )  # fmt: skip


class ActivityForm(forms.Form):
    title = box(_("Hvad er det?"), rules.LONGEST_TITLE, _("Skriv, hvad det er."), help_text=_("Fællesspisning, gåtur."))
    where = box(_("Hvor?"), rules.LONGEST_WORDS, _(rules.WHERE_AND_WHEN))
    when = box(_("Hvornår?"), rules.LONGEST_WORDS, _(rules.WHERE_AND_WHEN), help_text=_("Hver tirsdag kl. 17."))
    kind = forms.ChoiceField(
        label=_("Hvilken slags?"), choices=[(key, _(name)) for key, name in rules.KINDS.items()], initial="community",
        widget=forms.RadioSelect, error_messages={"required": LISTED, "invalid_choice": LISTED},
    )  # fmt: skip
    on = day_field(_("Næste gang, dag"), required=False)
    clock = forms.TimeField(
        label=_("Klokken"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), input_formats=CLOCKS,
        required=False, error_messages={"invalid": _("Skriv tiden som 9.40.")},
    )  # fmt: skip
    n_places = forms.IntegerField(
        label=_("Plads til hvor mange?"), required=False, min_value=1, max_value=rules.MOST_PLACES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Skriv et tal fra 1 til 500.")),
    )  # fmt: skip
    house = forms.ChoiceField(
        label=_("Hvilket hus?"), error_messages={"required": _("Vælg et hus."), "invalid_choice": LISTED}
    )

    def __init__(
        self, *args: Any, houses: Sequence[Organisation], known: Iterable[str] = (), stands: Activity | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.of_key, self.known = {str(house.pk): house for house in houses}, list(known)
        self.stood_on = timezone.localdate(stands.next_at) if stands and stands.next_at else None
        self.initial = _as_it_stands(stands) if stands else {}
        if len(houses) == 1:
            del self.fields["house"]
            self.initial.setdefault("where", houses[0].name)
        else:
            self.fields["house"].choices = [("", _("Vælg")), *((key, one.name) for key, one in self.of_key.items())]  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        return self._checked("title")

    def clean_where(self) -> str:
        return self._checked("where", is_place=True)

    def clean_when(self) -> str:
        return self._checked("when")

    def clean_on(self) -> date | None:
        """A day that has passed may stand where it stood."""
        on: date | None = self.cleaned_data["on"]
        if on and on != self.stood_on and not rules.may_come_next(on, timezone.localdate()):
            raise forms.ValidationError(gettext(rules.BAD_NEXT))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("clock") and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Skriv dagen også."))
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        data = self.cleaned_data
        house = self.of_key[data["house"]] if "house" in data else next(iter(self.of_key.values()))
        at = timezone.make_aware(datetime.combine(data["on"], data["clock"] or time())) if data["on"] else None
        kept = {name: data[name] for name in ("kind", "title", "where", "when", "n_places")}
        return {"organisation": house, "next_at": at, **kept}

    def _checked(self, name: str, *, is_place: bool = False) -> str:
        text: str = self.cleaned_data[name]
        sentence = rules.sentence_against(text, self.known, is_place=is_place)
        if sentence:
            raise forms.ValidationError(gettext(sentence), code="telltale")
        return text


class CountForm(forms.Form):
    """A tap for how many, a tap for the hours; what there is no tile for is written."""

    n_people = forms.TypedChoiceField(
        label=_("Hvor mange kom?"), choices=[(str(n), str(n)) for n in range(FEW + 1)], coerce=int, empty_value=None,
        widget=forms.RadioSelect, required=False, error_messages={"invalid_choice": LISTED},
    )  # fmt: skip
    n_more = forms.IntegerField(
        label=_("Flere end 12? Skriv tallet"), required=False, min_value=0, max_value=rules.MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Skriv et tal fra 0 til 500.")),
    )  # fmt: skip
    hours = forms.TypedChoiceField(
        label=_("Hvor mange timer gav de frivillige, i alt?"), choices=[(str(n), str(n)) for n in HOURS], coerce=int,
        empty_value=None, widget=forms.RadioSelect, required=False, error_messages={"invalid_choice": LISTED},
    )  # fmt: skip
    hours_more = forms.DecimalField(
        label=_("Et andet antal timer"), required=False, min_value=0, max_value=rules.MOST_MINUTES // 60,
        decimal_places=2, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "max_digits", "max_decimal_places", "max_whole_digits"),
            _("Skriv timerne som 2 eller 2,5."),
        ),
    )  # fmt: skip
    on = day_field(_("Hvilken dag?"))

    def __init__(self, *args: Any, minutes: int = 0, on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hours = round(Decimal(minutes) / 60, 2)
        is_tile = hours in HOURS
        self.initial = {"on": on, "hours": int(hours) if is_tile else None, "hours_more": None if is_tile else hours}

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not rules.may_be_counted(on, timezone.localdate()):
            raise forms.ValidationError(gettext(rules.BAD_DAY))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and cleaned.get("n_people") is None and cleaned.get("n_more") is None:
            self.add_error("n_people", _("Vælg, hvor mange der kom."))
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """What is written counts before what is tapped. Hours that nobody said are none."""
        data = self.cleaned_data
        hours = data["hours"] or 0 if data["hours_more"] is None else data["hours_more"]
        people = data["n_people"] if data["n_more"] is None else data["n_more"]
        return {"on": data["on"], "n_people": people, "minutes": round(hours * 60)}


class CountPressForm(forms.Form):
    """Which count »Fortryd« stands beside."""

    count = forms.IntegerField(min_value=1, max_value=2**63 - 1)


def _as_it_stands(activity: Activity) -> dict[str, Any]:
    at = timezone.localtime(activity.next_at) if activity.next_at else None
    return {
        **{name: getattr(activity, name) for name in ("kind", "title", "where", "when", "n_places")},
        "on": at.date() if at else None, "clock": at.time() if rules.has_clock(at) and at else None,
        "house": str(activity.organisation_id),
    }  # fmt: skip
