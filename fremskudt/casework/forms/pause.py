"""Why somebody holds a pause, when it is looked at again, and who keeps a light hand."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.rules import pause as rules
from fremskudt.casework.rules.day import may_have_been


class LookForm(forms.Form):
    """Until when the pause lasts before somebody looks again."""

    look_again_on = DayField(label=_("Se på den igen"), is_planned=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["look_again_on"].initial = rules.usual_look(timezone.localdate())

    def clean_look_again_on(self) -> date:
        day: date = self.cleaned_data["look_again_on"]
        if verdict := rules.may_look_on(day, timezone.localdate()):
            return day
        raise forms.ValidationError(_(verdict.reason))


class PauseForm(LookForm):
    """The cause is the button that is pressed."""

    light_hand = forms.ChoiceField(
        label=_("Hvem holder en let hånd?"),
        help_text=_("Den, der ser til borgeren, uden at presse på."),
        required=False,
        error_messages={"invalid_choice": _("Vælg en fra listen.")},
    )
    began_on = DayField(label=_("Pause siden"))
    cause = forms.ChoiceField(
        label=_("Hvorfor?"),
        choices=[(key, _(name)) for key, name in rules.CAUSES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Tryk på det, der passer."), "invalid_choice": _("Tryk på det, der passer.")},
    )
    field_order = ["look_again_on", "light_hand", "began_on", "cause"]

    def __init__(self, *args: Any, hands: Sequence[User], me: User, began: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hands, self.began = {str(user.pk): user for user in hands}, began
        names = [(key, user.name) for key, user in self.hands.items()]
        self.fields["light_hand"].choices = [("", _("Ingen lige nu")), *names]  # type: ignore[attr-defined]
        self.fields["light_hand"].initial = str(me.pk)
        self.fields["began_on"].initial = timezone.localdate()

    def clean_light_hand(self) -> User | None:
        return self.hands.get(self.cleaned_data["light_hand"])

    def clean_began_on(self) -> date:
        day: date = self.cleaned_data["began_on"]
        if verdict := may_have_been(day, self.began, timezone.localdate()):
            return day
        raise forms.ValidationError(_(verdict.reason))
