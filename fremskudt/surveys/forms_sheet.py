"""The syntax of what is typed from a sheet of paper, with the same keys by keyboard and by mouse."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.instruments import Instrument, Item, Missing
from fremskudt.instruments.describe import in_words
from fremskudt.instruments.routing import as_written
from fremskudt.surveys.rules.bites import NONE_OF_THEM, Values, contradicted
from fremskudt.surveys.rules.typing import gaps, marks
from fremskudt.surveys.templatetags.surveys import language, said

SKIPPED, UNREADABLE = "s", "u"
REASONS = {SKIPPED: Missing.SKIPPED, UNREADABLE: Missing.UNREADABLE}
UNSAID = "unsaid"
SHARED = {"yes": _("Ja"), "no": _("Nej"), UNSAID: _("Ikke sagt")}
SHARED_KEYS = {"yes": "j", "no": "n", UNSAID: SKIPPED}
LANGUAGES = {"da": _("Dansk"), "en": _("Engelsk")}
MOST_SIGNS = 4


@dataclass(frozen=True)
class Choice:
    """One box of a row: its control, the key that is pressed for it, and its words."""

    name: str
    value: str
    type: str
    id: str
    is_chosen: bool
    key: str
    words: str


@dataclass(frozen=True)
class Row:
    """One question as it stands on the sheet."""

    item: Item
    kind: str  # numbers, steps, listed, many or digits
    field: forms.BoundField
    choices: list[Choice]
    reasons: list[Choice]  # spring over, ulæselig
    only: str  # when it is asked at all, in words
    route: str  # the same for the script
    low: str
    high: str
    errors: list[str]


class CodeForm(forms.Form):
    """The code that is typed or scanned from a sheet."""

    code = forms.CharField(
        label=_("Arkets kode"), max_length=200, help_text=_("Skriv koden fra arket, eller scan den."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages=dict.fromkeys(("required", "max_length"), _("Koden kan ikke læses. Skriv den fra arket.")),
    )  # fmt: skip


class LanguageForm(forms.Form):
    """In which of its languages the sheet is printed."""

    language = forms.ChoiceField(
        label=_("Sprog"), widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Vælg et sprog.")),
    )  # fmt: skip

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in LANGUAGES if one in languages]
        self.fields["language"].choices = [(one, LANGUAGES[one]) for one in offered]  # type: ignore[attr-defined]
        self.fields["language"].initial = offered[0] if offered else None


class SheetForm(forms.Form):
    """A whole sheet at once: each row has one answer, »sprunget over« or »ulæselig«; those after the last are open."""

    keep = forms.ChoiceField(required=False, choices=[("there", ""), ("paper", "")])
    shared = forms.ChoiceField(required=False, choices=list(SHARED.items()), widget=forms.RadioSelect, initial=UNSAID)

    def __init__(self, *args: Any, instrument: Instrument, values: Values | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        self.given: dict[str, Any] = {}
        for item in instrument.items:
            self.fields[item.id] = _field(item, *_before(item, values or {}))
            if _is_digits(item):
                self.fields[f"{item.id}-why"] = _reasons_field(_why(item, values or {}))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for item in self.instrument.items:
            answer = _answer(item, cleaned, self)
            if answer is not None:
                self.given[item.id] = answer
        if not self.errors:
            self._whole()
        return cleaned

    def _whole(self) -> None:
        """What is wrong with the sheet as a whole, once each row can be read."""
        if not self.given:
            raise forms.ValidationError(_("Intet er tastet endnu."))
        for id in gaps(self.instrument, self.given):
            self.add_error(id, _("Her mangler et tast. S er sprunget over, U er ulæselig."))
        for id in contradicted(self.instrument, list(self.given), self.given):
            if not isinstance(self.given[id], Missing):
                self.add_error(id, _("Her er et kryds, men svaret ovenfor siger nej. Ret et af dem, eller tast U."))

    def clean_shared(self) -> str:
        said: str = self.cleaned_data["shared"]
        return "" if said == UNSAID else said

    @property
    def rows(self) -> list[Row]:
        return [_row(self, item) for item in self.instrument.items]

    @property
    def shared_choices(self) -> list[Choice]:
        return _choices(self["shared"], SHARED_KEYS)


def _is_digits(item: Item) -> bool:
    return item.scale.kind == "integer" and not all(marks(item).values())


def _kind(item: Item) -> str:
    if _is_digits(item):
        return "digits"
    if item.scale.kind == "integer":
        return "numbers"
    if item.scale.kind == "multiple":
        return "many"
    return "steps" if len(item.scale.options) <= 5 else "listed"


def _reasons() -> list[tuple[str, str]]:
    return [(SKIPPED, gettext("Sprunget over")), (UNREADABLE, gettext("Ulæselig"))]


def _labels(item: Item) -> list[tuple[str, str]]:
    scale = item.scale
    if scale.kind == "multiple":
        options = [(str(option.slug), said(option.label)) for option in scale.options]
        return [*options, (NONE_OF_THEM, gettext("Ingen af dem"))]
    return [(str(code), scale.label(code, language())) for code in scale.codes]


def _field(item: Item, initial: Any, why: str) -> forms.Field:
    about: dict[str, Any] = {"label": said(item.text), "required": False, "initial": initial}
    if _is_digits(item):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": MOST_SIGNS})
        return forms.CharField(widget=widget, **about)
    errors = {"invalid_choice": _("Ukendt kode. Vælg en fra listen.")}
    choices = [*_labels(item), *_reasons()]
    if item.scale.kind == "multiple":
        widget_of_many = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=choices, widget=widget_of_many, error_messages=errors, **about)
    about["initial"] = initial if initial is not None else why
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=errors, **about)


def _reasons_field(initial: str) -> forms.Field:
    return forms.ChoiceField(choices=_reasons(), widget=forms.RadioSelect, required=False, initial=initial)


def _before(item: Item, values: Values) -> tuple[Any, str]:
    """What stands in the row when it opens, for a correction; nothing in a first or a second typing."""
    stood = [values.get(name) for name in item.variables]
    why = _why(item, values)
    if item.scale.kind == "multiple":
        ticked = [str(option.slug) for option, value in zip(item.scale.options, stood, strict=True) if value == 1]
        if ticked or why:
            return ticked or [why], why
        return ([NONE_OF_THEM] if all(value == 0 for value in stood) else None), why
    return (str(stood[0]) if isinstance(stood[0], int) else None), why


def _why(item: Item, values: Values) -> str:
    stood = values.get(item.variables[0])
    return next((key for key, reason in REASONS.items() if stood is reason), "")


def _answer(item: Item, cleaned: Mapping[str, Any], form: SheetForm) -> Any:
    """The answer of one row: a code, option slugs, a reason for none, or None for a row without any key."""
    told = cleaned.get(item.id)
    if _is_digits(item):
        return _number(item, told or "", cleaned.get(f"{item.id}-why") or "", form)
    if item.scale.kind == "multiple":
        return _many(item, told or [], form)
    if told in REASONS:
        return REASONS[told]
    return int(told) if told else None


def _number(item: Item, typed: str, why: str, form: SheetForm) -> int | Missing | None:
    typed = typed.strip().lower()
    if typed in REASONS and why in {"", typed}:
        return REASONS[typed]
    if not typed:
        return REASONS.get(why)
    least, most = item.scale.codes[0], item.scale.codes[-1]
    is_read = typed.isascii() and typed.isdigit() and least <= int(typed) <= most
    if not is_read or why:
        told = _("Skriv et helt tal fra %(least)s til %(most)s, eller tast S eller U.")
        form.add_error(item.id, told % {"least": least, "most": most})
        return None
    return int(typed)


def _many(item: Item, ticked: list[str], form: SheetForm) -> list[str] | Missing | None:
    alone = [one for one in ticked if one in {*REASONS, NONE_OF_THEM}]
    if alone and len(ticked) > 1:
        form.add_error(item.id, _("Vælg enten ét af de sidste felter eller det, der passer."))
        return None
    if alone and alone[0] in REASONS:
        return REASONS[alone[0]]
    return ticked or None


def _row(form: SheetForm, item: Item) -> Row:
    kind, bound = _kind(item), form[item.id]
    keys = {str(code): mark for code, mark in marks(item).items()} | {SKIPPED: SKIPPED, UNREADABLE: UNREADABLE}
    found = [] if kind == "digits" else _choices(bound, keys)
    reasons = _choices(form[f"{item.id}-why"], keys) if kind == "digits" else found[-2:]
    ends, codes = item.scale.anchors, item.scale.codes
    return Row(
        item=item, kind=kind, field=bound, choices=found[:-2], reasons=reasons,
        only="" if item.show_if is None else in_words(form.instrument, item.show_if, language()),
        route=json.dumps(as_written(item.route)) if item.route else "",
        low=said(ends.get(codes[0])), high=said(ends.get(codes[-1])), errors=[str(error) for error in bound.errors],
    )  # fmt: skip


def _choices(bound: forms.BoundField, keys: Mapping[str, str]) -> list[Choice]:
    found = []
    for one in bound.subwidgets:
        told, value = one.data, str(one.data["value"])
        found.append(
            Choice(
                name=told["name"], value=value, type=told["type"], id=str(one.id_for_label),
                is_chosen=told["selected"], key=keys.get(value, ""), words=str(one.choice_label),
            )
        )  # fmt: skip
    return found
