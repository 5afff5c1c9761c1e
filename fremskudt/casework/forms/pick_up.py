"""An agreement about fetching: weekdays, place, who helps, from when and until when. No field for what is fetched."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.letter import TOO_FAR
from fremskudt.casework.forms.people import PersonField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import pick_up as rules
from fremskudt.casework.rules.letter import may_be_deadline


class PickUpForm(forms.Form):
    weekdays = forms.MultipleChoiceField(
        label=_("Hvilke dage?"),
        choices=[(key, capfirst(gettext_lazy(name))) for key, name in rules.WEEKDAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst én dag."), "invalid_choice": _("Vælg dage fra listen.")},
    )
    place_words = WordsField(
        label=_("Hvor?"),
        help_text=_("Stedet er nok. Skriv ikke, hvad der hentes."),
        longest=rules.LONGEST_PLACE,
        error_messages={"required": _("Skriv, hvor der hentes.")},
    )
    helper = WordsField(label=_("Hvem hjælper?"), required=False, longest=rules.LONGEST_HELPER)
    owner = PersonField(
        label=_("Hvem får besked, hvis det ikke bliver hentet?"),
        error_messages={"required": _("Vælg, hvem der får besked.")},
    )
    from_on = DayField(label=_("Fra"), is_planned=True)
    until_on = DayField(label=_("Til og med"), required=False, is_planned=True)

    def __init__(self, *args: Any, followers: list[User], reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(followers, reader)  # type: ignore[attr-defined]
        self.fields["from_on"].initial = timezone.localdate

    def clean_weekdays(self) -> str:
        return "".join(sorted(self.cleaned_data["weekdays"]))

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        for name, day in (("from_on", first), ("until_on", last)):
            if day and not may_be_deadline(day, timezone.localdate()):
                self.add_error(name, str(TOO_FAR))
        if first and last and last < first:
            self.add_error("until_on", gettext("Slut ligger før start."))


class NotedForm(forms.Form):
    """Whether it was fetched on one day: two buttons, none of them chosen beforehand."""

    on = forms.DateField(input_formats=["%Y-%m-%d"])
    fetched = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    @property
    def was_fetched(self) -> bool:
        return bool(self.cleaned_data["fetched"] == "yes")


class LastDayForm(forms.Form):
    on = DayField(label=_("Sidste dag"), is_planned=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate
