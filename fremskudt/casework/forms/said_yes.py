"""A yes as it is written down: how it was said and who heard it, to what, and who it is from now on."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.citizen import CitizenForm
from fremskudt.casework.forms.consent import ALONE, GONE, HEARD
from fremskudt.casework.forms.day import DayField
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.models import Citizen
from fremskudt.casework.rules import said_yes as rules
from fremskudt.casework.rules.channel import LONGEST_COMPANION
from fremskudt.casework.rules.consent import FORMS, Form
from fremskudt.casework.rules.consent_answer import ALONE as WERE_ALONE
from fremskudt.casework.rules.consent_answer import LONGEST_WITNESS

YES, NO, NOT_NOW = "yes", "no", "not_now"
ANSWERS = [(YES, _("Ja")), (NO, _("Nej")), (NOT_NOW, _("Ikke nu"))]


class HeardForm(forms.Form):
    """The yes to a course: nothing is ticked beforehand that somebody has to have said."""

    may_write = forms.BooleanField(
        label=_("Ja: Vi må skrive om dig, så vi kan hjælpe"),
        error_messages={"required": _("Uden et ja bliver prajet på listen. Det er helt i orden.")},
    )
    form = forms.ChoiceField(
        label=_("Hvordan er det sagt?"), widget=forms.RadioSelect, initial=Form.ORAL, error_messages=GONE
    )
    witness_kind = forms.ChoiceField(
        label=_("Hvem hørte det?"), widget=forms.RadioSelect, initial=ALONE,
        choices=[(ALONE, _("Vi var alene")), (HEARD, _("En anden hørte det"))],
        error_messages={"required": rules.NO_WITNESS, **GONE},
    )  # fmt: skip
    witness = WordsField(label=_("Hvem var det?"), longest=LONGEST_WITNESS, required=False)
    said_on = DayField(label=_("Hvornår blev det sagt?"), error_messages={"required": rules.NO_WITNESS})

    def __init__(self, *args: Any, known_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_on = known_on
        self.fields["form"].choices = [(key, _(name)) for key, name in FORMS.items() if key != Form.LINK]  # type: ignore[attr-defined]
        self.fields["said_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not {"form", "witness_kind", "witness", "said_on"} & set(self.errors):
            heard = rules.Heard(told["form"], self.heard_by, told["said_on"])
            for name, reason in rules.faults(heard, today=timezone.localdate(), known_on=self.known_on).items():
                self.add_error(name, gettext(reason))
        return told

    @property
    def heard_by(self) -> str:
        """Who heard it; that they were alone is an answer too. On paper and by phone nobody need have heard it."""
        told = self.cleaned_data
        if told["witness_kind"] == ALONE:
            return gettext(WERE_ALONE) if told["form"] == Form.ORAL else ""
        witness: str = told["witness"]
        return witness

    @property
    def said_at(self) -> datetime:
        """The instant: now of today, else the day's first, so that a no on that day is the later word."""
        day: date = self.cleaned_data["said_on"]
        return timezone.now() if day == timezone.localdate() else timezone.make_aware(datetime.combine(day, time()))

    @property
    def heard(self) -> dict[str, Any]:
        """What the action needs of it."""
        return {"form": self.cleaned_data["form"], "witness": self.heard_by, "said_at": self.said_at}


class TipYesForm(HeardForm):
    """The same with what it is of a tip: whether the house that gave it may know."""

    told = forms.ChoiceField(
        label=_("Må huset få det at vide?"), choices=ANSWERS, widget=forms.RadioSelect,
        error_messages={"required": _("Vælg et svar. Et nej er også et svar."), **GONE},
    )  # fmt: skip

    @property
    def is_told(self) -> bool:
        return bool(self.cleaned_data["told"] == YES)


class SaidYesForm(TipYesForm, CitizenForm):
    """A new citizen of a tip: under an alias that is no name, with somebody they trust beside them if they wish."""

    wants_companion = forms.BooleanField(label=_("Personen vil have en med, de har tillid til"), required=False)
    companion = WordsField(
        label=_("Hvem følger med?"), longest=LONGEST_COMPANION, required=False,
        help_text=_("Kun hvis personen selv har sagt det. For eksempel: Bo fra værestedet."),
    )  # fmt: skip

    def clean_alias(self) -> str:
        return _no_name(super().clean_alias())

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if {"wants_companion", "companion"} & set(self.errors):
            return told
        wanted, who = told["wants_companion"], told["companion"]
        if wanted and not who:
            self.add_error("companion", gettext("Skriv, hvem der følger med, eller fjern krydset."))
        if who and not wanted:
            self.add_error(
                "wants_companion", gettext("Sæt kryds, hvis personen selv har sagt det. Ellers slet navnet.")
            )
        return told


class OwnYesForm(TipYesForm):
    """The tip's person is one whom the reader follows already."""

    citizen = forms.ChoiceField(
        label=_("Hvem er det?"), widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvem det er."), "invalid_choice": rules.UNKNOWN},
    )  # fmt: skip

    def __init__(self, *args: Any, citizens: Iterable[Citizen], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.citizens = {one.code: one for one in citizens}
        self.fields["citizen"].choices = [(code, one.alias) for code, one in self.citizens.items()]  # type: ignore[attr-defined]

    @property
    def who(self) -> Citizen:
        return self.citizens[self.cleaned_data["citizen"]]


class CallYesForm(HeardForm, CitizenForm):
    """A new citizen of one who asked to be rung."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = _("Uden et ja begynder der ikke et forløb. Det er helt i orden.")
        self.fields["may_write"].error_messages["required"] = missing

    def clean_alias(self) -> str:
        return _no_name(super().clean_alias())


def _no_name(alias: str) -> str:
    if rules.is_a_name(alias):
        raise forms.ValidationError(gettext(rules.A_NAME))
    return alias
