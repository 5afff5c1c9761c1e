"""What a peer presses: where they met, which of the presses to take back, and for whom the team is asked to come."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.rules import peer as rules
from fremskudt.casework.selectors.peer_day import Person


class MetForm(forms.Form):
    place = forms.ChoiceField(
        choices=[(key, key) for key in rules.TILES],
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Vælg, hvor I sås.")),
    )
    operation = forms.UUIDField()


class UndoForm(forms.Form):
    contact = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class HelpForm(forms.Form):
    """One of those who have said yes to the peer, and their yes to this."""

    who = forms.ChoiceField(
        label=_("Hvem er det?"), widget=forms.RadioSelect,
        error_messages={"required": _(rules.WHO), "invalid_choice": _(rules.NOBODY)},
    )  # fmt: skip
    said_yes = forms.BooleanField(label=_("Personen har sagt ja"), error_messages={"required": _(rules.NO_YES)})

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(one.code, one.alias) for one in people]  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["who"].initial = people[0].code
