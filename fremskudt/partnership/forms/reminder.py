"""A mail that reminds partners: to which houses, with which words, how often, and from when."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.partnership.forms.campaign import day
from fremskudt.partnership.forms.sparring import LISTED, box
from fremskudt.partnership.rules import reminder as rules
from fremskudt.partnership.selectors.reminder import House


class ReminderForm(forms.Form):
    to = forms.MultipleChoiceField(
        label=_("Hvem skal have den?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst ét hus."), "invalid_choice": LISTED},
    )  # fmt: skip
    words = box(
        _("Hvad står der i mailen?"), rules.LONGEST_WORDS, rows=5, initial=rules.DEFAULT_WORDS,
        help_text=_("Uden navne, også dit eget. Linket og en hilsen kommer af sig selv efter teksten."),
        error_messages={"required": _("Skriv mindst én sætning.")},
    )  # fmt: skip
    every_days = forms.TypedChoiceField(
        label=_("Hvor tit?"), choices=[(days, _(name)) for days, name in rules.EVERY.items()], initial=rules.USUALLY,
        coerce=int, widget=forms.RadioSelect, error_messages={"required": LISTED, "invalid_choice": LISTED},
    )  # fmt: skip
    next_on = day(_("Første gang"), help_text=_("En hverdag. Mailen sendes mellem kl. 9 og 16."))

    def __init__(self, *args: Any, houses: Sequence[House], known: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.houses, self.known = {str(house.organisation.pk): house for house in houses}, list(known)
        self.fields["to"].choices = [(key, _named(house)) for key, house in self.houses.items()]  # type: ignore[attr-defined]

    def clean_to(self) -> list[Organisation]:
        chosen = [self.houses[key].organisation for key in self.cleaned_data["to"]]
        if len({house.town for house in chosen}) > 1:
            raise forms.ValidationError(_("Vælg huse i den samme kommune."))
        return chosen

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"].replace("\r\n", "\n").replace("\r", "\n")
        if not rules.is_fit_to_send(words, known=self.known):
            raise forms.ValidationError(gettext(rules.NAMES_SOMEBODY), code="telltale")
        return words

    def clean_next_on(self) -> date:
        on: date = self.cleaned_data["next_on"]
        if not rules.may_begin_on(on, timezone.localdate()):
            raise forms.ValidationError(gettext(rules.BAD_DAY))
        return on

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        data = self.cleaned_data
        town = data["to"][0].municipality or data["to"][0]
        return {"municipality": town, **{name: data[name] for name in ("to", "words", "every_days", "next_on")}}


def _named(house: House) -> str:
    people = ngettext("%(n)s person", "%(n)s personer", house.n_people) % {"n": house.n_people}
    return f"{house.organisation.name} · {people}"
