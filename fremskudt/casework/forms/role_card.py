"""A role around a citizen: whose it is, what they do and do not, and until when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import role_card as rules
from fremskudt.casework.rules.barring import review_day
from fremskudt.casework.selectors.role_card_holder import Holder

LISTED = _("Vælg en fra listen. Den har ændret sig.")


class AgreeForm(forms.Form):
    """What is agreed: the words, and the day until which they hold."""

    role = WordsField(
        label=_("Hvad er rollen?"), longest=rules.LONGEST_ROLE, help_text=_("For eksempel: følgesvend."),
        error_messages={"required": _("Skriv, hvad rollen hedder.")},
    )  # fmt: skip
    does = WordsField(
        label=_("Det gør vedkommende"), longest=rules.LONGEST_WORDS, rows=3,
        help_text=_("Den, det handler om, kan læse det. Skriv kun det, borgeren har sagt ja til."),
        error_messages={"required": _("Skriv mindst én ting.")},
    )  # fmt: skip
    does_not = WordsField(
        label=_("Det gør vedkommende ikke"), longest=rules.LONGEST_WORDS, rows=3, required=False,
        help_text=_("For eksempel: holder ikke øje med medicin."),
    )  # fmt: skip
    until_on = DayField(
        label=_("Aftalt til og med"), is_planned=True, help_text=_("Derefter taler I om det igen."),
        error_messages={"required": _(rules.BAD_DAY)},
    )  # fmt: skip
    borrowed_from = forms.ChoiceField(
        label=_("Er opgaven lånt fra nogen?"), required=False,
        help_text=_("Så minder siden om at give den videre."),
        choices=[("", _("Nej")), *((key, _(words)) for key, words in rules.BORROWED.items())],
        error_messages={"invalid_choice": LISTED},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"].initial = review_day(timezone.localdate(), rules.USUAL_MONTHS)

    def clean_until_on(self) -> date:
        day: date = self.cleaned_data["until_on"]
        if not rules.may_run_until(day, timezone.localdate()):
            raise forms.ValidationError(_(rules.BAD_DAY))
        return day


class RoleForm(AgreeForm):
    """The same, with whose it is. Who may not know of it stands on the list too, and is told why."""

    holder = forms.ChoiceField(
        label=_("Hvem?"), error_messages={"required": _("Vælg, hvem det er."), "invalid_choice": LISTED}
    )
    field_order = ("holder", "role", "does", "does_not", "until_on", "borrowed_from")

    def __init__(self, *args: Any, holders: Sequence[Holder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {holder.key: holder for holder in holders}
        self.fields["holder"].choices = [("", _("Vælg")), *_grouped(holders)]  # type: ignore[attr-defined]

    def clean_holder(self) -> Holder:
        holder = self.holders[self.cleaned_data["holder"]]
        if not holder.may:
            self.needs_a_yes = True
            raise forms.ValidationError(gettext(rules.NOT_TOLD) % {"who": holder.name}, code="needs_a_yes")
        return holder

    needs_a_yes = False

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        words = {name: value for name, value in self.cleaned_data.items() if name != "holder"}
        holder: Holder = self.cleaned_data["holder"]
        return {"organisation": holder.organisation, "user": holder.user, "outside": holder.outside, **words}


def _grouped(holders: Sequence[Holder]) -> list[tuple[object, list[tuple[str, str]]]]:
    groups = {
        _("Borgeren har sagt ja"): [one for one in holders if one.may and not one.follows],
        _("Følger borgeren"): [one for one in holders if one.follows],
        _("Mangler et ja"): [one for one in holders if not one.may],
    }
    return [(label, [(one.key, one.name) for one in found]) for label, found in groups.items() if found]
