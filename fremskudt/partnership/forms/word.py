"""Own words, one field a term, and a word to avoid."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.partnership.rules import word as rules
from fremskudt.partnership.rules.word import TERMS, Term

_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"})
NAMES = {term: f"ord-{term.translate(_ASCII)}" for term in TERMS}


class Preview(NamedTuple):
    """A term with its field, and the sentence of the screen with the word that stands in the field."""

    term: Term
    field: BoundField
    before: str
    word: str
    after: str
    lix: int
    is_hard: bool


class WordsForm(forms.Form):
    """Empty means our standard word."""

    def __init__(self, sent: QueryDict | None = None, *, own: Mapping[str, str], avoided: Iterable[str]) -> None:
        initial = {NAMES[term]: word for term, word in own.items() if term in NAMES}
        super().__init__(sent, initial=initial)
        self.avoided = list(avoided)
        for term, known in TERMS.items():
            self.fields[NAMES[term]] = forms.CharField(
                label=gettext(known.standard).capitalize(), help_text=_(known.where), required=False, strip=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for term, name in NAMES.items():
            cleaned[name] = rules.tidy(cleaned.get(name, ""))
            may = rules.may_use(cleaned[name], self.avoided)
            if not may and rules.differing({term: cleaned[name]}):
                self.add_error(name, gettext(may.reason))
        return cleaned

    @property
    def words(self) -> dict[str, str]:
        return {term: self.cleaned_data[name] for term, name in NAMES.items()}

    def previews(self) -> Iterator[Preview]:
        """The words as they stand in the fields, saved or not. A word that is stopped is shown as ours."""
        for term, known in TERMS.items():
            bound = self[NAMES[term]]
            typed = "" if bound.errors else rules.tidy(bound.value() or "")
            word = typed or known.standard
            before, after = known.sentence.split("%(word)s")
            hard = rules.lix(f"{before}{word}{after}")
            yield Preview(known, bound, before, word, after, round(hard), hard > known.most_lix)


class AvoidForm(forms.Form):
    word = forms.CharField(
        label=_("Et ord, I vil undgå"), widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": _("Skriv ordet.")},
    )  # fmt: skip

    def __init__(self, sent: QueryDict | None = None, *, in_use: Iterable[str] = (), n_avoided: int = 0) -> None:
        super().__init__(sent)
        self.in_use, self.n_avoided = list(in_use), n_avoided

    def clean_word(self) -> str:
        word = rules.tidy(self.cleaned_data["word"])
        may = rules.may_avoid(word, in_use=self.in_use, n_avoided=self.n_avoided)
        if not may:
            raise forms.ValidationError(gettext(may.reason))
        return word
