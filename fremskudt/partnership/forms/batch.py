"""A code on paper: what it leads to, for which house, and on how many pieces."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.partnership.forms.campaign import how_many
from fremskudt.partnership.forms.sparring import LISTED
from fremskudt.partnership.rules.visibility import LEADS_TO


class BatchForm(forms.Form):
    leads_to = forms.ChoiceField(
        label=_("Hvad fører koden til?"), choices=[(key, _(name)) for key, name in LEADS_TO.items()],
        widget=forms.RadioSelect, error_messages={"required": LISTED, "invalid_choice": LISTED},
        help_text=_("»Ring til mig« er til den, det handler om. »Giv et praj« er til et hus."),
    )  # fmt: skip
    organisation = forms.ChoiceField(
        label=_("Hvilket hus?"), required=False, error_messages={"invalid_choice": LISTED},
        help_text=_("Kun til »Giv et praj«: koden hænger i huset, eller kortene ligger der."),
    )  # fmt: skip
    n_copies = how_many(_("Hvor mange stykker?"))

    def __init__(self, *args: Any, houses: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.houses = {str(house.pk): house for house in houses}
        choices = [("", _("Ikke valgt")), *((key, house.name) for key, house in self.houses.items())]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_tip = cleaned.get("leads_to") == "tip"
        cleaned["organisation"] = self.houses.get(cleaned.get("organisation") or "") if is_tip else None
        if is_tip and not cleaned["organisation"] and "organisation" not in self.errors:
            self.add_error("organisation", gettext("Vælg det hus, koden hører til."))
        return cleaned
