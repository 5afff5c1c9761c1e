"""A network meeting: the citizen's points first, who comes, what may be spoken of there, and the yes to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.meeting_plan import TimeForm
from fremskudt.casework.forms.people import GONE
from fremskudt.casework.forms.words import WordsField
from fremskudt.casework.rules import consent_answer
from fremskudt.casework.rules import meeting_plan as rules
from fremskudt.casework.rules.consent import FORMS, TOPICS, Form
from fremskudt.casework.selectors.network import Choice, Guest

SAID = [Form.ORAL, Form.PHONE, Form.WRITTEN]
MOST_OUTSIDE = 6


class NetworkForm(TimeForm):
    own_points = WordsField(
        label=_("Borgerens punkter"), rows=4, longest=rules.LONGEST_POINTS,
        help_text=_("Med borgerens ord. De står øverst på mødet."),
        error_messages={"required": _(rules.OWN_POINT_FIRST)},
    )  # fmt: skip
    guests = forms.MultipleChoiceField(
        label=_("Hvem vil borgeren have med?"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )  # fmt: skip
    another = forms.ChoiceField(label=_("En fra et andet hus"), required=False, error_messages={"invalid_choice": GONE})
    outside = WordsField(
        label=_("Andre, med borgerens ord"), required=False, rows=3,
        longest=MOST_OUTSIDE * (rules.LONGEST_OUTSIDE + 1),
        help_text=_("Én på hver linje. For eksempel: mor, udlejer."),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label=_("Hvad må der tales om på mødet?"), widget=forms.CheckboxSelectMultiple,
        choices=[(key, _(words)) for key, words in TOPICS.items()], required=False,
        error_messages={"invalid_choice": GONE},
    )  # fmt: skip

    def __init__(self, *args: Any, choice: Choice, **kwargs: Any) -> None:
        start = {"on": choice.at.date(), "clock": choice.at.time(), "minutes": rules.NETWORK_MINUTES}
        super().__init__(*args, **{**kwargs, "initial": start})
        self.people: dict[str, Guest] = {one.key: one for one in (*choice.near, *choice.others)}
        # Who is near changes with the first press; the second of a double press still names them where they stood.
        kept = set(self.sent("guests")) if self.is_bound else set()
        chosen = self.data.get("another") if self.is_bound else None
        near = [(one.key, one.words) for one in self.people.values() if one in choice.near or one.key in kept]
        others = [(one.key, one.words) for one in self.people.values() if one in choice.others or one.key == chosen]
        self.fields["guests"].choices = near  # type: ignore[attr-defined]
        self.fields["another"].choices = [("", _("Vælg")), *others]  # type: ignore[attr-defined]
        if not near:
            del self.fields["guests"]
        if not others:
            del self.fields["another"]

    def sent(self, name: str) -> list[str]:
        """What came for a field, as it came."""
        return [str(value) for value in self.data.getlist(name)]  # type: ignore[attr-defined]

    def clean_outside(self) -> str:
        names = [line.strip() for line in self.cleaned_data["outside"].splitlines() if line.strip()]
        if len(names) > MOST_OUTSIDE:
            raise forms.ValidationError(_("Der er plads til seks. Skriv resten i borgerens punkter."))
        if any(len(name) > rules.LONGEST_OUTSIDE for name in names):
            raise forms.ValidationError(_("En linje er for lang. Skriv kun, hvem det er."))
        return "\n".join(dict.fromkeys(names))

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.chosen:
            self.add_error("outside", gettext("Vælg mindst én, som borgeren vil have med."))
        if not self.errors and not self.cleaned_data.get("topics") and any(not one.follows for one in self.chosen):
            self.add_error("topics", gettext(consent_answer.NO_TOPIC))

    @property
    def chosen(self) -> list[Guest]:
        told = self.cleaned_data
        keys = [*told.get("guests", []), *([told["another"]] if told.get("another") else [])]
        inside = list({self.people[key].user: self.people[key] for key in keys}.values())
        return inside + [Guest(outside=name, words=name) for name in told.get("outside", "").splitlines()]


class SaidForm(forms.Form):
    """How the citizen said yes to what was read aloud."""

    form = forms.ChoiceField(
        label=_("Hvordan blev det sagt?"), choices=[(key, _(FORMS[key])) for key in SAID], widget=forms.RadioSelect,
        initial=Form.ORAL.value, error_messages={"required": _("Vælg, hvordan det blev sagt.")},
    )  # fmt: skip
    witness = WordsField(
        label=_("Hvem hørte det?"), required=False, longest=consent_answer.LONGEST_WITNESS,
        help_text=_("Eller skriv, at I var alene."),
    )  # fmt: skip
    words = forms.CharField(widget=forms.HiddenInput, required=False)  # what stood on the page that was read aloud

    def clean(self) -> None:
        told = self.cleaned_data
        if told.get("form") == Form.ORAL and "witness" in told and not told["witness"].strip():
            self.add_error("witness", gettext(consent_answer.NO_WITNESS))


class PointsForm(forms.Form):
    own_points = WordsField(
        label=_("Borgerens punkter"), rows=4, longest=rules.LONGEST_POINTS,
        error_messages={"required": _(rules.OWN_POINT_FIRST)},
    )  # fmt: skip
