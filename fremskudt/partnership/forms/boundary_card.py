"""A peer's own card, in own words. What tells who somebody is, is not kept; a colleague to call may be named."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.partnership.rules import boundary_card as rules

SHORTER = _("Skriv det kortere: højst %(limit_value)d tegn. Intet er slettet.")


def box(label: Any, longest: int, rows: int, **more: Any) -> forms.CharField:
    """No `maxlength` in the page: the browser would drop the rest of a long paste."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, widget=widget, validators=[MaxLengthValidator(longest, SHORTER)], **more)


class BoundaryCardForm(forms.Form):
    does = box(
        _("Det gør jeg"), rules.LONGEST_PART, 4, help_text=_("For eksempel: sidder med, følges ad."),
        error_messages={"required": _(rules.NO_TASK)},
    )  # fmt: skip
    does_not = box(
        _("Det gør jeg ikke"), rules.LONGEST_PART, 4, help_text=_("For eksempel: holder øje, bærer beskeder."),
        error_messages={"required": _(rules.NO_BOUNDARY)},
    )  # fmt: skip
    calls = box(_("Den ringer jeg til, når det bliver for meget"), rules.LONGEST_CALLS, 2, required=False)

    def clean_does(self) -> str:
        return self._checked("does")

    def clean_does_not(self) -> str:
        return self._checked("does_not")

    def clean_calls(self) -> str:
        return self._checked("calls", is_whom_to_call=True)

    def _checked(self, name: str, *, is_whom_to_call: bool = False) -> str:
        """One sign for each line end, whatever the browser sends."""
        text = str(self.cleaned_data[name]).replace("\r\n", "\n").replace("\r", "\n")
        sentence = rules.sentence_against(text, is_whom_to_call=is_whom_to_call)
        if sentence:
            raise forms.ValidationError(gettext(sentence), code="telltale")
        return text
