"""Something that makes the team seen: what, where, on which days, how many; and afterwards how many went out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, Organisation
from fremskudt.partnership.forms.sparring import DAYS, LISTED, box, check
from fremskudt.partnership.models import Campaign
from fremskudt.partnership.rules import visibility as rules

WHOLE = _("Skriv et helt tal.")


def day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=DAYS,
        error_messages={"required": _("Skriv en dag."), "invalid": _("Skriv dagen som 24-12-2026.")}, **more,
    )  # fmt: skip


def how_many(label: Any, **more: Any) -> forms.IntegerField:
    """A text field for figures: a wheel of numbers is no help on a phone."""
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=rules.MOST_COPIES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": WHOLE, "min_value": WHOLE, "max_value": _("Det er for mange. Se på tallet igen.")},
        **more,
    )  # fmt: skip


class CampaignForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Hvad er det?"), choices=[(key, _(name)) for key, name in rules.KINDS.items()],
        widget=forms.RadioSelect, error_messages={"required": _("Vælg, hvad det er."), "invalid_choice": LISTED},
    )  # fmt: skip
    title = box(
        _("Hvad kalder vi det?"), rules.LONGEST_TITLE, help_text=_("For eksempel: Lightere i november."),
        error_messages={"required": _("Giv det et navn, så I kan kende det igen.")},
    )  # fmt: skip
    place = box(_("Hvor?"), rules.LONGEST_PLACE, required=False, help_text=_("For eksempel: banegården."))
    area = forms.ChoiceField(label=_("Område"), required=False, error_messages={"invalid_choice": LISTED})
    on = day(_("Hvornår?"))
    until_on = day(_("Til og med"), required=False, help_text=_("Hvis det varer mere end én dag."))
    n_planned = how_many(_("Hvor mange regner I med?"), help_text=_("Stykker, eller mennesker, der kommer."))

    def __init__(self, *args: Any, towns: Sequence[Organisation], areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {str(area.pk): area for area in areas}
        choices = [("", _("Ikke valgt")), *((key, area.name) for key, area in self.areas.items())]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]
        self.towns = {str(town.pk): town for town in towns}
        if len(towns) > 1:
            self.fields["town"] = forms.ChoiceField(
                label=_("Kommune"), choices=[(key, town.name) for key, town in self.towns.items()],
                error_messages={"required": LISTED, "invalid_choice": LISTED},
            )  # fmt: skip

    def clean_title(self) -> str:
        return check(self.cleaned_data["title"])

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not rules.may_be_on(on, timezone.localdate()):
            raise forms.ValidationError(_("Se på datoen igen. Den ligger for langt væk."))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        on, until_on = cleaned.get("on"), cleaned.get("until_on")
        if on and until_on and not on <= until_on <= on + rules.FARTHEST:
            self.add_error("until_on", gettext("Den sidste dag ligger før den første, eller for langt væk."))
        area = self.areas.get(cleaned.get("area") or "")
        if area and area.municipality_id != self.town(cleaned).pk:
            self.add_error("area", gettext("Vælg et område i den kommune, du har valgt."))
        cleaned["area"] = area
        return cleaned

    def town(self, cleaned: dict[str, Any]) -> Organisation:
        only = next(iter(self.towns.values()))
        return self.towns.get(cleaned.get("town") or "", only)

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it, but the municipality."""
        data = self.cleaned_data
        return {name: data[name] for name in ("kind", "title", "place", "area", "on", "until_on", "n_planned")}

    @property
    def municipality(self) -> Organisation:
        return self.town(self.cleaned_data)


def as_it_stands(campaign: Campaign) -> dict[str, Any]:
    """What the form shows of one that is there."""
    names = ("kind", "title", "place", "on", "until_on", "n_planned")
    return {**{name: getattr(campaign, name) for name in names}, "area": str(campaign.area_id or "")}


class CountForm(forms.Form):
    n_out = how_many(_("Hvor mange blev delt ud?"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in rules.GATHERED:
            self.fields["n_out"].label = _("Hvor mange kom, eller mødte I?")
