"""The syntax of the municipality's answers."""

from collections.abc import Iterator

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import MunicipalitySettings
from fremskudt.access.rules.parameters import GROUPS, KEYS, PARAMETERS, changed, packed


class SettingsForm(forms.Form):
    """Twelve ticks, and how they stood when the page was shown, so that only what was changed is saved."""

    seen = forms.RegexField(rf"\A[01]{{{len(KEYS)}}}\Z", widget=forms.HiddenInput, required=False)

    def __init__(self, sent: QueryDict | None = None, *, settings: MunicipalitySettings) -> None:
        answers = {key: getattr(settings, key) for key in KEYS}
        super().__init__(sent, initial=answers)
        self.now = packed(answers)
        for parameter in PARAMETERS:
            self.fields[parameter.key] = forms.BooleanField(
                label=gettext_lazy(parameter.question),
                help_text=gettext_lazy(parameter.shapes),
                required=False,
            )

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        for group in GROUPS:
            yield group.title, [self[parameter.key] for parameter in group.parameters]

    def clean(self) -> None:
        if not self.cleaned_data.get("seen"):
            raise forms.ValidationError(_("Vi kan ikke se, hvad du har rettet. Se svarene igennem, og gem igen."))

    def changed_answers(self) -> dict[str, bool]:
        answers = {key: self.cleaned_data[key] for key in KEYS}
        return changed(self.cleaned_data["seen"], answers)
