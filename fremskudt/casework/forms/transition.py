"""Where to, and by which steps: the target, a step with its one owner, and what is done with a step."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import User
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.since import SinceForm
from fremskudt.casework.rules import transition as rules
from fremskudt.casework.rules.log import LARGEST

CHOOSE, LISTED = _("Vælg en."), _("Vælg en fra listen.")
SHORTER = _("Skriv det kortere: højst %(limit_value)d tegn.")


class TargetForm(SinceForm):
    target = forms.ChoiceField(
        label=_("Hvor skal vi hen?"),
        help_text=_("Vælg sammen. At blive her er også et valg."),
        choices=[(key, _(name)) for key, name in rules.CHOICES],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": LISTED},
    )
    target_words = forms.CharField(
        label=_("Med egne ord"), required=False, max_length=rules.LONGEST_TARGET, error_messages={"max_length": SHORTER}
    )
    on = DayField(label=_("Hvornår valgte I det?"))


class StepForm(forms.Form):
    words = forms.CharField(
        label=_("Hvad er skridtet?"),
        max_length=rules.LONGEST_STEP,
        error_messages={"required": _("Skriv, hvad skridtet er."), "max_length": SHORTER},
    )
    on = DayField(label=_("Hvornår?"), is_planned=True, error_messages={"required": _(rules.ONE_OWNER)})
    owner = forms.ChoiceField(label=_("Hvem gør det?"), required=False, error_messages={"invalid_choice": LISTED})
    owner_words = forms.CharField(
        label=_("En anden, hvem?"),
        help_text=_("Kun når det ikke er en af os. Fx bostøtten eller borgeren selv."),
        required=False,
        max_length=rules.LONGEST_OWNER,
        error_messages={"max_length": SHORTER},
    )

    def __init__(self, *args: Any, hands: Sequence[User], me: User, began: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hands, self.began = {str(user.pk): user for user in hands}, began
        names = [(key, user.name) for key, user in self.hands.items()]
        self.fields["owner"].choices = [*names, ("", _("En anden"))]  # type: ignore[attr-defined]
        self.fields["owner"].initial = str(me.pk)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if verdict := rules.may_be_on(day, self.began, timezone.localdate()):
            return day
        raise forms.ValidationError(_(verdict.reason))

    def clean_owner(self) -> User | None:
        return self.hands.get(self.cleaned_data["owner"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not {"owner", "owner_words"} & self.errors.keys():
            is_user, words = cleaned.get("owner") is not None, cleaned.get("owner_words", "")
            if not rules.has_one_owner(is_user=is_user, words=words):
                self.add_error("owner", str(_(rules.ONE_OWNER)))
        return cleaned


class StepAnswerForm(forms.Form):
    """Which step, and what is done with it. What was pressed comes from a button."""

    step = forms.IntegerField(max_value=LARGEST)
    act = forms.ChoiceField(choices=[(act, act) for act in ("done", "missed", "seen", "again", "remove")])
