"""»Nyt praj«: ticked words and no field for a name. What is typed is looked at before anything is stored."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.basics.codes import ALPHABET, GROUP
from fremskudt.partnership.rules import tip as words
from fremskudt.partnership.rules import tip_form as rules
from fremskudt.partnership.selectors.tip import Giving

WHERE = _("Vælg, hvor det var. Cirka er nok.")
WALL = "partnership.tip_by_code"
TOKEN_LASTS = timedelta(hours=24)
TOO_OLD = _("Siden har stået åben længe. Se det igennem, og send igen. Intet er slettet.")

Choices = Sequence[tuple[str, Any]]


def told(names: dict[str, str]) -> Choices:
    return [(key, _(name)) for key, name in names.items()]


def one_of(label: Any, choices: Choices, missing: Any, **more: Any) -> forms.ChoiceField:
    """Rows of which one is pressed."""
    wrong = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=wrong, **more)


class TipForm(forms.Form):
    """The tip itself. `offered` is what the giver's own house leads to."""

    house = forms.ChoiceField(
        label=_("Fra hvilket hus?"), error_messages={"required": _("Vælg et hus."), "invalid_choice": _("Vælg et hus.")}
    )
    place = one_of(_("Hvor?"), told(words.PLACES), WHERE)
    area = forms.ChoiceField(label=_("Område"), error_messages={"required": WHERE, "invalid_choice": WHERE})
    seen = forms.MultipleChoiceField(
        label=_("Hvad så du?"), choices=told(words.SEEN), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Sæt mindst ét kryds."), "invalid_choice": _("Sæt mindst ét kryds.")},
    )  # fmt: skip
    age = one_of(
        _("Alder, cirka"), [*told(words.AGES), ("", _("Ved ikke"))], _("Vælg en fra listen."), required=False
    )  # fmt: skip
    worry = one_of(_("Hvor urolig er du?"), told(words.WORRIES), _("Vælg, hvor urolig du er."))
    # no `maxlength` in the page: the browser would drop the rest of a long word without a sound
    memory_word = forms.CharField(
        label=_("Huskeord, som kun I kan se"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        validators=[MaxLengthValidator(words.LONGEST_MEMORY_WORD, gettext(rules.SHORTER_WORD))],
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Giving, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_house = {str(house.pk): house for house in offered.houses}
        self.of_area = {str(area.pk): area for area in offered.areas}
        self._offer("house", [(key, house.name) for key, house in self.of_house.items()], next(iter(self.of_house), ""))
        self._offer("area", [(key, area.name) for key, area in self.of_area.items()], str(offered.area or ""))
        self.fields["place"].initial = offered.place
        self.fields["age"].initial = ""
        if len(offered.houses) == 1:
            del self.fields["house"]
        if not offered.areas:  # a municipality that has not drawn any
            del self.fields["area"]

    def _offer(self, name: str, choices: Iterable[tuple[str, str]], chosen: str) -> None:
        first = [] if chosen else [("", _("Vælg"))]
        self.fields[name].choices = [*first, *choices]  # type: ignore[attr-defined]
        self.fields[name].initial = chosen

    def clean_memory_word(self) -> str:
        word = str(self.cleaned_data["memory_word"])
        if not (verdict := rules.may_keep(word)):
            raise forms.ValidationError(gettext(verdict.reason), code="telltale")
        return word

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        house, area = self.of_house.get(self._house_key()), self.of_area.get(cleaned.get("area", ""))
        if house and area and area.municipality_id != house.town:
            self.add_error("area", WHERE)
        return cleaned

    def _house_key(self) -> str:
        return str(self.cleaned_data.get("house") or next(iter(self.of_house), ""))

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        kept = {name: self.cleaned_data[name] for name in ("place", "seen", "age", "worry", "memory_word")}
        area = self.of_area.get(self.cleaned_data.get("area", ""))
        return {"organisation": self.of_house[self._house_key()], "area": area, **kept}


class OwnTipForm(TipForm):
    """Of somebody who is logged in: the number of the page makes a double tap one tip."""

    operation = forms.UUIDField(widget=forms.HiddenInput)
    asked = forms.ChoiceField(choices=told(words.ASKED), widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operation"].initial = uuid4()

    @property
    def told(self) -> dict[str, Any]:
        return {**super().told, **{name: self.cleaned_data[name] for name in ("operation", "asked")}}


class CardForm(TipForm):
    """A paper card that is typed in: of the house it was written in, in the week it says."""

    week_on = forms.TypedChoiceField(
        label=_("Hvilken uge?"), coerce=date.fromisoformat,
        error_messages={"required": _("Vælg en uge."), "invalid_choice": _("Vælg en uge.")},
    )  # fmt: skip
    operation = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("house", "week_on", "place", "area", "seen", "age", "worry", "memory_word", "operation")

    def __init__(self, *args: Any, weeks: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(on), gettext("Uge %(number)s") % {"number": on.isocalendar().week}) for on in weeks]
        self.fields["week_on"].choices = named  # type: ignore[attr-defined]
        self.fields["operation"].initial = uuid4()
        if "house" in self.fields:
            self._offer("house", [(key, house.name) for key, house in self.of_house.items()], "")

    @property
    def told(self) -> dict[str, Any]:
        return {**super().told, **{name: self.cleaned_data[name] for name in ("operation", "week_on")}}


class WallForm(TipForm):
    """Without an account and without a cookie: a signed note in the page says which code, which press, and when."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        self.operation = read_token(self.data.get("token", ""), code) if self.is_bound else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.operation is None:
            raise forms.ValidationError(TOO_OLD, code="token")
        return cleaned

    @property
    def next_token(self) -> str:
        """What the page carries: the same one while it holds, so that the second tap is the same tip."""
        return str(self.data["token"]) if self.operation else new_token(self.code)

    @property
    def told(self) -> dict[str, Any]:
        return {**super().told, "operation": self.operation}


class TakeBackForm(forms.Form):
    """Which tip a button stands beneath."""

    code = forms.RegexField(rf"\A[{ALPHABET}]{{{GROUP}}}-[{ALPHABET}]{{{GROUP}}}\Z")


class ReceiptForm(forms.Form):
    """Eight signs that were written down: a space for the dash, and small letters, will do."""

    code = forms.CharField(label=_("Din kode"), max_length=40, required=False)

    def clean_code(self) -> str:
        signs = "".join(sign for sign in str(self.cleaned_data["code"]).upper() if sign in ALPHABET)
        return f"{signs[:GROUP]}-{signs[GROUP:]}" if len(signs) == 2 * GROUP else ""


def new_token(code: str) -> str:
    return signing.dumps([code, uuid4().hex], salt=WALL)


def read_token(token: str, code: str) -> UUID | None:
    """The number of the page's press; none for a note that is old, forged, or of another code."""
    try:
        of, operation = signing.loads(token, salt=WALL, max_age=TOKEN_LASTS)
        return UUID(operation) if of == code else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
