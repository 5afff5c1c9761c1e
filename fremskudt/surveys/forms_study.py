"""The syntax of what leaders and evaluators send about a study: its plan, a wave that is moved, a tie that is cut."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.casework.forms.day import DayField
from fremskudt.surveys.actions.study import Limits
from fremskudt.surveys.models import StudyForm
from fremskudt.surveys.rules import study_plan, tie
from fremskudt.surveys.rules.asking import GRACE, IDLE
from fremskudt.surveys.selectors.study_plan import Choice
from fremskudt.surveys.templatetags.surveys import said

TOO_LONG = _("Skriv det kortere, højst %(limit_value)s tegn.")
MOST = {"n": 24, "every": 24, "open": 366, "within": 366, "grace": 366, "idle": 366}


class PlanForm(forms.Form):
    """The words and the rhythm of each form; fields of a form are called by its slug, `n-progression`."""

    title = forms.CharField(
        label=_("Hvad hedder undersøgelsen?"), max_length=200,
        error_messages={"required": _("Skriv, hvad den hedder."), "max_length": TOO_LONG},
    )  # fmt: skip
    question = forms.CharField(
        label=_("Hvad bliver borgeren spurgt om?"), required=False, max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}), error_messages={"max_length": TOO_LONG},
        help_text=_("Læses højt. Skriv kort. Uden ord her bruger vi de sædvanlige."),
    )  # fmt: skip
    purpose = forms.CharField(
        label=_("Hvad skal svarene bruges til?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        for choice in self.rhythmic:
            self._add(choice)

    @property
    def rhythmic(self) -> list[Choice]:
        """The forms that are asked again and again."""
        return [choice for choice in self.choices if not choice.is_once]

    @property
    def groups(self) -> list[tuple[Choice, list[forms.BoundField]]]:
        """Each of them with its fields."""
        return [
            (choice, [self[name] for name in self.fields if name.endswith(f"-{choice.slug}")])
            for choice in self.rhythmic
        ]

    def _add(self, choice: Choice) -> None:
        slug, stands = choice.slug, choice.stands
        usual = stands or _proposed(choice)
        if stands:
            self.fields[f"first-{slug}"] = DayField(
                label=_("Første runde åbner"), initial=stands.first_opens_on, is_planned=True
            )
        self.fields[f"n-{slug}"] = _number(_("Hvor mange runder?"), usual.n_waves, 1, MOST["n"])
        self.fields[f"every-{slug}"] = _number(_("Hvor mange måneder imellem?"), usual.every_months, 1, MOST["every"])
        self.fields[f"open-{slug}"] = _number(_("Hvor mange dage er en runde åben?"), usual.open_days, 1, MOST["open"])
        if choice.is_citizens:
            self.fields[f"within-{slug}"] = _number(
                _("Hvor mange dage kan man begynde i? Tomt: hele runden"), usual.start_within_days, 0, MOST["within"],
                required=False,
            )  # fmt: skip
            self.fields[f"grace-{slug}"] = _number(
                _("Hvor mange dage efter kan man blive færdig?"), usual.grace_days, 0, MOST["grace"]
            )
            self.fields[f"idle-{slug}"] = _number(
                _("Hvor længe kan man fortsætte efter sit seneste svar, i dage?"), usual.idle_days, 0, MOST["idle"]
            )

    def limits(self, wanted: Sequence[str] | None = None) -> dict[str, Limits]:
        """By instrument, of a valid form."""
        told = self.cleaned_data
        return {
            choice.slug: Limits(
                first_opens_on=told.get(f"first-{choice.slug}") or told["starts_on"], n_waves=told[f"n-{choice.slug}"],
                every_months=told[f"every-{choice.slug}"], open_days=told[f"open-{choice.slug}"],
                start_within_days=told.get(f"within-{choice.slug}"),
                grace_days=told.get(f"grace-{choice.slug}", GRACE.days),
                idle_days=told.get(f"idle-{choice.slug}", IDLE.days),
            )
            for choice in self.rhythmic
            if wanted is None or choice.slug in wanted
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for choice in self.rhythmic:
            within, days = told.get(f"within-{choice.slug}"), told.get(f"open-{choice.slug}")
            if within is not None and days is not None and within > days:
                self.add_error(f"within-{choice.slug}", _("Det er længere, end runden er åben."))
        return told


class NewStudyForm(PlanForm):
    """Where, when and with which forms as well."""

    starts_on = DayField(label=_("Hvornår begynder den?"), is_planned=True)
    towns = forms.MultipleChoiceField(
        label=_("Hvilke kommuner er med?"), widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Vælg mindst én kommune.")),
    )  # fmt: skip
    instruments = forms.MultipleChoiceField(
        label=_("Hvilke skemaer?"), widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Vælg mindst ét skema.")),
    )  # fmt: skip
    field_order = ["title", "towns", "starts_on", "instruments"]

    def __init__(self, *args: Any, towns: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate()
        self.fields["towns"].choices = [(str(pk), name) for pk, name in towns]  # type: ignore[attr-defined]
        titles = {choice.slug: said(choice.instrument.title) for choice in self.choices}
        self.fields["instruments"].choices = list(titles.items())  # type: ignore[attr-defined]
        usual = (study_plan.ONCE, *study_plan.USUAL)
        self.fields["instruments"].initial = [slug for slug in usual if slug in titles]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        wanted = told.get("instruments", [])
        for choice in self.rhythmic:  # what is not asked need not be right
            if choice.slug not in wanted:
                for name in [name for name in self.errors if name.endswith(f"-{choice.slug}")]:
                    del self.errors[name]
        return told


class WaveForm(forms.Form):
    """The days of a wave."""

    opens_on = DayField(label=_("Runden åbner"), is_planned=True)
    closes_on = DayField(label=_("Runden lukker efter"), is_planned=True)


class CutForm(forms.Form):
    """The code, typed as it stands on the page, to be sure."""

    typed = forms.CharField(
        label=_("Skriv koden for at klippe"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        self.fields["typed"].error_messages |= dict.fromkeys(("required", "max_length"), gettext(tie.WRONG_CODE))

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if not tie.is_typed(self.code, typed):
            raise forms.ValidationError(gettext(tie.WRONG_CODE))
        return typed


def _proposed(choice: Choice) -> StudyForm:
    rhythm = choice.rhythm
    return StudyForm(
        n_waves=rhythm.n_waves, every_months=rhythm.every_months, open_days=rhythm.open_days, grace_days=GRACE.days,
        idle_days=IDLE.days,
    )  # fmt: skip


def _number(label: Any, initial: int | None, least: int, most: int, required: bool = True) -> forms.IntegerField:
    wrong = _("Skriv et helt tal fra %(least)s til %(most)s.") % {"least": least, "most": most}
    return forms.IntegerField(
        label=label, initial=initial, min_value=least, max_value=most, required=required,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(["required", "invalid", "min_value", "max_value"], wrong),
    )  # fmt: skip
