"""An appointment: when, where, what for, whose, and with whom when two are needed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Area, User
from fremskudt.casework.forms.clock import WhenForm
from fremskudt.casework.forms.people import PersonField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import appointment as rules
from fremskudt.casework.rules import safety
from fremskudt.casework.rules.contact import PLACES, Place
from fremskudt.casework.selectors.appointment import Choice

BY_PHONE = {Place.NOWHERE: _("Telefon")}


class AppointmentForm(WhenForm):
    place = forms.ChoiceField(
        label=_("Hvor?"),
        choices=[(key, BY_PHONE.get(Place(key), gettext_lazy(name))) for key, name in PLACES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et sted."), "invalid_choice": _("Vælg et sted fra listen.")},
    )
    place_words = WordsField(label=_("Hvilket sted?"), required=False, longest=rules.LONGEST_PLACE)
    area = forms.ChoiceField(
        label=_("Område"), required=False, error_messages={"invalid_choice": _("Vælg et område fra listen.")}
    )
    what_for = WordsField(label=_("Hvad handler det om?"), required=False, longest=rules.LONGEST_WHAT)
    owner = PersonField(label=_("Hvis aftale er det?"), error_messages={"required": _("Vælg, hvis aftale det er.")})
    with_user = PersonField(label=_("Hvem går du sammen med?"), required=False, nobody=_("Ingen"))
    alone_because = WordsField(
        label=_("Hvorfor går du alene, eller hvad er aftalt?"),
        required=False,
        longest=rules.LONGEST_REASON,
        help_text=_("Kun hvis I gør noget andet end det, der står øverst."),
    )

    def __init__(self, *args: Any, choice: Choice, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice = choice
        self.areas: dict[str, Area] = {str(area.pk): area for area in choice.areas}
        areas = [("", _("Vælg")), *((key, area.name) for key, area in self.areas.items())]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]
        self.fields["owner"].offer(choice.followers, reader)  # type: ignore[attr-defined]
        self.fields["with_user"].offer(choice.company)  # type: ignore[attr-defined]
        if not self.areas:
            del self.fields["area"]
        if all(safety.may_go(choice.kinds, False, "", place) for place in PLACES):
            del self.fields["alone_because"]  # nothing asks for it

    def clean_area(self) -> Area | None:
        return self.areas.get(self.cleaned_data["area"])

    def clean(self) -> None:
        told = self.cleaned_data
        if told.get("on"):
            self.refuse("on", rules.may_be_on(told["on"], timezone.localdate()))
        if told.get("owner") and told.get("owner") == told.get("with_user"):
            self.add_error("with_user", gettext("Vælg en anden end den, hvis aftale det er."))
        if told.get("place") and "alone_because" in self.fields and "alone_because" in told:
            has_company = told.get("with_user") is not None
            reason, place = told["alone_because"], told["place"]
            self.refuse("alone_because", safety.may_go(self.choice.kinds, has_company, reason, place))

    @property
    def is_override(self) -> bool:
        """Whether only the reason allows it, so that it is asked about on a page of its own."""
        told = self.cleaned_data
        reason = told.get("alone_because", "")
        return safety.is_override(self.choice.kinds, told["with_user"] is not None, reason, told["place"])

    @property
    def agreed(self) -> dict[str, Any]:
        """As the action takes it."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in {"on", "clock"}}
        return {"alone_because": "", "area": None, **told, "at": self.at}


class MoveForm(WhenForm):
    def clean(self) -> None:
        if self.cleaned_data.get("on"):
            self.refuse("on", rules.may_be_on(self.cleaned_data["on"], timezone.localdate()))
