"""What the evaluator sends to take an instrument in, and the words of a permission."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.instruments.interchange import from_yaml, take
from fremskudt.instruments.taking import MAX_BYTES, Taken

RESPONDENTS = [("citizen", _("Borgeren")), ("therapist", _("Behandleren"))]


def yaml_box(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, strip=False, max_length=MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code"}),
    )  # fmt: skip


class TakeForm(forms.Form):
    """A file, or our own format pasted."""

    file = forms.FileField(
        label=_("Fil"), required=False, allow_empty_file=True,
        help_text=_("FHIR (.json), XLSForm (.xlsx) eller vores eget format (.zip). Højst 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.xlsx,.zip"}),
    )  # fmt: skip
    respondent = forms.ChoiceField(
        label=_("Hvem svarer, hvis filen ikke siger det?"), choices=RESPONDENTS, initial="citizen",
        widget=forms.RadioSelect, error_messages={"required": _("Vælg, hvem der svarer.")},
    )  # fmt: skip
    structure = yaml_box(_("instrument.yaml"))
    texts_da = yaml_box(_("texts.da.yaml"))
    texts_en = yaml_box(_("texts.en.yaml, hvis det findes på engelsk"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and (file.size or 0) > MAX_BYTES:
            self.add_error("file", _("Filen fylder mere end 2 MB."))
        elif file is None and not (cleaned.get("structure") or "").strip() and not self.errors:
            self.add_error("file", _("Vælg en fil, eller sæt skemaet ind nedenfor."))
        return cleaned

    def taken(self) -> tuple[Taken, str]:
        """What was sent, in our own format, and which kind it was. Raises CannotTake."""
        file = self.cleaned_data["file"]
        if file is not None:
            return take(file.read(), self.cleaned_data["respondent"])
        return from_yaml(*pasted(self.cleaned_data)), "yaml"


class PublishForm(forms.Form):
    """The same once more, as the page showed it: it is read anew before it is published."""

    structure, texts_da, texts_en = yaml_box(""), yaml_box(""), yaml_box("")
    origin = forms.ChoiceField(choices=[(kind, kind) for kind in ("fhir", "xlsform", "yaml")])

    def taken(self) -> tuple[Taken, str]:
        """What was shown. Raises CannotTake."""
        return from_yaml(*pasted(self.cleaned_data)), self.cleaned_data["origin"]


class LicenceForm(forms.Form):
    words = forms.CharField(
        label=_("Hvem har givet lov, og hvor ligger det?"), max_length=300,
        help_text=_("For eksempel: Mail fra rettighedshaveren 3. maj 2026, journalsag 26/1234."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Skriv, hvem der har givet lov, og hvor det ligger."),
            "max_length": _("Skriv det kortere, højst 300 tegn."),
        },
    )  # fmt: skip


def pasted(cleaned: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The three files, with one sign for each line end; a browser sends two."""
    plain = {name: text.replace("\r\n", "\n") for name, text in cleaned.items() if isinstance(text, str)}
    return plain["structure"], {"da": plain["texts_da"], "en": plain["texts_en"]}
