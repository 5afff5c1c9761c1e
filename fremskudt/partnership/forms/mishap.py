"""»Det gik galt«, told by a house and answered by a leader."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.partnership.forms.agreement import KnowingForm
from fremskudt.partnership.forms.sparring import LISTED, box


class HouseForm(KnowingForm):
    """Whose it is: chosen by the few who belong to several houses, a hidden field for all others."""

    house = forms.ChoiceField(
        label=_("Hvilket hus?"), widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et hus."), "invalid_choice": LISTED},
    )  # fmt: skip

    def __init__(self, *args: Any, houses: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_key = {str(house.pk): house for house in houses}
        field = self.fields["house"]
        field.choices = [(key, house.name) for key, house in self.of_key.items()]  # type: ignore[attr-defined]
        if len(houses) == 1:
            field.initial, field.widget = str(houses[0].pk), forms.HiddenInput()

    def clean_house(self) -> Organisation:
        return self.of_key[self.cleaned_data["house"]]


class MishapForm(HouseForm):
    words = box(
        _("Hvad gik galt?"), 1000, rows=4,
        help_text=_("For eksempel: en besked blev sendt til den forkerte. Skriv ikke, hvem den handlede om."),
        error_messages={"required": _("Skriv, hvad der gik galt.")},
    )  # fmt: skip

    def clean_words(self) -> str:
        return self.checked("words")


class MishapAnswerForm(KnowingForm):
    words = box(
        _("Hvad gør I ved det?"), 500, rows=3, help_text=_("Huset kan læse dit svar. Skriv uden navne."),
        error_messages={"required": _("Skriv en sætning til huset.")},
    )  # fmt: skip

    def clean_words(self) -> str:
        return self.checked("words")
