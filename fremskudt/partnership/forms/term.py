"""A word of the shared dictionary."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fremskudt.access.models import Organisation
from fremskudt.partnership.forms.mishap import HouseForm
from fremskudt.partnership.forms.sparring import box
from fremskudt.partnership.models import Term
from fremskudt.partnership.rules.term import SUGGESTIONS
from fremskudt.partnership.selectors.term import is_taken


class TermForm(HouseForm):
    """`standing` is the version it is written anew from; `houses` are the municipalities it may belong to."""

    word = box(_("Ordet"), 60, error_messages={"required": _("Skriv ordet.")})
    meaning = box(
        _("Hvad betyder det hos jer?"), 1000, rows=4, help_text=_("En eller to sætninger, som alle huse kan stå ved."),
        error_messages={"required": _("Skriv, hvad ordet betyder hos jer.")},
    )  # fmt: skip
    we_say = box(_("Hvad siger vi til borgeren?"), 60, required=False)

    def __init__(
        self, *args: Any, houses: Sequence[Organisation], standing: Term | None = None, suggested: str = "", **more: Any
    ) -> None:
        super().__init__(*args, houses=houses, **more)
        self.standing = standing
        self.fields["house"].label = _("Hvilken kommune?")
        start = standing or suggestion(suggested)
        if start:
            self.initial.update((name, getattr(start, name)) for name in ("word", "meaning", "we_say"))

    def clean_word(self) -> str:
        return self.checked("word")

    def clean_meaning(self) -> str:
        return self.checked("meaning")

    def clean_we_say(self) -> str:
        return self.checked("we_say")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors or (self.standing and self.standing.word.lower() == cleaned["word"].lower()):
            return cleaned
        if is_taken(cleaned["house"].pk, cleaned["word"], cleaned["meaning"], cleaned["we_say"]):
            self.add_error("word", gettext("Ordet står på listen. Skriv det om dér."))
        return cleaned

    @property
    def told(self) -> dict[str, Any]:
        """As the action asks for it."""
        kept = {name: self.cleaned_data[name] for name in ("word", "meaning", "we_say")}
        return {"municipality": self.cleaned_data["house"], "replaces": self.standing, **kept}


def suggestion(number: str) -> Any:
    """One of the suggested words by its number (an address holds no word); None for any other."""
    known = {str(at): one for at, one in enumerate(SUGGESTIONS)}
    return known.get(number)
