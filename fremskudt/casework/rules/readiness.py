"""What should be in place before going on (fig. 4.7), asked from both sides. For talk: no total, and never a gate.

Items and answers are those of the running form, word for word; only the short name of each is ours.
Source: report fig. 4.7, domain.md 4.3, screens.md T13 (»Hvad skal være på plads?«).
"""

from fremskudt import instruments
from fremskudt.basics.words import gettext_noop as _

FORM = "running"
CITIZEN, WORKER = "citizen", "worker"
SIDES: dict[str, str] = {CITIZEN: _("Borgeren"), WORKER: _("Teamet")}
LOWEST = 1  # the form counts its five answers from 0, the model from 1

# Item of the form → what it is called where two answers stand side by side.
ITEMS: dict[str, str] = {
    "ready_safe": _("Tryg ved den nye"),
    "ready_prepared": _("Forberedt på det nye"),
    "ready_attend": _("Kan komme til aftaler det nye sted"),
    "ready_positive": _("Har haft det bedre i længere tid"),
    "ready_stable": _("Stabil kontakt med os"),
}


def wording(item: str, language: str) -> str:
    """The item as the running form asks it; Danish where the language is not there."""
    text = instruments.get(FORM).item(item).text
    return text.get(language) or text["da"]


def answers(item: str, language: str) -> dict[int, str]:
    """The five answers of the form: 1 (slet ikke) to 5 (rigtig meget) → words."""
    options = instruments.get(FORM).item(item).scale.options
    return {option.code + LOWEST: option.label.get(language) or option.label["da"] for option in options}


def differs(citizen: int | None, worker: int | None) -> bool:
    """Whether the two sides answered differently, so that there is something to talk about. A skipped one does not."""
    return citizen is not None and worker is not None and citizen != worker
