"""The syntax of what people send."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fremskudt.surveys.rules.kinds import Kind
from fremskudt.surveys.rules.sheet import MAX_BYTES
from fremskudt.surveys.templatetags.surveys import kind_title


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
