"""»Vi besøgte hinanden«."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.partnership.forms.agreement import KnowingForm, day, within
from fremskudt.partnership.forms.sparring import FIRST, box
from fremskudt.partnership.rules.agreement import DIRECTIONS

CHOOSE = _("Vælg, hvem der besøgte hvem.")


class HouseVisitForm(KnowingForm):
    direction = forms.ChoiceField(
        label=_("Hvem besøgte hvem?"), choices=[(key, _(name)) for key, name in DIRECTIONS.items()],
        widget=forms.RadioSelect, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )  # fmt: skip
    on = day(_("Hvornår?"))
    words = box(
        _("Hvad så eller lærte I?"), 300, rows=3, required=False, help_text=_("Om huset og arbejdet. Skriv uden navne.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())

    def clean_on(self) -> date | None:
        return within(self.cleaned_data["on"], FIRST, timezone.localdate(), _("Vælg en dag, der har været."))

    def clean_words(self) -> str:
        return self.checked("words")
