"""A date for supervision or sparring, and notes from it. A text that tells who somebody is, is not kept."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.partnership.rules import sparring as rules

SHORTER = _("Skriv det kortere: højst %(limit_value)d tegn. Intet er slettet.")
LISTED = _("Vælg en fra listen. Den har ændret sig.")
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
CLOCKS = ["%H:%M", "%H.%M", "%H:%M:%S"]
FIRST = date(1900, 1, 1)


def box(label: Any, longest: int, *, rows: int = 0, **more: Any) -> forms.CharField:
    """No `maxlength` in the page: the browser would drop the rest of a long paste."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, widget=widget, validators=[MaxLengthValidator(longest, SHORTER)], **more)


def check(text: str, known: Iterable[str] | None = None) -> str:
    """The text with one sign for each line end, or what must be changed in it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    objection = rules.objection_to(text, known=known)
    if objection:
        raise forms.ValidationError(gettext(objection.sentence) % {"word": objection.word}, code="telltale")
    return text


class SparringForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Hvad er det?"), choices=[(key, _(name)) for key, name in rules.KINDS.items()], initial="sparring",
        widget=forms.RadioSelect, error_messages={"required": LISTED, "invalid_choice": LISTED},
    )  # fmt: skip
    on = forms.DateField(
        label=_("Dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=DAYS,
        error_messages={"required": _("Skriv en dag."), "invalid": _("Skriv dagen som 24-12-2026.")},
    )  # fmt: skip
    clock = forms.TimeField(
        label=_("Klokken"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), input_formats=CLOCKS,
        error_messages={"required": _("Vælg et klokkeslæt."), "invalid": _("Skriv tiden som 9.40.")},
    )  # fmt: skip
    place = box(_("Hvor?"), rules.LONGEST_PLACE, error_messages={"required": _("Skriv, hvor det er.")})
    about = box(
        _("Hvad handler det om?"), rules.LONGEST_ABOUT, required=False,
        help_text=_("I det store hele. For eksempel: at blive ved uden at presse."),
    )  # fmt: skip
    houses = forms.MultipleChoiceField(
        label=_("Hvem er inviteret?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst ét hus."), "invalid_choice": LISTED},
    )  # fmt: skip

    def __init__(self, *args: Any, houses: Sequence[Organisation], own: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_key = {str(house.pk): house for house in houses}
        self.fields["houses"].choices = [(key, house.name) for key, house in self.of_key.items()]  # type: ignore[attr-defined]
        self.fields["houses"].initial = [str(pk) for pk in own]

    def clean_about(self) -> str:
        return check(self.cleaned_data["about"])

    def clean_houses(self) -> list[Organisation]:
        chosen = [self.of_key[key] for key in self.cleaned_data["houses"]]
        if len({house.town for house in chosen}) > 1:
            raise forms.ValidationError(_("Vælg huse i den samme kommune."))
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        on, clock = cleaned.get("on"), cleaned.get("clock")
        if on and clock and not (on >= FIRST and rules.may_be_at(_at(on, clock), timezone.now())):
            self.add_error("on", gettext(rules.BAD_WHEN))
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        data = self.cleaned_data
        town = data["houses"][0].municipality or data["houses"][0]
        kept = {name: data[name] for name in ("kind", "place", "about", "houses")}
        return {"municipality": town, "at": _at(data["on"], data["clock"]), **kept}


class PressForm(forms.Form):
    """Which note a button stands beside."""

    note = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class NoteForm(forms.Form):
    """What was learnt. `known` are the names that may stand in a note others read; None for one's own."""

    words = box(
        _("Hvad lærte I?"), rules.LONGEST_NOTE, rows=4,
        help_text=_("Uden navne, dæknavne og steder, der peger på nogen."),
        error_messages={"required": _("Skriv mindst én sætning.")},
    )  # fmt: skip

    def __init__(self, *args: Any, known: Iterable[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_words(self) -> str:
        return check(self.cleaned_data["words"], self.known)


class OwnNoteForm(NoteForm):
    words = box(
        _("Skriv til dig selv"), rules.LONGEST_NOTE, rows=4, help_text=_("Kun du kan læse det. Skriv uden navne."),
        error_messages={"required": _("Skriv mindst én sætning.")},
    )  # fmt: skip


def _at(on: date, clock: Any) -> datetime:
    return timezone.make_aware(datetime.combine(on, clock))
