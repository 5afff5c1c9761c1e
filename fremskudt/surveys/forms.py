"""The syntax of what people send."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules import consent, consent_answer, taking_part
from fremskudt.instruments import Bite, Item, Missing, shown
from fremskudt.surveys.rules.bites import NONE_OF_THEM, contradicted
from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.known import LEDGERS, ledger_of
from fremskudt.surveys.rules.sheet import MAX_BYTES
from fremskudt.surveys.selectors.staff_form import Form
from fremskudt.surveys.templatetags.surveys import kind_title, said


class DeliveryForm(forms.Form):
    """A file and what it holds. Whether the file is good is asked elsewhere."""

    kind = forms.ChoiceField(
        label=_("Hvad indeholder filen?"),
        choices=lambda: [(kind.value, kind_title(kind)) for kind in Kind],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Vælg, hvad filen indeholder."),
            "invalid_choice": _("Vælg, hvad filen indeholder."),
        },
    )
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV eller Excel (.xlsx), højst 20 MB. Første række er kolonnernes navne."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": _("Vælg en fil.")},
        allow_empty_file=True,  # the reader says »Filen er tom« in the same words everywhere
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("Filen fylder mere end 20 MB. Del den i flere filer."))
        return file


class TakingPartForm(forms.Form):
    """How somebody answered to taking part, who heard it, and the answer that was pressed."""

    form = forms.ChoiceField(
        label=_("Hvordan er det sagt?"), widget=forms.RadioSelect, initial="oral",
        choices=[(key, words) for key, words in consent.FORMS.items() if key != consent.Form.LINK],
        error_messages={"required": _("Vælg, hvordan det er sagt.")},
    )  # fmt: skip
    witness = forms.CharField(
        label=_("Hvem hørte det?"), max_length=120, required=False, initial=_("Vi var alene"),
        error_messages={"max_length": _("Skriv det kortere, højst 120 tegn.")},
    )  # fmt: skip
    answer = forms.ChoiceField(choices=[(key, key) for key in taking_part.ANSWERS])
    study = forms.ChoiceField(
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Undersøgelsen er ikke i gang her. Hent siden igen.")
        )
    )

    def __init__(self, *args: Any, studies: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["study"].choices = [(slug, slug) for slug in studies]  # type: ignore[attr-defined]

    def clean_witness(self) -> str:
        witness: str = self.cleaned_data["witness"]
        if self.cleaned_data.get("form") == consent.Form.ORAL and not witness:
            raise forms.ValidationError(gettext(consent_answer.NO_WITNESS))
        return witness


class BiteForm(forms.Form):
    """The questions of one bite of a staff form, each of which may be left empty; the wording is the instrument's."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, form: Form, bite: Bite, is_skipped: bool = False
    ) -> None:
        super().__init__({} if is_skipped else data)
        self.bite, self.instrument, self.operation = bite, form.instrument, _operation(data or {})
        for id in bite.items:
            item = form.instrument.item(id)
            if shown(item, form.values) is not False:
                self.fields[id] = _question(item, *_before(item, form))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for id, answer in list(cleaned.items()):
            if isinstance(answer, list) and NONE_OF_THEM in answer and len(answer) > 1:
                self.add_error(id, _("Vælg enten »Ingen af dem« eller det, der passer."))
        for id in contradicted(self.instrument, self.bite.items, cleaned):
            self.add_error(id, _("Her er et kryds, men svaret ovenfor siger nej. Ret et af dem."))
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        """Question → answer, once the form is valid."""
        return self.cleaned_data


def _operation(sent: Mapping[str, Any]) -> UUID:
    """Of the page it was pressed on, so that a double press is one; a new one for a page that is shown."""
    try:
        return UUID(sent.get("operation", ""))
    except ValueError:
        return uuid4()


def _before(item: Item, form: Form) -> tuple[Any, str]:
    """What stands in the field when it opens, and where it was fetched from (empty: it was not)."""
    answered, known = {name: form.values[name] for name in item.variables}, form.proposals.values
    fetched = set(answered.values()) == {Missing.NOT_ASKED} and any(name in known for name in answered)
    values = {name: known.get(name) if fetched else value for name, value in answered.items()}
    source = _source(item, form) if fetched else ""
    if item.scale.kind != "multiple":
        value = values[item.id]
        return (None if isinstance(value, Missing) else value), source
    ticked = [name.rpartition(".")[2] for name, value in values.items() if value == 1]
    said_none = not ticked and set(values.values()) == {0}
    return ([NONE_OF_THEM] if said_none else ticked), source


def _source(item: Item, form: Form) -> str:
    """The ledger in the course, and the day of the newest there."""
    ledger = ledger_of(item.id)
    place, on = gettext(LEDGERS[ledger]), form.proposals.days.get(ledger)
    if on is None:
        return gettext("Hentet fra forløbet: %(place)s. Ret det, hvis det ikke passer.") % {"place": place}
    told = {"place": place, "day": formats.date_format(on, "j. F Y")}
    return gettext("Hentet fra forløbet: %(place)s, %(day)s. Ret det, hvis det ikke passer.") % told


def _question(item: Item, initial: Any, source: str) -> forms.Field:
    notes = [said(item.help)] * bool(item.help) + [source] * bool(source)
    about: dict[str, Any] = {
        "label": said(item.text), "required": False, "initial": initial, "help_text": " ".join(notes),
    }  # fmt: skip
    if item.scale.kind == "integer":
        least, most = item.scale.minimum, item.scale.maximum
        wrong = _("Skriv et helt tal fra %(least)s til %(most)s.") % {"least": least, "most": most}
        errors: dict[str, Any] = dict.fromkeys(["invalid", "min_value", "max_value"], wrong)
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        return forms.IntegerField(min_value=least, max_value=most, widget=widget, error_messages=errors, **about)
    errors = {"invalid_choice": _("Ukendt kode. Vælg en fra listen.")}
    if item.scale.kind == "multiple":
        options = [(option.slug or "", said(option.label)) for option in item.scale.options]
        choices = [*options, (NONE_OF_THEM, gettext("Ingen af dem"))]
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=errors, **about
        )
    codes = [(str(option.code), said(option.label)) for option in item.scale.options]
    return forms.TypedChoiceField(
        choices=codes, coerce=int, empty_value=None, widget=forms.RadioSelect, error_messages=errors, **about
    )
